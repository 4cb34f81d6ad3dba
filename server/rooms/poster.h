// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/requests.h"
#include "server/metrics/metrics.h"
#include "server/rooms/fanout.h"
#include "server/rooms/roomdirectory.h"
#include "server/store/eventstore.h"
#include "server/store/search/messagesearch.h"

#include <memory>
#include <optional>

namespace landline::server {

/// Makes events of what users say in a room they are in: looked at, stored, then told (PROTOCOL.md section 5.1).
///
/// What needs the log to be judged, such as whose message it is, is judged by the store in the transaction.
class Poster {
public:
    Poster(EventStore& store, MessageSearch& search, RoomDirectory& rooms, Fanout& fanout,
        Metrics& metrics, const Clock& clock)
        : m_store(store)
        , m_search(search)
        , m_rooms(rooms)
        , m_fanout(fanout)
        , m_metrics(metrics)
        , m_clock(clock)
    {
    }

    using Id = std::optional<EventId>;
    using Place = std::shared_ptr<Room>;

    void post(Participant& participant, const Place& room, const request::Text& text, const Id& id);
    void post(
        Participant& participant, const Place& room, const request::Topic& topic, const Id& id);
    void post(Participant& participant, const Place& room, const request::Edit& edit, const Id& id);
    void post(
        Participant& participant, const Place& room, const request::Delete& removal, const Id& id);
    void post(
        Participant& participant, const Place& room, const request::React& react, const Id& id);
    void post(Participant& participant, const Place& room, const request::Pin& pin, const Id& id);

private:
    NewEvent draft(
        const Participant& participant, const Room& room, EventKind kind, const Id& id) const;
    static void mention(const Room& room, const QString& content, NewEvent& event);
    void store(Participant& participant, const Place& room, NewEvent event);

    EventStore& m_store;
    MessageSearch& m_search;
    RoomDirectory& m_rooms;
    Fanout& m_fanout;
    Metrics& m_metrics;
    const Clock& m_clock;
};

} // namespace landline::server
