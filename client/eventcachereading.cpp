// SPDX-License-Identifier: GPL-3.0-or-later
// The part of EventCache that reads: pages, messages, what is unread, what is looked for.
#include "client/eventcache.h"

#include "client/localdatabase.h"
#include "messages/codec.h"

#include <algorithm>
#include <limits>

namespace landline::client {

using namespace Qt::StringLiterals;

namespace {

/// As the server counts (event::RoomInfo::unread).
constexpr int mostCounted = 1000;
/// Messages that are told with one that was found, on either side; as the server does.
constexpr int neighboursEach = 1;

std::optional<event::Persistent> persistentFrom(const QByteArray& frame)
{
    const auto event = decodeEvent(frame);
    return event ? asPersistent(*event) : std::nullopt;
}

std::optional<event::Text> textFrom(const QByteArray& frame)
{
    const auto entry = persistentFrom(frame);
    const auto* text = entry ? std::get_if<event::Text>(&*entry) : nullptr;
    return text ? std::optional(*text) : std::nullopt;
}

} // namespace

std::optional<event::Text> EventCache::message(const Run& run, Seq seq)
{
    QSqlQuery& query
        = m_database.prepared(u"SELECT frame FROM events WHERE room = ? AND seq = ?"_s);
    query.addBindValue(run.id);
    query.addBindValue(seq.value);
    auto text = m_database.run(query) && query.next() ? textFrom(query.value(0).toByteArray())
                                                      : std::nullopt;
    query.finish();
    return text;
}

std::optional<event::Text> EventCache::message(const RoomName& room, Seq seq)
{
    return message(m_runs.value(room), seq);
}

std::optional<event::Text> EventCache::newestMessage(const RoomName& room)
{
    QSqlQuery& query = m_database.prepared(
        u"SELECT frame FROM events WHERE room = ? AND is_text ORDER BY seq DESC LIMIT 1"_s);
    query.addBindValue(m_runs.value(room).id);
    auto text = m_database.run(query) && query.next() ? textFrom(query.value(0).toByteArray())
                                                      : std::nullopt;
    query.finish();
    return text;
}

event::History EventCache::newest(const RoomName& room, int limit)
{
    const Run run = m_runs.value(room);
    event::History history = page(run, room, { std::numeric_limits<qint64>::max() }, limit);
    history.last = run.last;
    return history;
}

event::History EventCache::before(const RoomName& room, Seq seq, int limit)
{
    return page(m_runs.value(room), room, seq, limit);
}

event::History EventCache::page(const Run& run, const RoomName& room, Seq before, int limit)
{
    event::History history;
    history.room = room;
    history.more = run.hasOlder;
    if (!run.isAnchored) {
        return history;
    }
    QSqlQuery& query = m_database.prepared(
        u"SELECT frame FROM events WHERE room = ? AND seq < ? ORDER BY seq DESC LIMIT ?"_s);
    query.addBindValue(run.id);
    query.addBindValue(before.value);
    query.addBindValue(limit);
    if (!m_database.run(query)) {
        return history;
    }
    int rows = 0;
    for (; query.next(); ++rows) {
        if (auto entry = persistentFrom(query.value(0).toByteArray())) {
            history.events.append(*std::move(entry));
        }
    }
    query.finish();
    std::reverse(history.events.begin(), history.events.end());
    if (!history.events.isEmpty()) {
        history.first = seqOf(history.events.first());
        history.last = seqOf(history.events.last());
    }
    // The run may begin with changes, which are no rows.
    if (rows < limit && run.first < before) {
        history.first = run.first;
    }
    history.more = run.hasOlder || history.first > run.first;
    return history;
}

QList<EventCache::Found> EventCache::find(const RoomName& room, const SearchQuery& query, int limit)
{
    QList<Found> found;
    for (const SearchCache::Place& place : m_search.find(m_runs.value(room).id, query, limit)) {
        found.append({ room, place.seq, place.at });
    }
    return found;
}

std::optional<event::FoundMessage> EventCache::withNeighbours(const RoomName& room, Seq seq)
{
    const Run run = m_runs.value(room);
    auto text = message(run, seq);
    if (!text || text->deleted) {
        return std::nullopt;
    }
    return event::FoundMessage { *std::move(text), neighbours(run, seq, true),
        neighbours(run, seq, false) };
}

QList<event::Text> EventCache::neighbours(const Run& run, Seq seq, bool older)
{
    QSqlQuery& query = m_database.prepared(older
            ? u"SELECT frame FROM events WHERE room = ? AND seq < ? AND is_text"
              u" ORDER BY seq DESC LIMIT ?"_s
            : u"SELECT frame FROM events WHERE room = ? AND seq > ? AND is_text"
              u" ORDER BY seq LIMIT ?"_s);
    query.addBindValue(run.id);
    query.addBindValue(seq.value);
    query.addBindValue(neighboursEach);
    QList<event::Text> texts;
    if (m_database.run(query)) {
        while (query.next()) {
            if (auto text = textFrom(query.value(0).toByteArray())) {
                texts.append(*std::move(text));
            }
        }
    }
    query.finish();
    if (older) {
        std::reverse(texts.begin(), texts.end());
    }
    return texts;
}

EventCache::Unread EventCache::countUnread(const RoomName& room, Seq seq)
{
    const Run run = m_runs.value(room);
    Unread unread;
    unread.isComplete = run.isAnchored && (run.first <= seq.next() || !run.hasOlder);
    QSqlQuery& query = m_database.prepared(
        u"SELECT count(*), coalesce(sum(mentions_me), 0) FROM (SELECT mentions_me FROM events"
        u" WHERE room = ? AND seq > ? AND is_text AND author <> ? LIMIT ?)"_s);
    query.addBindValue(run.id);
    query.addBindValue(seq.value);
    query.addBindValue(m_self.toString());
    query.addBindValue(mostCounted);
    if (m_database.run(query) && query.next()) {
        unread.messages = query.value(0).toInt();
        unread.mentions = query.value(1).toInt();
    }
    query.finish();
    return unread;
}

} // namespace landline::client
