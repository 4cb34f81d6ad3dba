// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/emoji.h"

#include <QAbstractButton>

namespace landline::ui {

class Appearance;

/// A square button with an emoji, lit while it is checked. Enter presses it as the space bar does; up and
/// down are left to whoever has it in a grid.
class EmojiButton final : public QAbstractButton {
    Q_OBJECT

public:
    /// `name` is the tooltip and what screen readers say.
    EmojiButton(const Emoji& emoji, const QString& name, const Appearance& appearance,
        QWidget* parent = nullptr);

    const Emoji& emoji() const { return m_emoji; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Appearance& m_appearance;
    Emoji m_emoji;
};

/// The font for an emoji that stands alone, as tall as the text around it.
QFont emojiFont(const QFont& like);

} // namespace landline::ui
