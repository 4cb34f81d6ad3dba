// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/eventtable.h"

#include "server/store/eventrow.h"

#include <algorithm>

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

/// Rooms whose last seq is kept at most: some 50 bytes each.
constexpr qsizetype mostRoomsCounted = 10000;

/// At most `limit` events, and not many more than `bytes` of content, but one.
template <typename Take>
LogPage takePage(Rows& rows, const RoomName& name, int limit, qint64 bytes, const Take& take)
{
    LogPage page;
    qint64 held = 0;
    while (rows.next()) {
        if (page.events.size() == limit || held >= bytes) {
            page.more = true;
            break;
        }
        held += rows.text(5).size();
        page.events.append(take(rows, name));
    }
    return page;
}

/// Lets go of the oldest messages where all the reactions take more than `bytes`, but of one.
void boundReactions(LogPage& page, qint64 bytes)
{
    qint64 held = 0;
    for (auto i = page.events.size() - 1; i >= 0; --i) {
        const auto* text = std::get_if<event::Text>(&page.events.at(i));
        for (const auto& reaction : text != nullptr ? text->reactions : QList<event::Reaction>()) {
            for (const auto& user : reaction.users) {
                held += user.toString().size();
            }
        }
        if (held > bytes && i < page.events.size() - 1) {
            page.events.remove(0, i + 1);
            page.more = true;
            return;
        }
    }
}

} // namespace

Seq EventTable::lastSeq(RoomId room)
{
    if (const auto known = m_last.constFind(room.value); known != m_last.cend()) {
        return *known;
    }
    auto row = m_database.query("SELECT max(seq) FROM events WHERE room = ?", room.value);
    const Seq last { row.next() ? row.integer(0) : 0 };
    if (m_last.size() >= mostRoomsCounted) {
        m_last.clear();
    }
    return last;
}

Result<StoredEvent> EventTable::append(const NewEvent& event)
{
    return isChange(event.kind) ? appendChange(event) : insert(event);
}

Result<StoredEvent> EventTable::appendChange(const NewEvent& change)
{
    // First, because what was done once may not be allowed a second time.
    if (auto before = change.id ? original(change) : std::nullopt) {
        return StoredEvent { *std::move(before), true };
    }
    const qint64 user = m_rooms.userId(change.author, true);
    if (auto refusal = m_states.refusal(change, user)) {
        return *std::move(refusal);
    }
    auto stored = insert(change);
    if (stored) {
        m_states.apply(change, user);
    }
    return stored;
}

Result<StoredEvent> EventTable::insert(const NewEvent& event)
{
    const Seq seq = lastSeq(event.room).next();
    const bool stored = m_database.change(
        "INSERT INTO events (room, seq, kind, author, id, at, content, reply_to, mentions, guest) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (author, id) WHERE id IS NOT NULL DO "
        "NOTHING",
        event.room.value, seq.value, static_cast<qint64>(event.kind),
        m_rooms.userId(event.author, true), columnOf(event.id), event.at.sinceEpoch.count(),
        event.content, columnOf(isChange(event.kind) ? event.target : event.replyTo),
        mentionsColumnOf(event), qint64 { event.guest });
    if (!stored) {
        return m_database.storageError();
    }
    if (m_database.changes() == 0) {
        if (auto before = original(event)) {
            return StoredEvent { *std::move(before), true };
        }
        return m_database.storageError();
    }
    if (event.kind == EventKind::Topic) {
        m_rooms.setTopic(event.room, event.content);
    }
    m_last.insert(event.room.value, seq);
    return StoredEvent { eventOf(event, seq), false };
}

std::optional<event::Persistent> EventTable::original(const NewEvent& event)
{
    auto row = m_database.query(
        "SELECT " EVENT_COLUMNS ", rooms.name FROM events "
        "JOIN users ON users.id = events.author JOIN rooms ON rooms.id = events.room "
        "WHERE events.author = ? AND events.id = ?",
        m_rooms.userId(event.author, false), columnOf(event.id));
    if (!row.next()) {
        return std::nullopt;
    }
    const auto name = RoomName::fromString(row.text(eventColumns));
    return takeEvent(row, name ? *name : event.roomName);
}

LogPage EventTable::readAfter(
    RoomId room, const RoomName& name, Seq after, Seq upTo, int limit, qint64 bytes)
{
    auto rows = m_database.query(
        "SELECT " EVENT_COLUMNS " FROM events JOIN users ON users.id = events.author "
        "WHERE events.room = ? AND events.seq > ? AND events.seq <= ? ORDER BY events.seq LIMIT ?",
        room.value, after.value, upTo.value, qint64 { limit } + 1);
    return takePage(rows, name, limit, bytes, takeEvent);
}

LogPage EventTable::readMessages(
    RoomId room, const RoomName& name, Seq upTo, int limit, qint64 bytes)
{
    auto rows = m_database.query("SELECT " MESSAGE_COLUMNS
                                 " FROM events JOIN users ON users.id = events.author "
                                 "LEFT JOIN message_states ON message_states.room = events.room "
                                 "AND message_states.seq = events.seq WHERE events.room = ? "
                                 "AND events.seq <= ? AND (events.kind < 2 OR events.kind > 7) "
                                 "ORDER BY events.seq DESC LIMIT ?",
        room.value, upTo.value, qint64 { limit } + 1);
    auto page = takePage(rows, name, limit, bytes, takeMessage);
    std::reverse(page.events.begin(), page.events.end());
    m_states.readReactions(room, page.events);
    boundReactions(page, bytes);
    return page;
}

} // namespace landline::server
