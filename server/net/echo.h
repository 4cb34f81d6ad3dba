// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/conversation.h"

namespace landline::server {

/// Sends every message back as it came (PROTOCOL.md section 1, /echo).
class Echo final : public Conversation {
public:
    /// `ended` is called once, when the connection is over.
    Echo(std::unique_ptr<Peer> peer, std::function<void(Conversation&)> ended)
        : Conversation(std::move(peer))
        , m_ended(std::move(ended))
    {
    }

    void textReceived(Peer& peer, QByteArrayView text) override
    {
        peer.sendMessage(Opcode::Text, text);
    }
    void binaryReceived(Peer& peer, QByteArrayView bytes) override
    {
        peer.sendMessage(Opcode::Binary, bytes);
    }
    void oversizeReceived(Peer&) override { }
    void gone(Peer&) override { m_ended(*this); }

private:
    std::function<void(Conversation&)> m_ended;
};

} // namespace landline::server
