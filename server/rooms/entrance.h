// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/requests.h"
#include "server/accounts/admission.h"
#include "server/net/requesthead.h"
#include "server/rooms/connectedusers.h"
#include "server/rooms/historysender.h"
#include "server/rooms/roomdirectory.h"
#include "server/serverconfig.h"

#include <deque>

namespace landline::server {

/// Who comes and who goes: greeting, joining, making and leaving rooms.
class Entrance {
public:
    Entrance(const ServerConfig& config, EventStore& store, RoomDirectory& rooms,
        ConnectedUsers& users, HistorySender& history, Fanout& fanout, const Clock& clock);

    /// What a simple connection asks for in its query (PROTOCOL.md section 2).
    struct SimpleWish {
        Identity identity;
        RoomName room;
        int history = 0; ///< Newest messages wanted; 0 for none.
    };
    /// Fails where the query cannot be granted, with a sentence for the HTTP refusal.
    Result<SimpleWish> readSimpleWish(const RequestHead& head);
    /// Brings a simple connection into its room, then calls back.
    void enterSimple(
        Participant& participant, const SimpleWish& wish, std::function<void()> entered);

    void hello(
        Participant& participant, const request::Hello& hello, const std::optional<EventId>& id);
    void join(
        Participant& participant, const request::Join& join, const std::optional<EventId>& id);
    void create(
        Participant& participant, const request::Create& create, const std::optional<EventId>& id);
    void leave(Participant& participant, const std::shared_ptr<Room>& room,
        const std::optional<EventId>& id);
    /// The connection is over.
    void depart(Participant& participant);

private:
    using Then = std::function<void(Participant&)>;

    void becomeMember(Participant& participant, const std::shared_ptr<Room>& room,
        const std::optional<EventId>& id, const Then& then);
    void enter(Participant& participant, Room& room);
    void answerJoin(Participant& participant, const std::shared_ptr<Room>& room,
        const request::Join& join, const std::optional<EventId>& id);
    void welcome(Participant& participant, const QList<Membership>& memberships,
        const request::Hello& hello, const std::optional<EventId>& id);
    /// A room to bring up to date at a hello.
    struct Resumed {
        std::shared_ptr<Room> room;
        Seq since;
        Seq upTo; ///< From there on the connection is live.
    };
    /// One room after another, so that many cost no more than one.
    void resumeNext(Participant& participant, const std::shared_ptr<std::deque<Resumed>>& resumed);
    void expel(Participant& participant, Room& room, bool remainsMember);
    void told(Participant& participant, const std::optional<Error>& failure,
        const std::optional<EventId>& id);

    const ServerConfig& m_config;
    EventStore& m_store;
    RoomDirectory& m_rooms;
    ConnectedUsers& m_users;
    HistorySender& m_history;
    Fanout& m_fanout;
    const Clock& m_clock;
    Admission m_admission;
};

} // namespace landline::server
