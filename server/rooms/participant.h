// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/codec.h"
#include "server/accounts/identity.h"
#include "server/net/conversation.h"
#include "server/rooms/tokenbucket.h"

#include <QHash>

#include <deque>
#include <variant>

namespace landline::server {

class Participant;
class Room;

/// How a connection began (PROTOCOL.md section 2).
enum class Dialect { Session, Simple };

/// What a Participant says, and when it ends.
class ParticipantHandler {
public:
    virtual ~ParticipantHandler() = default;

    virtual void requested(Participant& participant, const RequestFrame& frame) = 0;
    /// What was said could not be read.
    virtual void misspoke(Participant& participant, const RequestError& error) = 0;
    virtual void ended(Participant& participant) = 0;
};

/// One connection's part in the chat: who it is, the rooms it is in, and its requests one after another.
class Participant final : public Conversation {
public:
    Participant(std::unique_ptr<Peer> peer, Dialect dialect, ParticipantHandler& handler,
        const Clock& clock);
    ~Participant() override;

    Dialect dialect() const { return m_dialect; }
    /// Empty until it is known.
    const Identity& identity() const { return m_identity; }
    const UserName& name() const { return m_identity.name; }
    bool isIdentified() const { return !m_identity.name.isEmpty(); }
    void identify(Identity identity) { m_identity = std::move(identity); }

    QHash<RoomName, std::shared_ptr<Room>>& rooms() { return m_rooms; }

    /// Sends an event to this connection alone.
    void tell(const Event& event);
    void refuse(const Error& error, const std::optional<EventId>& id = std::nullopt,
        std::optional<std::chrono::milliseconds> retryAfter = std::nullopt);

    /// Further requests wait until proceed(), so that each finds what the one before it did.
    void hold();
    void proceed();

    /// How often this connection may still be told that it was too fast.
    TokenBucket& patience() { return m_patience; }
    /// When the connection began.
    Clock::Steady::time_point since() const { return m_since; }

    void textReceived(Peer& peer, QByteArrayView text) override;
    void binaryReceived(Peer& peer, QByteArrayView bytes) override;
    void oversizeReceived(Peer& peer) override;
    void gone(Peer& peer) override;

private:
    using Heard = std::variant<RequestFrame, RequestError>;

    void hear(Heard heard);
    void handle(const Heard& heard);

    Dialect m_dialect;
    ParticipantHandler& m_handler;
    Clock::Steady::time_point m_since;
    Identity m_identity;
    QHash<RoomName, std::shared_ptr<Room>> m_rooms;
    std::deque<Heard> m_waiting;
    TokenBucket m_patience;
    bool m_held = false;
};

} // namespace landline::server
