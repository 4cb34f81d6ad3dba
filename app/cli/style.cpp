// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/style.h"

#include <array>

namespace landline::cli {

using namespace Qt::StringLiterals;

namespace {

/// Colours that can be read on black and on white; red is for alarms.
constexpr std::array personColours { "32"_L1, "33"_L1, "35"_L1, "36"_L1, "92"_L1, "94"_L1, "95"_L1,
    "96"_L1 };

/// FNV-1a, 32 bits. qHash() differs from run to run where it is seeded.
quint32 hashOf(const QString& name)
{
    const QByteArray utf8 = name.toUtf8();
    quint32 hash = 0x811c9dc5;
    for (const char byte : utf8) {
        hash = (hash ^ static_cast<uchar>(byte)) * 0x01000193;
    }
    return hash;
}

} // namespace

bool wantsColour(ColourChoice choice, bool toTerminal)
{
    if (choice != ColourChoice::Auto) {
        return choice == ColourChoice::Always;
    }
    const QString terminal = qEnvironmentVariable("TERM");
    return toTerminal && qEnvironmentVariableIsEmpty("NO_COLOR") && !terminal.isEmpty()
        && terminal != "dumb"_L1;
}

QString Style::with(QLatin1StringView code, const QString& text) const
{
    return m_coloured && !text.isEmpty() ? u"\x1b["_s + code + u'm' + text + u"\x1b[0m"_s : text;
}

QString Style::person(const QString& name) const
{
    return with(personColours[hashOf(name) % personColours.size()], name);
}

QString Style::faint(const QString& text) const
{
    return with("2"_L1, text);
}

QString Style::strong(const QString& text) const
{
    return with("1"_L1, text);
}

QString Style::alarm(const QString& text) const
{
    return with("1;31"_L1, text);
}

} // namespace landline::cli
