// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/httpreply.h"
#include "server/net/requesthead.h"
#include "server/net/transport.h"

#include <QByteArray>
#include <QHostAddress>

#include <memory>
#include <optional>

namespace landline::server {

/// A WebSocket connection after its handshake.
struct Arrival {
    RequestHead head;
    QHostAddress address;
    std::unique_ptr<Transport> transport;
    QByteArray early; ///< What the client sent right behind the handshake.
};

/// Decides who comes in through the FrontDoor, and what is answered to the others.
class DoorKeeper {
public:
    virtual ~DoorKeeper() = default;

    /// A reason to refuse the upgrade, or nothing. Not asked for heads that RFC 6455 rules out.
    virtual std::optional<Refusal> refuseUpgrade(const RequestHead& head) = 0;
    /// The answer to a request that is no upgrade.
    virtual HttpReply answer(const RequestHead& head) = 0;
    /// A reason to refuse any connection now, such as a full house.
    virtual std::optional<Refusal> refuseAll() = 0;
    virtual void arrived(Arrival arrival) = 0;
};

} // namespace landline::server
