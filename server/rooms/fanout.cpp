// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rooms/fanout.h"

#include <utility>

namespace landline::server {

Fanout::Fanout(Turn& turn)
    : m_turn(turn)
{
    connect(&turn, &Turn::ended, this, &Fanout::flush);
}

void Fanout::schedule(Room& room)
{
    if (!room.flushDue) {
        room.flushDue = true;
        m_rooms.push_back(room.shared_from_this());
        m_turn.need();
    }
}

void Fanout::schedule(Participant& participant)
{
    m_connections.push_back(participant.shared_from_this());
    m_turn.need();
}

void Fanout::flush()
{
    for (const auto& connection : std::exchange(m_connections, {})) {
        connection->peer().flush();
    }
    for (const auto& room : std::exchange(m_rooms, {})) {
        room->flush();
    }
}

} // namespace landline::server
