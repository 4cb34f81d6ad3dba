// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rooms/roomdirectory.h"

#include <algorithm>

namespace landline::server {

namespace {

using namespace std::chrono_literals;

/// People in a room from which on comings and goings are told together.
constexpr int fullRoom = 100;
/// How long the first waits for the others; a person does not notice.
constexpr auto presenceDelay = 150ms;
/// Bytes a second that lists of users may cost a room, and how long one is put off for it at most.
constexpr qint64 listBytesInASecond = 8 << 20;
constexpr std::chrono::milliseconds longestListInterval = 60s;
/// Bytes of a name in a list, about.
constexpr qint64 bytesOfName = 16;

} // namespace

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
    m_presenceTimer.setSingleShot(true);
    m_presenceTimer.setInterval(presenceDelay);
    connect(&m_presenceTimer, &QTimer::timeout, this, &RoomDirectory::presenceDue);
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

void RoomDirectory::tellPresence(Room& room, const Event& event)
{
    room.publish(event, {});
    if (room.people() < fullRoom) {
        m_fanout.schedule(room);
        return;
    }
    if (!room.presenceDue) {
        room.presenceDue = true;
        m_presenceDue.push_back(room.weak_from_this());
        if (!m_presenceTimer.isActive()) {
            m_presenceTimer.start();
        }
    }
}

void RoomDirectory::presenceDue()
{
    for (const auto& waiting : std::exchange(m_presenceDue, {})) {
        if (const auto room = waiting.lock()) {
            room->presenceDue = false;
            m_fanout.schedule(*room);
        }
    }
}

std::chrono::milliseconds RoomDirectory::listInterval(const Room& room) const
{
    const qint64 cost = bytesOfName * room.people() * room.simpleReaders();
    const std::chrono::milliseconds affordable(cost * 1000 / listBytesInASecond);
    return std::max(m_userListInterval, std::min(affordable, longestListInterval));
}

void RoomDirectory::listUsers(Room& room)
{
    if (room.listDue || !room.hasSimple()) {
        return;
    }
    const auto now = m_clock.steadyNow();
    const auto interval = listInterval(room);
    if (now - room.listedAt >= interval) {
        room.listedAt = now;
        room.publishUserList(m_clock.now());
        m_fanout.schedule(room);
        return;
    }
    room.listDue = true;
    m_listDue.push_back(room.weak_from_this());
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(room.listedAt + interval - now);
    if (!m_listTimer.isActive() || wait < m_listTimer.remainingTimeAsDuration()) {
        m_listTimer.start(wait);
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

qsizetype RoomDirectory::inhabited() const
{
    return std::count_if(
        m_rooms.cbegin(), m_rooms.cend(), [](const auto& room) { return !room->isEmpty(); });
}

void RoomDirectory::sweep()
{
    for (const auto& room : std::as_const(m_rooms)) {
        room->giveBack();
    }
    if (m_reads > 0) {
        return;
    }
    // Events under way hold the room too.
    m_rooms.removeIf([](const auto& entry) {
        return entry.value()->isEmpty() && entry.value().use_count() == 1;
    });
}

} // namespace landline::server
