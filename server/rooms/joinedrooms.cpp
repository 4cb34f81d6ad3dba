// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rooms/joinedrooms.h"

#include "server/rooms/room.h"

#include <algorithm>

namespace landline::server {

JoinedRooms::Rooms::const_iterator JoinedRooms::find(const RoomName& name) const
{
    return std::lower_bound(m_rooms.cbegin(), m_rooms.cend(), name,
        [](const auto& room, const RoomName& wanted) { return room->name() < wanted; });
}

std::shared_ptr<Room> JoinedRooms::value(const RoomName& name) const
{
    const auto found = find(name);
    return found != m_rooms.cend() && (*found)->name() == name ? *found : nullptr;
}

void JoinedRooms::insert(std::shared_ptr<Room> room)
{
    m_rooms.insert(find(room->name()), std::move(room));
}

std::shared_ptr<Room> JoinedRooms::take(const RoomName& name)
{
    auto taken = value(name);
    if (taken) {
        m_rooms.erase(find(name));
    }
    return taken;
}

} // namespace landline::server
