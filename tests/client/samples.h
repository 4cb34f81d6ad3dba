// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/events.h"

/// Events to fill models and caches with.
namespace landline::client {

inline RoomName room(const char* name)
{
    return RoomName::fromString(QString::fromUtf8(name)).value();
}

inline UserName user(const char* name)
{
    return UserName::fromString(QString::fromUtf8(name)).value();
}

inline EventId id(const char* text)
{
    return EventId::fromString(QString::fromUtf8(text)).value();
}

inline event::Text text(qint64 seq, const char* author = "bob", const char* eventId = nullptr)
{
    event::Text message;
    message.room = room("general");
    message.seq = { seq };
    message.username = user(author);
    message.content = QStringLiteral("message %1").arg(seq);
    message.timestamp = { std::chrono::milliseconds(1'795'214'551'000 + seq) };
    if (eventId) {
        message.id = id(eventId);
    }
    return message;
}

inline event::Edit edit(
    qint64 seq, qint64 target, const QString& content, const char* author = "bob")
{
    return { room("general"), { seq }, {}, user(author), { target }, content,
        { std::chrono::milliseconds(1'795'214'551'000 + seq) } };
}

inline event::Delete remove(qint64 seq, qint64 target, const char* author = "bob")
{
    return { room("general"), { seq }, {}, user(author), { target }, {} };
}

inline Emoji thumb()
{
    return Emoji::fromString(QStringLiteral("👍")).value();
}

inline event::React react(qint64 seq, qint64 target, const char* author, bool on = true)
{
    return { room("general"), { seq }, {}, user(author), { target }, thumb(), on, {} };
}

inline event::Pin pin(qint64 seq, qint64 target, bool on = true)
{
    return { room("general"), { seq }, {}, user("bob"), { target }, on, {} };
}

inline QList<event::Persistent> texts(qint64 first, qint64 last)
{
    QList<event::Persistent> events;
    for (qint64 seq = first; seq <= last; ++seq) {
        events.append(text(seq));
    }
    return events;
}

inline event::History history(qint64 first, qint64 last, bool more = false)
{
    event::History run;
    run.room = room("general");
    run.events = texts(first, last);
    run.first = { first };
    run.last = { last };
    run.more = more;
    return run;
}

} // namespace landline::client
