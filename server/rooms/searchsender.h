// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/requests.h"
#include "server/metrics/metrics.h"
#include "server/rooms/fanout.h"
#include "server/rooms/participant.h"
#include "server/store/search/messagesearch.h"

namespace landline::server {

/// Answers a connection's searches.
class SearchSender {
public:
    SearchSender(MessageSearch& search, Fanout& fanout, Metrics& metrics, const Clock& clock)
        : m_search(search)
        , m_fanout(fanout)
        , m_metrics(metrics)
        , m_clock(clock)
    {
    }

    /// Sends the results, then calls `done`, unless the connection is over by then.
    void answer(Participant& participant, const request::Search& search,
        const std::optional<EventId>& id, std::function<void()> done);

private:
    MessageSearch& m_search;
    Fanout& m_fanout;
    Metrics& m_metrics;
    const Clock& m_clock;
};

} // namespace landline::server
