// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/appearance.h"

#include "ui/look/landlinestyle.h"

#include <QApplication>
#include <QPalette>

namespace landline::ui {

using namespace Qt::StringLiterals;

namespace {

ThemeKind kindOf(const QPalette& palette)
{
    // colorScheme() is of Qt 6.5: until then a dark desktop shows in its window colour (TRAPS 22).
    return palette.color(QPalette::Window).lightness()
            < palette.color(QPalette::WindowText).lightness()
        ? ThemeKind::Dark
        : ThemeKind::Light;
}

QPalette qPaletteOf(const Palette& p)
{
    QPalette palette(
        p.text, p.window, p.surface, p.border, p.border, p.text, p.text, p.surface, p.window);
    palette.setColor(QPalette::Button, p.raised);
    palette.setColor(QPalette::AlternateBase, p.window);
    palette.setColor(QPalette::ToolTipBase, p.raised);
    palette.setColor(QPalette::ToolTipText, p.text);
    palette.setColor(QPalette::PlaceholderText, p.textMuted);
    palette.setColor(QPalette::Link, p.link);
    palette.setColor(QPalette::LinkVisited, p.link);
    palette.setColor(QPalette::Highlight, p.textSelection);
    palette.setColor(QPalette::HighlightedText, p.text);
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText }) {
        palette.setColor(QPalette::Disabled, role, p.textMuted);
    }
    return palette;
}

} // namespace

std::optional<ThemeChoice> themeChoiceFromText(const QString& text)
{
    if (text == "system"_L1) {
        return ThemeChoice::System;
    }
    if (text == "light"_L1) {
        return ThemeChoice::Light;
    }
    if (text == "dark"_L1) {
        return ThemeChoice::Dark;
    }
    return std::nullopt;
}

Appearance::Appearance(QApplication& application, ThemeChoice choice, QObject* parent)
    : QObject(parent)
    , m_application(application)
    , m_systemKind(kindOf(application.palette()))
    , m_choice(choice)
{
    setChoice(choice);
}

void Appearance::setChoice(ThemeChoice choice)
{
    m_choice = choice;
    switch (choice) {
    case ThemeChoice::System:
        apply(m_systemKind);
        break;
    case ThemeChoice::Light:
        apply(ThemeKind::Light);
        break;
    case ThemeChoice::Dark:
        apply(ThemeKind::Dark);
        break;
    }
}

void Appearance::apply(ThemeKind kind)
{
    m_theme = kind == ThemeKind::Dark ? Theme::dark() : Theme::light();
    m_application.setStyle(new LandlineStyle(m_theme, &m_application));
    m_application.setPalette(qPaletteOf(m_theme.palette));
    m_application.setFont(m_theme.fonts.body);
    Q_EMIT themeChanged();
}

} // namespace landline::ui
