// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/emoji.h"

#include <QWidget>

class QGridLayout;
class QLineEdit;

namespace landline::ui {

class Appearance;
class EmojiButton;

/// A popup to choose an emoji from: those that the message has first, then the common ones, and a field for
/// any other. Arrow keys move, Enter chooses, Esc closes.
class ReactionPicker final : public QWidget {
    Q_OBJECT

public:
    explicit ReactionPicker(const Appearance& appearance, QWidget* parent = nullptr);

    /// Comes up with its right edge at a point of the screen, as far as it fits. `own` are lit.
    void open(const QPoint& rightTop, const QList<Emoji>& onMessage, const QList<Emoji>& own);

Q_SIGNALS:
    void emojiChosen(const landline::Emoji& emoji);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fill(const QList<Emoji>& onMessage, const QList<Emoji>& own);
    void choose(const Emoji& emoji);
    void chooseTyped();

    const Appearance& m_appearance;
    QGridLayout* m_grid;
    QLineEdit* m_other;
    QList<EmojiButton*> m_buttons;
};

} // namespace landline::ui
