// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/database.h"
#include "server/store/records.h"
#include "server/store/roomtable.h"

#include <QHash>

namespace landline::server {

/// The rooms' logs. Values where the database failed are empty: Database::failure() tells.
class EventTable {
public:
    EventTable(Database& database, RoomTable& rooms)
        : m_database(database)
        , m_rooms(rooms)
    {
    }

    /// Stores an event under its room's next seq, or finds the one that was stored under its id before.
    Result<StoredEvent> append(const NewEvent& event);
    /// Events after `after` up to `upTo`, oldest first; at most `limit`, and not many more than `bytes` of content, but one.
    LogPage readAfter(
        RoomId room, const RoomName& name, Seq after, Seq upTo, int limit, qint64 bytes);
    /// The newest events up to `upTo`, oldest first; bounded likewise.
    LogPage readUpTo(RoomId room, const RoomName& name, Seq upTo, int limit, qint64 bytes);

    /// To be called when a transaction was rolled back: what was counted in it is void.
    void forgetCounted() { m_last.clear(); }

private:
    Seq lastSeq(RoomId room);
    Result<StoredEvent> original(const NewEvent& event);

    Database& m_database;
    RoomTable& m_rooms;
    QHash<qint64, Seq> m_last; ///< By room; of the rooms that were written to lately.
};

} // namespace landline::server
