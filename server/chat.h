// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/rooms/requesthandler.h"

namespace landline::server {

/// The parts that a running server's chat is made of, in the order of their making.
struct Chat {
    Chat(const ServerConfig& config, EventStore& store, Turn& turn, Metrics& metrics,
        const Clock& clock, std::function<void(Participant&)> ended)
        : fanout(turn)
        , search(turn, clock)
        , rooms(store, fanout, clock, config.userListInterval)
        , users(config.rate, config.burst)
        , requests(config, store, search, rooms, users, fanout, metrics, clock, std::move(ended))
    {
        // Behind the fan-out in the turn's end.
        QObject::connect(&turn, &Turn::ended, &fanout,
            [&metrics, &clock] { metrics.settle(clock.steadyNow()); });
        if (config.search) {
            search.open(store, config.dataDir);
        }
    }

    Fanout fanout;
    MessageSearch search;
    RoomDirectory rooms;
    ConnectedUsers users;
    RequestHandler requests;
};

} // namespace landline::server
