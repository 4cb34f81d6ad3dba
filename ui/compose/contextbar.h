// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/look/icons.h"

#include <QWidget>

namespace landline::ui {

class Appearance;
class ElidedLabel;

/// What a text that is being written is about: a reply to a message, or a message that is edited.
class ContextBar final : public QWidget {
    Q_OBJECT

public:
    explicit ContextBar(const Appearance& appearance, QWidget* parent = nullptr);

    /// Shows itself with both, on one line each, as plain text.
    void describe(Icon icon, const QString& title, const QString& line);

Q_SIGNALS:
    void cancelled();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void applyTheme();

    const Appearance& m_appearance;
    Icon m_icon = Icon::Reply;
    ElidedLabel* m_title;
    ElidedLabel* m_line;
};

} // namespace landline::ui
