// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/eventcache.h"

#include "client/localdatabase.h"
#include "client/mentions.h"
#include "messages/change.h"
#include "messages/codec.h"

#include <algorithm>

namespace landline::client {

using namespace Qt::StringLiterals;

namespace {

/// Events kept of each room: weeks of a busy room, a few megabytes.
constexpr qint64 eventsKept = 10000;
/// How often the oldest are looked for, in events.
constexpr qint64 pruneEvery = 1000;

QString orEmpty(const QString& text)
{
    return text.isNull() ? u""_s : text;
}

CachedRoom roomFrom(const QSqlQuery& row, const RoomName& name)
{
    CachedRoom room;
    room.info.room = name;
    room.info.topic = row.value(2).toString();
    room.info.isPrivate = row.value(3).toBool();
    room.info.members = row.value(4).toInt();
    room.info.readSeq = { row.value(5).toLongLong() };
    room.info.unread = row.value(6).toInt();
    room.info.mentions = row.value(7).toInt();
    room.info.joined = true;
    room.countedTo = { row.value(8).toLongLong() };
    room.lastAuthor = row.value(9).toString();
    room.lastMessage = row.value(10).toString();
    if (!row.isNull(11)) {
        room.lastTime = Timestamp { std::chrono::milliseconds(row.value(11).toLongLong()) };
    }
    room.info.lastSeq = { row.value(13).toLongLong() };
    return room;
}

} // namespace

EventCache::EventCache(LocalDatabase& database, UserName self)
    : m_database(database)
    , m_search(database)
    , m_self(std::move(self))
{
}

QList<CachedRoom> EventCache::load()
{
    m_runs.clear();
    m_lastId = 0;
    QList<CachedRoom> rooms;
    QSqlQuery& query = m_database.prepared(
        u"SELECT id, name, topic, is_private, members, read_seq, unread, mentions, counted_to,"
        u" last_author, last_message, last_time, first_seq, last_seq, has_older FROM rooms"_s);
    if (!m_database.run(query)) {
        return rooms;
    }
    while (query.next()) {
        const auto name = RoomName::fromString(query.value(1).toString());
        if (!name) {
            continue;
        }
        const Seq first { query.value(12).toLongLong() };
        const qint64 id = query.value(0).toLongLong();
        m_lastId = std::max(m_lastId, id);
        m_runs.insert(*name,
            { id, first, { query.value(13).toLongLong() }, first.value >= 0,
                query.value(14).toBool() });
        rooms.append(roomFrom(query, *name));
    }
    query.finish();
    return rooms;
}

void EventCache::put(const CachedRoom& room)
{
    const event::RoomInfo& info = room.info;
    Run& run = m_runs[info.room];
    if (run.id == 0) {
        run.id = ++m_lastId;
    }
    QSqlQuery& query = m_database.prepared(
        u"INSERT INTO rooms (id, key, name, topic, is_private, members, read_seq, unread, mentions,"
        u" counted_to, last_author, last_message, last_time, first_seq, last_seq, has_older)"
        u" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, -1, 0, 0)"
        u" ON CONFLICT (id) DO UPDATE SET name = excluded.name, topic = excluded.topic,"
        u" is_private = excluded.is_private, members = excluded.members,"
        u" read_seq = excluded.read_seq, unread = excluded.unread, mentions = excluded.mentions,"
        u" counted_to = excluded.counted_to, last_author = excluded.last_author,"
        u" last_message = excluded.last_message, last_time = excluded.last_time"_s);
    query.addBindValue(run.id);
    query.addBindValue(info.room.key());
    query.addBindValue(info.room.toString());
    query.addBindValue(orEmpty(info.topic));
    query.addBindValue(info.isPrivate);
    query.addBindValue(info.members);
    query.addBindValue(info.readSeq.value);
    query.addBindValue(info.unread);
    query.addBindValue(info.mentions);
    query.addBindValue(room.countedTo.value);
    query.addBindValue(orEmpty(room.lastAuthor));
    query.addBindValue(orEmpty(room.lastMessage));
    query.addBindValue(
        room.lastTime ? QVariant(qint64 { room.lastTime->sinceEpoch.count() }) : QVariant());
    m_database.write(query);
}

void EventCache::remove(const RoomName& room)
{
    const Run run = m_runs.take(room);
    for (const QString& sql :
        { u"DELETE FROM events WHERE room = ?"_s, u"DELETE FROM rooms WHERE id = ?"_s }) {
        QSqlQuery& query = m_database.prepared(sql);
        query.addBindValue(run.id);
        m_database.write(query);
    }
    m_search.removeRoom(run.id);
}

void EventCache::clear()
{
    m_runs.clear();
    m_search.clear();
    m_database.write(m_database.prepared(u"DELETE FROM events"_s));
    m_database.write(m_database.prepared(u"DELETE FROM rooms"_s));
}

std::optional<Seq> EventCache::lastSeq(const RoomName& room) const
{
    const Run run = m_runs.value(room);
    return run.isAnchored ? std::optional(run.last) : std::nullopt;
}

void EventCache::reset(const RoomName& room, const event::History& run)
{
    Run& held = m_runs[room];
    QSqlQuery& query = m_database.prepared(u"DELETE FROM events WHERE room = ?"_s);
    query.addBindValue(held.id);
    m_database.write(query);
    m_search.removeRoom(held.id);
    held = { held.id, run.first, run.last, true, run.more };
    insertEvents(held, run.events);
    saveRun(held);
}

void EventCache::append(const RoomName& room, const QList<event::Persistent>& events)
{
    if (events.isEmpty()) {
        return;
    }
    Run& held = m_runs[room];
    insertEvents(held, events);
    if (!held.isAnchored || held.first == Seq()) {
        held.first = seqOf(events.first());
        held.hasOlder = held.first > Seq { 1 };
        held.isAnchored = true;
    }
    const Seq before = std::exchange(held.last, seqOf(events.last()));
    if (before.value / pruneEvery != held.last.value / pruneEvery) {
        forgetOldest(held);
    }
    saveRun(held);
}

void EventCache::prepend(const RoomName& room, Seq before, const event::History& older)
{
    Run& held = m_runs[room];
    const bool joinsUp = held.isAnchored && held.first == before;
    if (!joinsUp || held.last.value - older.first.value > 2 * eventsKept) {
        return;
    }
    insertEvents(held, older.events);
    if (older.first != Seq()) {
        held.first = older.first;
    }
    held.hasOlder = older.more;
    saveRun(held);
}

void EventCache::insertEvents(const Run& run, const QList<event::Persistent>& events)
{
    for (const event::Persistent& entry : events) {
        const auto target = event::targetOf(entry);
        if (!target) {
            insertEvent(run, entry);
        } else if (auto text = message(run, *target); text && event::apply(entry, *text)) {
            insertEvent(run, *text);
        }
    }
}

void EventCache::insertEvent(const Run& run, const event::Persistent& entry)
{
    QSqlQuery& query = m_database.prepared(
        u"INSERT OR REPLACE INTO events (room, seq, is_text, author, mentions_me, frame)"
        u" VALUES (?, ?, ?, ?, ?, ?)"_s);
    const auto* text = std::get_if<event::Text>(&entry);
    query.addBindValue(run.id);
    query.addBindValue(seqOf(entry).value);
    query.addBindValue(text && !text->deleted); // What was deleted is not counted.
    query.addBindValue(text ? text->username.toString() : u""_s);
    query.addBindValue(text && mentions(*text, m_self));
    query.addBindValue(encode(entry));
    m_database.write(query);
    if (text) {
        m_search.put(run.id, *text);
    }
}

void EventCache::saveRun(const Run& run)
{
    QSqlQuery& query = m_database.prepared(
        u"UPDATE rooms SET first_seq = ?, last_seq = ?, has_older = ? WHERE id = ?"_s);
    query.addBindValue(run.isAnchored ? run.first.value : qint64 { -1 });
    query.addBindValue(run.last.value);
    query.addBindValue(run.hasOlder);
    query.addBindValue(run.id);
    m_database.write(query);
}

void EventCache::forgetOldest(Run& run)
{
    const Seq first { run.last.value - eventsKept + 1 };
    if (first <= run.first) {
        return;
    }
    QSqlQuery& query = m_database.prepared(u"DELETE FROM events WHERE room = ? AND seq < ?"_s);
    query.addBindValue(run.id);
    query.addBindValue(first.value);
    if (m_database.write(query)) {
        run.first = first;
        run.hasOlder = true;
        m_search.removeBefore(run.id, first);
    }
}

QString EventCache::serverId()
{
    QSqlQuery& query = m_database.prepared(u"SELECT value FROM meta WHERE key = 'server_id'"_s);
    QString id = m_database.run(query) && query.next() ? query.value(0).toString() : QString();
    query.finish();
    return id;
}

void EventCache::setServerId(const QString& id)
{
    QSqlQuery& query
        = m_database.prepared(u"INSERT INTO meta (key, value) VALUES ('server_id', ?)"
                              u" ON CONFLICT (key) DO UPDATE SET value = excluded.value"_s);
    query.addBindValue(orEmpty(id));
    m_database.write(query);
}

} // namespace landline::client
