// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/eventtable.h"

#include <QVariant>

#include <algorithm>

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

/// Rooms whose last seq is kept at most: some 50 bytes each.
constexpr qsizetype mostRoomsCounted = 10000;

event::Persistent toEvent(const NewEvent& event, Seq seq)
{
    if (event.kind == EventKind::Topic) {
        return event::Topic { event.roomName, seq, event.id, event.author, event.content,
            event.at };
    }
    return event::Text { event.roomName, seq, event.id, event.author, event.content, event.at,
        event.replyTo, event.mentions, event.guest };
}

QString joined(const QList<UserName>& names)
{
    QString lines;
    for (const auto& name : names) {
        lines += lines.isEmpty() ? name.toString() : u'\n' + name.toString();
    }
    return lines;
}

QList<UserName> split(const QString& lines)
{
    QList<UserName> names;
    for (const QString& line : lines.split(u'\n', Qt::SkipEmptyParts)) {
        if (auto name = UserName::fromString(line)) {
            names.append(*std::move(name));
        }
    }
    return names;
}

/// The columns that every query of events selects, in this order.
#define EVENT_COLUMNS                                                                              \
    "events.seq, events.kind, users.name, events.id, events.at, events.content, events.reply_to, " \
    "events.mentions, events.guest"

event::Persistent take(QSqlQuery& query, RoomId room, const RoomName& name)
{
    NewEvent event;
    event.room = room;
    event.roomName = name;
    event.kind = static_cast<EventKind>(query.value(1).toInt());
    if (auto author = UserName::fromString(query.value(2).toString())) {
        event.author = *std::move(author);
    }
    if (auto id = EventId::fromString(query.value(3).toString())) {
        event.id = *std::move(id);
    }
    event.at = { std::chrono::milliseconds(query.value(4).toLongLong()) };
    event.content = query.value(5).toString();
    if (!query.isNull(6)) {
        event.replyTo = Seq { query.value(6).toLongLong() };
    }
    event.mentions = split(query.value(7).toString());
    event.guest = query.value(8).toBool();
    return toEvent(event, { query.value(0).toLongLong() });
}

} // namespace

Seq EventTable::lastSeq(RoomId room)
{
    if (const auto known = m_last.constFind(room.value); known != m_last.cend()) {
        return *known;
    }
    auto& query = m_database.statement("SELECT max(seq) FROM events WHERE room = ?");
    query.bindValue(0, room.value);
    const Seq last { m_database.run(query) && query.next() ? query.value(0).toLongLong() : 0 };
    query.finish();
    if (m_last.size() >= mostRoomsCounted) {
        m_last.clear();
    }
    return last;
}

Result<StoredEvent> EventTable::append(const NewEvent& event)
{
    const Seq seq = lastSeq(event.room).next();
    auto& insert = m_database.statement(
        "INSERT INTO events (room, seq, kind, author, id, at, content, reply_to, mentions, guest) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (author, id) WHERE id IS NOT NULL DO "
        "NOTHING");
    insert.bindValue(0, event.room.value);
    insert.bindValue(1, seq.value);
    insert.bindValue(2, static_cast<int>(event.kind));
    insert.bindValue(3, m_rooms.userId(event.author, true));
    insert.bindValue(4, event.id ? QVariant(event.id->toString()) : QVariant());
    insert.bindValue(5, static_cast<qint64>(event.at.sinceEpoch.count()));
    insert.bindValue(6, event.content.isNull() ? u""_s : event.content);
    insert.bindValue(7, event.replyTo ? QVariant(event.replyTo->value) : QVariant());
    insert.bindValue(8, event.mentions.isEmpty() ? QVariant() : QVariant(joined(event.mentions)));
    insert.bindValue(9, event.guest ? 1 : 0);
    if (!m_database.run(insert)) {
        return m_database.storageError();
    }
    if (insert.numRowsAffected() == 0) {
        return original(event);
    }
    if (event.kind == EventKind::Topic) {
        m_rooms.setTopic(event.room, event.content);
    }
    m_last.insert(event.room.value, seq);
    return StoredEvent { toEvent(event, seq), false };
}

Result<StoredEvent> EventTable::original(const NewEvent& event)
{
    auto& query = m_database.statement(
        "SELECT " EVENT_COLUMNS ", rooms.id, rooms.name FROM events "
        "JOIN users ON users.id = events.author JOIN rooms ON rooms.id = events.room "
        "WHERE events.author = ? AND events.id = ?");
    query.bindValue(0, m_rooms.userId(event.author, false));
    query.bindValue(1, event.id->toString());
    if (!m_database.run(query) || !query.next()) {
        return m_database.storageError();
    }
    const auto name = RoomName::fromString(query.value(10).toString());
    auto stored = take(query, { query.value(9).toLongLong() }, name ? *name : event.roomName);
    query.finish();
    return StoredEvent { std::move(stored), true };
}

LogPage EventTable::readAfter(
    RoomId room, const RoomName& name, Seq after, Seq upTo, int limit, qint64 bytes)
{
    auto& query = m_database.statement(
        "SELECT " EVENT_COLUMNS " FROM events JOIN users ON users.id = events.author "
        "WHERE events.room = ? AND events.seq > ? AND events.seq <= ? ORDER BY events.seq LIMIT ?");
    query.bindValue(0, room.value);
    query.bindValue(1, after.value);
    query.bindValue(2, upTo.value);
    query.bindValue(3, limit + 1);
    LogPage page;
    qint64 held = 0;
    if (m_database.run(query)) {
        while (query.next()) {
            if (page.events.size() == limit || held >= bytes) {
                page.more = true;
                break;
            }
            held += query.value(5).toString().size();
            page.events.append(take(query, room, name));
        }
    }
    query.finish();
    return page;
}

LogPage EventTable::readUpTo(RoomId room, const RoomName& name, Seq upTo, int limit, qint64 bytes)
{
    auto& query = m_database.statement(
        "SELECT " EVENT_COLUMNS " FROM events JOIN users ON users.id = events.author "
        "WHERE events.room = ? AND events.seq <= ? ORDER BY events.seq DESC LIMIT ?");
    query.bindValue(0, room.value);
    query.bindValue(1, upTo.value);
    query.bindValue(2, limit + 1);
    LogPage page;
    qint64 held = 0;
    if (m_database.run(query)) {
        while (query.next()) {
            if (page.events.size() == limit || held >= bytes) {
                page.more = true;
                break;
            }
            held += query.value(5).toString().size();
            page.events.append(take(query, room, name));
        }
    }
    query.finish();
    std::reverse(page.events.begin(), page.events.end());
    return page;
}

} // namespace landline::server
