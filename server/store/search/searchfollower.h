// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/eventrow.h"
#include "server/store/search/searchindex.h"

#include <QSet>

#include <deque>
#include <set>

namespace landline::server {

/// Reads the rooms' logs and keeps the search index as they say, a piece at a time.
///
/// It knows for each room how far it has read, and stores that with what it has learned from it: wherever it is
/// interrupted, it goes on from there. Rooms are read side by side in the order of time, so that documents are numbered as
/// messages came, also where a log of years is read at once. To be used by one thread at a time.
class SearchFollower {
public:
    SearchFollower(Database& log, SearchIndex& index)
        : m_log(log)
        , m_index(index)
    {
    }

    /// Finds out what has to be read. False where the index is of another log, or of an older state of this one
    /// (a backup was put back), or was made in another way: it is of no use then.
    bool begin();
    /// Something was stored in these rooms.
    void notice(const QSet<qint64>& rooms);
    /// Reads at most `most` events, in one transaction of the index. False where it failed, which the databases tell:
    /// nothing is lost, but begin() is due again. `stop` is asked now and then.
    bool advance(int most, const std::function<bool()>& stop);
    /// Nothing is left to be read that it knows of.
    bool isDone() const { return m_cursors.empty(); }

private:
    struct Entry {
        event::Persistent event;
        Timestamp at;
        bool hasReactions = false;
    };
    /// Where in a room's log it is.
    struct Cursor {
        Seq after; ///< The last event that was taken.
        Timestamp at; ///< Of that event.
        std::deque<Entry> entries; ///< The next.
    };
    struct Place {
        qint64 room;
        Seq seq;

        auto operator<=>(const Place&) const = default;
    };

    QString origin();
    bool isOfThisLog(const QHash<qint64, SearchIndex::Position>& positions);
    void follow(qint64 room, const SearchIndex::Position& position);
    bool fill(qint64 room, Cursor& cursor);
    void take(qint64 room, const Entry& entry);
    void refresh(const Place& place);
    Entry entryOf(const Rows& row);
    SearchDocument documentOf(RoomId room, const event::Text& text, bool hasReactions);

    Database& m_log;
    SearchIndex& m_index;
    QHash<qint64, SearchIndex::Position> m_positions; ///< By room, as stored.
    std::map<qint64, Cursor> m_cursors; ///< By room, of those that are to be read.
    std::set<std::pair<Timestamp, qint64>>
        m_order; ///< The rooms of the cursors by their next entries' time.
    std::set<Place> m_changed; ///< Messages that the entries taken in this piece changed.
};

} // namespace landline::server
