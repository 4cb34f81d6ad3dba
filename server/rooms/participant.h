// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/codec.h"
#include "server/accounts/identity.h"
#include "server/net/conversation.h"
#include "server/net/tokenbucket.h"
#include "server/rooms/joinedrooms.h"

#include <list>
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
    /// It was told what is wrong.
    virtual void refused(ErrorCode code) = 0;
    virtual void ended(Participant& participant) = 0;
};

/// One connection's part in the chat: who it is, the rooms it is in, and its requests one after another.
class Participant final : public Conversation {
public:
    /// A session that has not said hello within `helloDeadline` is closed with 4010.
    Participant(std::unique_ptr<Peer> peer, Dialect dialect, ParticipantHandler& handler,
        std::chrono::milliseconds helloDeadline, const Clock& clock);
    ~Participant() override;

    Dialect dialect() const { return m_dialect; }
    /// Empty until it is known.
    const Identity& identity() const { return m_identity; }
    const UserName& name() const { return m_identity.name; }
    bool isIdentified() const { return !m_identity.name.isEmpty(); }
    void identify(Identity identity) { m_identity = std::move(identity); }

    JoinedRooms& rooms() { return m_rooms; }

    /// Sends an event to this connection alone.
    void tell(const Event& event);
    void refuse(const Error& error, const std::optional<EventId>& id = std::nullopt,
        std::optional<std::chrono::milliseconds> retryAfter = std::nullopt);

    /// Further requests wait until proceed(), so that each finds what the one before it did.
    void hold();
    void proceed();
    void proceedWhenDrained();

    /// How often this connection may still be told that it was too fast.
    TokenBucket& patience() { return m_patience; }

    void checkDeadlines(Clock::Steady::time_point now) override;

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
    Clock::Steady::time_point m_helloDue;
    Identity m_identity;
    JoinedRooms m_rooms;
    std::list<Heard> m_waiting; ///< Not a deque, which takes 0.5 KiB where it is empty.
    TokenBucket m_patience;
    bool m_held = false;
};

} // namespace landline::server
