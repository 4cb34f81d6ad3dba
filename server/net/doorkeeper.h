// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/extensions.h"
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
    std::optional<DeflateAgreement> deflate; ///< What the handshake agreed on.
};

/// Decides who comes in through the FrontDoor, and what is answered to the others.
class DoorKeeper {
public:
    virtual ~DoorKeeper() = default;

    /// A reason to refuse the upgrade, or nothing. Not asked for heads that RFC 6455 rules out.
    virtual std::optional<Refusal> refuseUpgrade(
        const RequestHead& head, const QHostAddress& address)
        = 0;
    /// Whether messages may be compressed for clients that ask (RFC 7692).
    virtual bool mayDeflate() const = 0;
    /// The answer to a request that is no upgrade.
    virtual HttpReply answer(const RequestHead& head) = 0;
    /// A request was answered with this status, and not with an upgrade.
    virtual void replied(int status) = 0;
    /// Connections that may be at the door at a time.
    virtual std::size_t roomAtDoor() const = 0;
    virtual void arrived(Arrival arrival) = 0;
};

} // namespace landline::server
