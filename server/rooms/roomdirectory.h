// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/rooms/fanout.h"
#include "server/rooms/room.h"
#include "server/serverstatus.h"
#include "server/store/eventstore.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace landline::server {

/// The rooms that somebody is in, made from the store when first needed and let go when left empty.
class RoomDirectory final : public QObject {
    Q_OBJECT

public:
    RoomDirectory(EventStore& store, Fanout& fanout, const Clock& clock,
        std::chrono::milliseconds userListInterval, QObject* parent = nullptr);

    using Opened = std::function<void(Result<std::shared_ptr<Room>>)>;
    /// Calls back with the room, made where it does not exist; at once where it is at hand.
    void open(const RoomOpening& opening, const Opened& opened);
    /// The room of a record that has just been read, unless a newer one is at hand. See readBegan().
    std::shared_ptr<Room> adopt(const RoomRecord& record);
    /// The room where it is at hand, else null.
    std::shared_ptr<Room> find(const RoomName& name) const { return m_rooms.value(name); }
    /// Between these no room is let go, so that a record read meanwhile is not older than a room let go.
    void readBegan() { ++m_reads; }
    void readEnded() { --m_reads; }

    /// Tells a room of an event that is not stored.
    void tell(Room& room, const Event& event, const Room::Audience& audience);
    void tellStored(Room& room, const event::Persistent& stored);
    /// Tells a room who came or went. In a full room it waits a moment for others who do, or for what is said: where
    /// thousands come together, a write to each for each of them would keep the server busy for minutes.
    void tellPresence(Room& room, const Event& event);
    /// Tells the simple connections of a room who is there: now, or when it has been long enough since the last time,
    /// which is longer the more it costs.
    void listUsers(Room& room);
    /// Rooms with somebody in them.
    qsizetype inhabited() const;

    /// Rooms with somebody in them, the fullest first.
    QList<RoomStatus> status(int most) const;
    /// Lets go of rooms that are empty.
    void sweep();

private:
    void listDue();
    void presenceDue();
    std::chrono::milliseconds listInterval(const Room& room) const;

    EventStore& m_store;
    Fanout& m_fanout;
    const Clock& m_clock;
    std::chrono::milliseconds m_userListInterval;
    QHash<RoomName, std::shared_ptr<Room>> m_rooms;
    std::vector<std::weak_ptr<Room>> m_listDue;
    QTimer m_listTimer;
    std::vector<std::weak_ptr<Room>> m_presenceDue;
    QTimer m_presenceTimer;
    int m_reads = 0;
};

} // namespace landline::server
