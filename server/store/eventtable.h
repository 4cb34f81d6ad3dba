// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/database.h"
#include "server/store/messagestates.h"
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
        , m_states(database)
    {
    }

    /// Stores an event under its room's next seq, or finds the one that was stored under its id before.
    /// A change fails as MessageStates::refusal() says.
    Result<StoredEvent> append(const NewEvent& event);
    /// Events after `after` up to `upTo`, oldest first; at most `limit`, and not many more than `bytes` of content, but one.
    LogPage readAfter(
        RoomId room, const RoomName& name, Seq after, Seq upTo, int limit, qint64 bytes);
    /// The newest events up to `upTo` as they read now, without the changes that made them so; oldest first, bounded
    /// likewise.
    LogPage readMessages(RoomId room, const RoomName& name, Seq upTo, int limit, qint64 bytes);

    /// To be called when a transaction was rolled back: what was counted in it is void.
    void forgetCounted() { m_last.clear(); }

private:
    Seq lastSeq(RoomId room);
    Result<StoredEvent> appendChange(const NewEvent& change);
    Result<StoredEvent> insert(const NewEvent& event);
    /// What was stored under the event's id before.
    std::optional<event::Persistent> original(const NewEvent& event);

    Database& m_database;
    RoomTable& m_rooms;
    MessageStates m_states;
    QHash<qint64, Seq> m_last; ///< By room; of the rooms that were written to lately.
};

} // namespace landline::server
