// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rooms/roomdirectory.h"

#include <algorithm>

namespace landline::server {

RoomDirectory::RoomDirectory(EventStore& store, Fanout& fanout, const Clock& clock,
    std::chrono::milliseconds userListInterval, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_fanout(fanout)
    , m_clock(clock)
    , m_userListInterval(userListInterval)
{
    m_listTimer.setSingleShot(true);
    connect(&m_listTimer, &QTimer::timeout, this, &RoomDirectory::listDue);
}

void RoomDirectory::open(const RoomOpening& opening, const Opened& opened)
{
    if (auto room = find(opening.name)) {
        if (opening.mustBeNew) {
            opened(Error { ErrorCode::NameTaken,
                QStringLiteral("There is a room named \"%1\" already.")
                    .arg(room->name().toString()) });
        } else {
            opened(room);
        }
        return;
    }
    readBegan();
    m_store.openRoom(opening, [this, opened](const Result<RoomRecord>& record) {
        readEnded();
        if (!record) {
            opened(record.error());
            return;
        }
        opened(adopt(*record));
    });
}

std::shared_ptr<Room> RoomDirectory::adopt(const RoomRecord& record)
{
    auto& room = m_rooms[record.name];
    if (!room) {
        room = std::make_shared<Room>(record);
    }
    return room;
}

void RoomDirectory::tell(Room& room, const Event& event, const Room::Audience& audience)
{
    room.publish(event, audience);
    m_fanout.schedule(room);
}

void RoomDirectory::tellStored(Room& room, const event::Persistent& stored)
{
    room.publishStored(stored);
    m_fanout.schedule(room);
}

void RoomDirectory::listUsers(Room& room)
{
    if (room.listDue || !room.hasSimple()) {
        return;
    }
    const auto now = m_clock.steadyNow();
    if (now - room.listedAt >= m_userListInterval) {
        room.listedAt = now;
        room.publishUserList(m_clock.now());
        m_fanout.schedule(room);
        return;
    }
    room.listDue = true;
    m_listDue.push_back(room.weak_from_this());
    if (!m_listTimer.isActive()) {
        m_listTimer.start(
            std::chrono::ceil<std::chrono::milliseconds>(room.listedAt + m_userListInterval - now));
    }
}

void RoomDirectory::listDue()
{
    // Those whose time has not come yet put themselves on the list again.
    for (const auto& waiting : std::exchange(m_listDue, {})) {
        if (const auto room = waiting.lock()) {
            room->listDue = false;
            listUsers(*room);
        }
    }
}

QList<RoomStatus> RoomDirectory::status(int most) const
{
    QList<RoomStatus> rooms;
    for (const auto& room : m_rooms) {
        if (!room->isEmpty()) {
            rooms.append({ room->name(), room->people() });
        }
    }
    std::sort(rooms.begin(), rooms.end(), [](const RoomStatus& a, const RoomStatus& b) {
        return a.connected != b.connected ? a.connected > b.connected : a.room < b.room;
    });
    rooms.resize(std::min<qsizetype>(rooms.size(), most));
    return rooms;
}

void RoomDirectory::sweep()
{
    if (m_reads > 0) {
        return;
    }
    // Events under way hold the room too.
    m_rooms.removeIf([](const auto& entry) {
        return entry.value()->isEmpty() && entry.value().use_count() == 1;
    });
}

} // namespace landline::server
