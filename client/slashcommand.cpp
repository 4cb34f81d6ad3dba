// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/slashcommand.h"

#include <algorithm>
#include <array>

namespace landline::client {

using namespace Qt::StringLiterals;
using Kind = SlashCommand::Kind;

namespace {

constexpr std::array<std::pair<QLatin1StringView, Kind>, 6> names { {
    { "help"_L1, Kind::Help },
    { "join"_L1, Kind::Join },
    { "leave"_L1, Kind::Leave },
    { "me"_L1, Kind::Me },
    { "shrug"_L1, Kind::Shrug },
    { "topic"_L1, Kind::Topic },
} };

/// With the backslashes that Markdown takes away.
constexpr QStringView shrug = u"¯\\\\\\_(ツ)\\_/¯";

bool isNameLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

/// Text as Markdown that reads like it, on one line between two underscores.
QString inItalics(const QString& text)
{
    QString line = text.simplified();
    line.replace(u'_', u"\\_"_s);
    return u"_%1_"_s.arg(line);
}

} // namespace

std::optional<SlashCommand> SlashCommand::fromText(const QString& text)
{
    if (!text.startsWith(u'/')) {
        return std::nullopt;
    }
    const auto end = std::find_if_not(text.begin() + 1, text.end(), isNameLetter);
    if (end == text.begin() + 1 || (end != text.end() && !end->isSpace())) {
        return std::nullopt;
    }
    SlashCommand command;
    command.name = text.mid(1, end - text.begin() - 1);
    command.rest = text.mid(end - text.begin()).trimmed();
    const auto known = std::find_if(names.begin(), names.end(), [&command](const auto& one) {
        return command.name.compare(one.first, Qt::CaseInsensitive) == 0;
    });
    command.kind = known == names.end() ? Kind::Unknown : known->second;
    return command;
}

QList<SlashCommand> SlashCommand::all()
{
    QList<SlashCommand> commands;
    commands.reserve(names.size());
    for (const auto& [name, kind] : names) {
        commands.append({ kind, name, {} });
    }
    return commands;
}

QString SlashCommand::message() const
{
    switch (kind) {
    case Kind::Me:
        return rest.isEmpty() ? QString() : inItalics(rest);
    case Kind::Shrug:
        return rest.isEmpty() ? shrug.toString() : u"%1 %2"_s.arg(rest, shrug);
    default:
        return {};
    }
}

QString withoutSlashEscape(const QString& text)
{
    return text.startsWith("//"_L1) ? text.mid(1) : text;
}

} // namespace landline::client
