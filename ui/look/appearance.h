// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/look/theme.h"

#include <QObject>

#include <optional>

class QApplication;

namespace landline::ui {

enum class ThemeChoice { System, Light, Dark };

/// "system", "light" or "dark"; nothing for anything else.
std::optional<ThemeChoice> themeChoiceFromText(const QString& text);

/// The theme in use. Dresses the application in it, and tells the widgets that paint by themselves when it changes.
class Appearance final : public QObject {
    Q_OBJECT

public:
    /// Applies the choice to the application at once.
    Appearance(QApplication& application, ThemeChoice choice, QObject* parent = nullptr);

    const Theme& theme() const { return m_theme; }
    ThemeChoice choice() const { return m_choice; }

public Q_SLOTS:
    void setChoice(landline::ui::ThemeChoice choice);

Q_SIGNALS:
    void themeChanged();

private:
    void apply(ThemeKind kind);

    QApplication& m_application;
    ThemeKind m_systemKind; ///< What the platform's palette said before we set ours.
    ThemeChoice m_choice;
    Theme m_theme;
};

} // namespace landline::ui
