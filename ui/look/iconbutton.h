// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/look/icons.h"

#include <QAbstractButton>

namespace landline::ui {

class Appearance;

/// A square button with an icon, optionally a few words beside it. Its name is its tooltip and what screen readers say.
class IconButton final : public QAbstractButton {
    Q_OBJECT

public:
    IconButton(
        Icon icon, const QString& name, const Appearance& appearance, QWidget* parent = nullptr);

    /// Words beside the icon; empty for none.
    void setWords(const QString& words);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    Icon m_icon;
    QString m_words;
};

} // namespace landline::ui
