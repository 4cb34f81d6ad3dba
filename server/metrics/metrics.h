// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/clock.h"
#include "messages/errorcode.h"
#include "server/metrics/histogram.h"
#include "server/metrics/traffic.h"

#include <map>
#include <vector>

namespace landline::server {

/// What one server has counted since it started. Network thread only.
struct Metrics {
    Traffic traffic;
    quint64 events = 0; ///< Stored and told.
    quint64 deliveries = 0; ///< Of stored events, one for each connection that is told.
    quint64 requests = 0; ///< Frames of clients in the rooms that could be read.
    quint64 connects = 0; ///< WebSockets accepted.
    std::map<int, quint64> replies; ///< HTTP answers but 101, by status.
    std::map<ErrorCode, quint64> errors; ///< `error` frames.
    Histogram commits; ///< From the beginning of a transaction until it is on disk.
    Histogram
        deliveryTimes; ///< From the reading of a request until its event was written to its room.
    Histogram searches; ///< From the reading of a request until its results were told.

    /// An event was told whose request came at that time; settle() records how long it took.
    void told(Clock::Steady::time_point requestedAt) { m_told.push_back(requestedAt); }
    /// What was told has been written.
    void settle(Clock::Steady::time_point now)
    {
        for (const auto requestedAt : m_told) {
            deliveryTimes.record(now - requestedAt);
        }
        m_told.clear();
    }

private:
    std::vector<Clock::Steady::time_point> m_told;
};

} // namespace landline::server
