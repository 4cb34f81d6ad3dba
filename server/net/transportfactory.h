// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/transport.h"

#include <memory>

namespace landline::server {

class Poller;
class Turn;

/// Makes the transports of one network thread: the quickest that the system has, or the portable one.
class TransportFactory {
public:
    /// `portable` asks for the one that works everywhere although there is a quicker one. `turn` outlives the factory.
    TransportFactory(Turn& turn, bool portable);
    ~TransportFactory();
    Q_DISABLE_COPY_MOVE(TransportFactory)

    /// Takes over a connected descriptor. The factory outlives what it made.
    std::unique_ptr<Transport> make(qintptr descriptor);

private:
    std::unique_ptr<Poller> m_poller; ///< None where transports are portable.
};

} // namespace landline::server
