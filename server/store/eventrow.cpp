// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/eventrow.h"

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

const QString roomLine = u"@room"_s;

void takeMentions(const QString& lines, NewEvent& event)
{
    for (const QString& line : lines.split(u'\n', Qt::SkipEmptyParts)) {
        if (line == roomLine) {
            event.mentionsRoom = true;
        } else if (auto name = UserName::fromString(line)) {
            event.mentions.append(*std::move(name));
        }
    }
}

/// What is stored was valid when it came; an empty one stands for what no longer is.
template <typename T>
T orEmpty(const QString& text)
{
    auto value = T::fromString(text);
    return value ? *std::move(value) : T();
}

NewEvent takeColumns(const Rows& row, const RoomName& room)
{
    NewEvent event;
    event.roomName = room;
    event.kind = static_cast<EventKind>(row.integer(1));
    event.author = orEmpty<UserName>(row.text(2));
    if (auto id = EventId::fromString(row.text(3))) {
        event.id = *std::move(id);
    }
    event.at = { std::chrono::milliseconds(row.integer(4)) };
    event.content = row.text(5);
    if (!row.isNull(6)) {
        (isChange(event.kind) ? event.target : event.replyTo) = Seq { row.integer(6) };
    }
    takeMentions(row.text(7), event);
    event.guest = row.integer(8) != 0;
    return event;
}

} // namespace

event::Persistent eventOf(const NewEvent& event, Seq seq)
{
    const Seq target = event.target.value_or(Seq());
    switch (event.kind) {
    case EventKind::Text:
        break;
    case EventKind::Topic:
        return event::Topic { event.roomName, seq, event.id, event.author, event.content,
            event.at };
    case EventKind::Edit:
        return event::Edit { event.roomName, seq, event.id, event.author, target, event.content,
            event.at, event.mentions, event.mentionsRoom };
    case EventKind::Delete:
        return event::Delete { event.roomName, seq, event.id, event.author, target, event.at };
    case EventKind::React:
    case EventKind::Unreact:
        return event::React { event.roomName, seq, event.id, event.author, target,
            orEmpty<Emoji>(event.content), event.kind == EventKind::React, event.at };
    case EventKind::Pin:
    case EventKind::Unpin:
        return event::Pin { event.roomName, seq, event.id, event.author, target,
            event.kind == EventKind::Pin, event.at };
    }
    return event::Text { event.roomName, seq, event.id, event.author, event.content, event.at,
        event.replyTo, event.mentions, event.guest, event.mentionsRoom, event.content.isEmpty() };
}

event::Persistent takeEvent(const Rows& row, const RoomName& room)
{
    return eventOf(takeColumns(row, room), { row.integer(0) });
}

event::Persistent takeMessage(const Rows& row, const RoomName& room)
{
    auto message = takeEvent(row, room);
    if (auto* text = std::get_if<event::Text>(&message)) {
        if (!row.isNull(eventColumns)) {
            text->edited = Timestamp { std::chrono::milliseconds(row.integer(eventColumns)) };
        }
        text->pinned = row.integer(eventColumns + 1) != 0;
    }
    return message;
}

std::optional<QString> columnOf(const std::optional<EventId>& id)
{
    return id ? std::optional(id->toString()) : std::nullopt;
}

std::optional<qint64> columnOf(const std::optional<Seq>& seq)
{
    return seq ? std::optional(seq->value) : std::nullopt;
}

std::optional<QString> mentionsColumnOf(const NewEvent& event)
{
    QString lines = event.mentionsRoom ? roomLine : QString();
    for (const auto& name : event.mentions) {
        lines += lines.isEmpty() ? name.toString() : u'\n' + name.toString();
    }
    return lines.isEmpty() ? std::nullopt : std::optional(lines);
}

} // namespace landline::server
