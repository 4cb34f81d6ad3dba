// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/clock.h"
#include "messages/events.h"
#include "server/store/messagestates.h"
#include "server/store/search/searchschema.h"

#include <map>
#include <string>

namespace landline::server {

/// Who looks for what.
struct SearchWish {
    UserName asker;
    SearchQuery query;
    std::optional<SearchPlace> before; ///< Where the page before ended.
    int limit = 0; ///< Messages, from 1.
};

struct SearchPage {
    QList<event::FoundMessage> found; ///< The newest first.
    std::optional<SearchPlace> next; ///< There may be more behind this place.
};

/// Answers searches from the index and the log.
///
/// The index only says which messages may be meant: each is read from the log as it reads now, and held against the query
/// once more, so that what was changed or deleted a moment ago is told as it is. Nobody is told of a room that they may
/// not enter. A search that has taken its time ends with what it has found, and the next page goes on. To be used by one
/// thread at a time.
class SearchFinder {
public:
    /// `budget`: what one search may take; it is kept to within some 10 ms.
    SearchFinder(Database& log, Database& index, const Clock& clock,
        std::chrono::milliseconds budget, qint64 shelfSize = usualShelf);

    /// Fails with NoSuchRoom where a room that is named is none that the asker may read, and with Storage.
    Result<SearchPage> find(const SearchWish& wish);

private:
    struct Shelf {
        qint64 number;
        qint64 firstAt;
        qint64 lastAt;
    };
    struct Match {
        RoomId room;
        event::Text message;
    };
    struct Search;

    QList<Shelf> shelves();
    const char* selectFrom(qint64 shelf);
    std::optional<RoomId> roomOf(Search& search, const RoomName& name);
    const std::optional<RoomName>& readable(Search& search, RoomId room);
    /// False where the page ends there.
    bool findIn(Search& search, const Shelf& shelf);
    qint64 firstSince(Timestamp moment, qint64 first, qint64 end);
    qint64 endBefore(Timestamp moment, qint64 first, qint64 end);
    bool consider(Search& search, qint64 number);
    std::optional<Match> match(Search& search, qint64 number);
    QList<event::Text> neighbours(RoomId room, const event::Text& message, bool older);

    Database& m_log;
    Database& m_index;
    MessageStates m_states;
    const Clock& m_clock;
    std::chrono::milliseconds m_budget;
    qint64 m_shelfSize;
    std::map<qint64, std::string>
        m_selects; ///< By shelf; statements, which must live as long as the database's.
};

} // namespace landline::server
