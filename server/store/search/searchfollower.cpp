// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/search/searchfollower.h"

#include "messages/change.h"
#include "messages/search/searchwords.h"

#include <algorithm>

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

/// Entries that are held of all rooms together, about: some megabytes where they are long.
constexpr std::size_t mostHeld = 2048;
/// Entries of one room that are read at once.
constexpr std::size_t mostAtOnce = 256;
/// How often it is asked whether to stop, in entries.
constexpr int askEvery = 32;

#define READ_MESSAGES                                                                              \
    "SELECT " MESSAGE_COLUMNS                                                                      \
    ", EXISTS (SELECT 1 FROM reactions WHERE reactions.room = events.room "                        \
    "AND reactions.seq = events.seq) FROM events JOIN users ON users.id = events.author "          \
    "LEFT JOIN message_states ON message_states.room = events.room "                               \
    "AND message_states.seq = events.seq WHERE events.room = ? "
/// Where EXISTS is, behind MESSAGE_COLUMNS.
constexpr int reactionsColumn = eventColumns + 2;

} // namespace

QString SearchFollower::origin()
{
    auto row = m_log.query("SELECT value FROM meta WHERE key = 'server_id'");
    const QString log = row.next() ? row.text(0) : QString();
    // Words may be cut otherwise by another version of ours, or of Unicode.
    return u"%1 %2.%3"_s.arg(log)
        .arg(searchWordsVersion)
        .arg(static_cast<int>(QChar::currentUnicodeVersion()));
}

bool SearchFollower::isOfThisLog(const QHash<qint64, SearchIndex::Position>& positions)
{
    for (auto room = positions.cbegin(); room != positions.cend(); ++room) {
        auto row = m_log.query(
            "SELECT at FROM events WHERE room = ? AND seq = ?", room.key(), room->seq.value);
        if (!row.next() || row.integer(0) != room->at.sinceEpoch.count()) {
            return false;
        }
    }
    return true;
}

bool SearchFollower::begin()
{
    m_cursors.clear();
    m_order.clear();
    const QString made = m_index.origin();
    m_positions = m_index.positions();
    if ((!made.isEmpty() && made != origin()) || !isOfThisLog(m_positions)) {
        return false;
    }
    if (made.isEmpty()) {
        m_index.setOrigin(origin());
    }
    QSet<qint64> behind;
    auto rows
        = m_log.query("SELECT id, (SELECT max(seq) FROM events WHERE room = rooms.id) FROM rooms");
    while (rows.next()) {
        if (rows.integer(1) > m_positions.value(rows.integer(0)).seq.value) {
            behind.insert(rows.integer(0));
        }
    }
    notice(behind);
    return true;
}

void SearchFollower::notice(const QSet<qint64>& rooms)
{
    for (const qint64 room : rooms) {
        if (m_cursors.find(room) == m_cursors.end()) {
            follow(room, m_positions.value(room));
        }
    }
}

void SearchFollower::follow(qint64 room, const SearchIndex::Position& position)
{
    auto& cursor = m_cursors[room];
    cursor = { position.seq, position.at, {} };
    if (fill(room, cursor)) {
        m_order.emplace(cursor.entries.front().at, room);
    } else {
        m_cursors.erase(room);
    }
}

bool SearchFollower::fill(qint64 room, Cursor& cursor)
{
    const auto limit = std::clamp<std::size_t>(mostHeld / m_cursors.size(), 1, mostAtOnce);
    auto rows = m_log.query(READ_MESSAGES "AND events.seq > ? ORDER BY events.seq LIMIT ?", room,
        cursor.after.value, static_cast<qint64>(limit));
    while (rows.next()) {
        cursor.entries.push_back(entryOf(rows));
    }
    return !cursor.entries.empty();
}

SearchFollower::Entry SearchFollower::entryOf(const Rows& row)
{
    // Which room it is does not matter here.
    return { takeMessage(row, RoomName()), { std::chrono::milliseconds(row.integer(4)) },
        row.integer(reactionsColumn) != 0 };
}

bool SearchFollower::advance(int most, const std::function<bool()>& stop)
{
    m_log.clearFailure();
    if (!m_index.begin()) {
        return false;
    }
    const auto positions = m_positions;
    std::set<qint64> moved;
    for (int i = 0; i < most && !m_order.empty() && (i % askEvery != 0 || !stop()); ++i) {
        const qint64 room = m_order.begin()->second;
        auto& cursor = m_cursors.at(room);
        take(room, cursor.entries.front());
        cursor.after = seqOf(cursor.entries.front().event);
        cursor.at = cursor.entries.front().at;
        cursor.entries.pop_front();
        m_order.erase(m_order.begin());
        m_positions.insert(room, { cursor.after, cursor.at });
        moved.insert(room);
        if (!cursor.entries.empty() || fill(room, cursor)) {
            m_order.emplace(cursor.entries.front().at, room);
        } else {
            m_cursors.erase(room);
        }
    }
    for (const auto& place : std::exchange(m_changed, {})) {
        refresh(place);
    }
    for (const qint64 room : moved) {
        m_index.setPosition({ room }, m_positions.value(room));
    }
    if (!m_log.failure() && m_index.commit()) {
        return true;
    }
    m_index.rollBack();
    m_positions = positions;
    return false;
}

void SearchFollower::take(qint64 room, const Entry& entry)
{
    if (const auto target = event::targetOf(entry.event)) {
        m_changed.insert({ room, *target });
        return;
    }
    const auto* text = std::get_if<event::Text>(&entry.event);
    if (text != nullptr && !text->deleted) {
        m_index.add(documentOf({ room }, *text, entry.hasReactions));
    }
}

void SearchFollower::refresh(const Place& place)
{
    auto row = m_log.query(READ_MESSAGES "AND events.seq = ?", place.room, place.seq.value);
    const auto entry = row.next() ? std::optional(entryOf(row)) : std::nullopt;
    const auto* text = entry ? std::get_if<event::Text>(&entry->event) : nullptr;
    if (text == nullptr || text->deleted) {
        m_index.remove({ place.room }, place.seq);
    } else {
        m_index.replace(documentOf({ place.room }, *text, entry->hasReactions));
    }
}

SearchDocument SearchFollower::documentOf(RoomId room, const event::Text& text, bool hasReactions)
{
    auto traits = traitsOf(text);
    traits.setFlag(SearchTrait::Reaction, hasReactions);
    QString marks = authorMark(text.username) + u' ' + roomMark(room);
    for (const auto trait : searchTraits) {
        if (traits.testFlag(trait)) {
            marks += u' ' + traitMark(trait);
        }
    }
    return { room, text.seq, text.timestamp, searchText(text.content), marks };
}

} // namespace landline::server
