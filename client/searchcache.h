// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/search/searchquery.h"

namespace landline::client {

class LocalDatabase;

/// What can be looked for in the messages that EventCache holds, in the words that the server's index has too
/// (searchText), so that the same query finds the same here.
///
/// Of EventCache alone, which keeps it in step; rooms are its numbers.
class SearchCache {
public:
    explicit SearchCache(LocalDatabase& database)
        : m_database(database)
    {
    }

    /// The message reads so now. One that was deleted is forgotten.
    void put(qint64 room, const event::Text& message);
    void removeRoom(qint64 room);
    void removeBefore(qint64 room, Seq seq);
    void clear();

    struct Place {
        Seq seq;
        Timestamp at;
    };
    /// The newest messages of a room, at most `limit`, that a query matches; which room it is does not matter. The
    /// newest first.
    QList<Place> find(qint64 room, const SearchQuery& query, int limit);

private:
    LocalDatabase& m_database;
};

} // namespace landline::client
