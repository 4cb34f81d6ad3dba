// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/rooms/participant.h"
#include "server/rooms/room.h"
#include "server/turn.h"

#include <QObject>

#include <memory>
#include <vector>

namespace landline::server {

/// Sends what rooms and connections have gathered, once in a turn of the event loop: each connection gets one write.
class Fanout final : public QObject {
    Q_OBJECT

public:
    explicit Fanout(Turn& turn);

    void schedule(Room& room);
    void schedule(Participant& participant);
    /// Sends now what is scheduled.
    void flush();

private:
    Turn& m_turn;
    std::vector<std::shared_ptr<Room>> m_rooms;
    std::vector<std::shared_ptr<Conversation>> m_connections;
};

} // namespace landline::server
