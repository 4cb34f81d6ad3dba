// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    /// Looks at the deadlines; to be called about once a second.
    virtual void checkDeadlines() { m_peer->checkDeadlines(); }

private:
    std::unique_ptr<Peer> m_peer;
};

} // namespace landline::server
