// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rooms/fanout.h"

#include <utility>

namespace landline::server {

void Fanout::schedule(Room& room)
{
    if (!room.flushDue) {
        room.flushDue = true;
        m_rooms.push_back(room.shared_from_this());
        wake();
    }
}

void Fanout::schedule(Participant& participant)
{
    m_connections.push_back(participant.shared_from_this());
    wake();
}

void Fanout::wake()
{
    if (!m_awake) {
        m_awake = true;
        QMetaObject::invokeMethod(this, &Fanout::flush, Qt::QueuedConnection);
    }
}

void Fanout::flush()
{
    m_awake = false;
    for (const auto& connection : std::exchange(m_connections, {})) {
        connection->peer().flush();
    }
    for (const auto& room : std::exchange(m_rooms, {})) {
        room->flush();
    }
}

} // namespace landline::server
