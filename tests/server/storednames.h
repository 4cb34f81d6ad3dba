// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/records.h"

namespace landline::server::testing {

inline UserName user(const char* name)
{
    return *UserName::fromString(QString::fromUtf8(name));
}

inline RoomName room(const char* name)
{
    return *RoomName::fromString(QString::fromUtf8(name));
}

inline EventId id(const QString& text)
{
    return *EventId::fromString(text);
}

inline Timestamp at(qint64 milliseconds)
{
    return { std::chrono::milliseconds(milliseconds) };
}

/// Something said, without an id unless it is given.
inline NewEvent message(const RoomRecord& where, const char* author, const QString& content,
    const std::optional<QString>& eventId = std::nullopt)
{
    return { where.id, where.name, EventKind::Text, user(author),
        eventId ? std::optional(id(*eventId)) : std::nullopt, at(1'795'214'551'123), content, {},
        {}, false };
}

inline QString contentOf(const event::Persistent& entry)
{
    if (const auto* text = std::get_if<event::Text>(&entry)) {
        return text->content;
    }
    const auto* topic = std::get_if<event::Topic>(&entry);
    return topic == nullptr ? QString() : topic->topic;
}

/// "1:ann:hi 2:bob:ho"
inline QString summaryOf(const QList<event::Persistent>& entries)
{
    QStringList lines;
    for (const auto& entry : entries) {
        const auto* text = std::get_if<event::Text>(&entry);
        lines.append(QString::number(seqOf(entry).value) + u':'
            + (text == nullptr ? QStringLiteral("topic") : text->username.toString()) + u':'
            + contentOf(entry));
    }
    return lines.join(u' ');
}

} // namespace landline::server::testing
