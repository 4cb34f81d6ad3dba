// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/names.h"

#include <memory>
#include <vector>

namespace landline::server {

class Room;

/// The rooms that one connection is in, sorted by name.
///
/// Most are in a few, and there are thousands of them: a QHash of one room takes 3 KiB. Network thread only.
class JoinedRooms {
public:
    using Rooms = std::vector<std::shared_ptr<Room>>;

    bool isEmpty() const { return m_rooms.empty(); }
    std::size_t size() const { return m_rooms.size(); }
    bool contains(const RoomName& name) const { return value(name) != nullptr; }
    /// Null where it is not among them.
    std::shared_ptr<Room> value(const RoomName& name) const;
    /// Not one that is there already.
    void insert(std::shared_ptr<Room> room);
    /// Null where it was not among them.
    std::shared_ptr<Room> take(const RoomName& name);
    const Rooms& values() const { return m_rooms; }

private:
    Rooms::const_iterator find(const RoomName& name) const;

    Rooms m_rooms;
};

} // namespace landline::server
