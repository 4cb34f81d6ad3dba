// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tables.h"

#include "app/cli/terminaltext.h"

#include <QStringList>

#include <algorithm>

namespace landline::cli {

using namespace Qt::StringLiterals;

namespace {

/// Columns that the name of a room is given where others are longer.
constexpr int widestName = 24;

QString padded(const QString& text, int columns)
{
    return text + QString(std::max(columns - columnsOf(QStringView(text)), 0), u' ');
}

QString newsOf(const event::RoomInfo& info)
{
    QStringList parts { info.members == 1 ? u"1 member"_s : u"%1 members"_s.arg(info.members) };
    if (info.unread > 0) {
        parts.append(u"%1 unread"_s.arg(info.unread));
    }
    if (info.isPrivate) {
        parts.append(u"private"_s);
    }
    return parts.join(u", "_s);
}

} // namespace

QString roomTable(const QList<event::RoomInfo>& rooms, const Style& style)
{
    int widest = 0;
    for (const event::RoomInfo& info : rooms) {
        widest = std::max(widest, columnsOf(QStringView(onOneLine(info.room.toString()))));
    }
    QStringList lines;
    lines.reserve(rooms.size());
    for (const event::RoomInfo& info : rooms) {
        const QString name = padded(onOneLine(info.room.toString()), std::min(widest, widestName));
        QString line = (info.joined ? u"* "_s : u"  "_s) + style.strong(name) + u"  "_s
            + style.faint(newsOf(info));
        if (const QString topic = onOneLine(info.topic); !topic.isEmpty()) {
            line += u"  "_s + topic;
        }
        lines.append(line);
    }
    return lines.join(u'\n');
}

QString memberList(const QList<event::Member>& members, const Style& style)
{
    QStringList here;
    QStringList away;
    for (const event::Member& member : members) {
        const QString name = onOneLine(member.username.toString());
        if (member.presence == event::Presence::Online) {
            here.append(style.person(name));
        } else {
            away.append(style.faint(name + u" (away)"_s));
        }
    }
    return (here + away).join(u'\n');
}

} // namespace landline::cli
