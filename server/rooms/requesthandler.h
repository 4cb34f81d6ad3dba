// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/metrics/metrics.h"
#include "server/rooms/entrance.h"
#include "server/rooms/poster.h"
#include "server/rooms/searchsender.h"

namespace landline::server {

/// May this user do this? Then it is done: every request of a chat connection comes through here.
class RequestHandler final : public ParticipantHandler {
public:
    RequestHandler(const ServerConfig& config, EventStore& store, MessageSearch& search,
        RoomDirectory& rooms, ConnectedUsers& users, Fanout& fanout, Metrics& metrics,
        const Clock& clock, std::function<void(Participant&)> ended);

    Entrance& entrance() { return m_entrance; }
    /// From now on nothing new is accepted: the server is stopping.
    void drain() { m_draining = true; }

    void requested(Participant& participant, const RequestFrame& frame) override;
    void misspoke(Participant& participant, const RequestError& error) override;
    void refused(ErrorCode code) override { ++m_metrics.errors[code]; }
    void ended(Participant& participant) override;

private:
    using Id = std::optional<EventId>;

    void handle(Participant& participant, const request::Hello& hello, const Id& id);
    void handle(Participant& participant, const request::Join& join, const Id& id);
    void handle(Participant& participant, const request::Leave& leave, const Id& id);
    /// What is said in a room: text, edit, delete, react, pin, topic.
    template <typename Said>
    void handle(Participant& participant, const Said& said, const Id& id);
    void handle(Participant& participant, const request::Typing& typing, const Id& id);
    void handle(Participant& participant, const request::Read& read, const Id& id);
    void handle(Participant& participant, const request::History& history, const Id& id);
    void handle(Participant& participant, const request::Search& search, const Id& id);
    void handle(Participant& participant, const request::Rooms& rooms, const Id& id);
    void handle(Participant& participant, const request::Users& users, const Id& id);
    void handle(Participant& participant, const request::Create& create, const Id& id);
    void handle(Participant& participant, const request::Ping& ping, const Id& id);

    bool mayAsk(Participant& participant, const RequestFrame& frame);
    bool isWithinRate(Participant& participant, const RequestFrame& frame);
    void refuseForNow(Participant& participant, const Id& id, std::chrono::milliseconds wait);
    /// Holds further requests until what is returned is called, and all that is queued then has been written.
    std::function<void()> holdUntilDone(Participant& participant);
    std::shared_ptr<Room> roomFor(
        Participant& participant, const std::optional<RoomName>& name, const Id& id);

    const ServerConfig& m_config;
    EventStore& m_store;
    RoomDirectory& m_rooms;
    ConnectedUsers& m_users;
    Fanout& m_fanout;
    Metrics& m_metrics;
    const Clock& m_clock;
    std::function<void(Participant&)> m_ended;
    Poster m_poster;
    HistorySender m_history;
    SearchSender m_searches;
    Entrance m_entrance;
    bool m_draining = false;
};

} // namespace landline::server
