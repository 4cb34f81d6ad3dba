// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/rooms/fanout.h"
#include "server/rooms/participant.h"
#include "server/rooms/room.h"
#include "server/store/eventstore.h"

#include <functional>
#include <memory>

namespace landline::server {

/// Answers with a room's past, straight from the store.
///
/// A page is bounded in bytes as well as in number. Long answers go out page by page, each read when the one before it
/// has been written, so that a slow client costs one page of memory for each answer under way. Never says more of a room
/// than has been told in it.
class HistorySender {
public:
    HistorySender(EventStore& store, Fanout& fanout)
        : m_store(store)
        , m_fanout(fanout)
    {
    }

    using Done = std::function<void()>;

    /// All after `since` up to `upTo` (PROTOCOL.md section 5.5), or a fresh start where that is too much, then `done`,
    /// unless the connection is over by then.
    void resync(Participant& participant, const std::shared_ptr<Room>& room, Seq since, Seq upTo,
        const std::optional<EventId>& id, Done done);
    /// The newest `limit` messages up to `upTo` as they read now, then `done` likewise.
    void newest(Participant& participant, const std::shared_ptr<Room>& room, Seq upTo, int limit,
        const std::optional<EventId>& id, const Done& done);
    /// A page of the log after a seq, then `done` likewise.
    void after(Participant& participant, const std::shared_ptr<Room>& room, Seq seq, int limit,
        const std::optional<EventId>& id, Done done);

private:
    struct MessagePage;
    struct Resync;

    void sendNext(const std::shared_ptr<Resync>& resync);
    void sendMessages(const std::shared_ptr<MessagePage>& wanted);

    EventStore& m_store;
    Fanout& m_fanout;
};

} // namespace landline::server
