// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace landline::cli {

enum class ColourChoice { Auto, Always, Never };

/// Whether to colour what goes to a terminal, or does not. The choice comes first; else NO_COLOR (no-color.org) and a
/// TERM that knows no colours forbid it.
bool wantsColour(ColourChoice choice, bool toTerminal);

/// Puts colours (ECMA-48 SGR) around text that is safe already, or leaves it as it is.
class Style {
public:
    explicit Style(bool coloured)
        : m_coloured(coloured)
    {
    }

    bool isColoured() const { return m_coloured; }
    /// The same colour for the same name, everywhere and always.
    QString person(const QString& name) const;
    QString faint(const QString& text) const;
    QString strong(const QString& text) const;
    QString alarm(const QString& text) const;

private:
    QString with(QLatin1StringView code, const QString& text) const;

    bool m_coloured;
};

} // namespace landline::cli
