// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/addresslimits.h"
#include "server/net/peer.h"

#include <functional>
#include <memory>

namespace landline::server {

/// A Peer and whoever talks with it. Kept alive by a shared pointer; what outlasts a call holds a weak one.
class Conversation : public PeerHandler, public std::enable_shared_from_this<Conversation> {
public:
    explicit Conversation(std::unique_ptr<Peer> peer)
        : m_peer(std::move(peer))
    {
    }

    Peer& peer() { return *m_peer; }
    const Peer& peer() const { return *m_peer; }
    /// Counts for its address for as long as it lasts.
    void countAs(AddressLimits::Place place) { m_place = std::move(place); }
    /// Looks at the deadlines; to be called several times within the shortest of them.
    virtual void checkDeadlines(Clock::Steady::time_point now) { m_peer->checkDeadlines(now); }

private:
    std::unique_ptr<Peer> m_peer;
    AddressLimits::Place m_place;
};

} // namespace landline::server
