// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/values.h"
#include "server/metrics/exposition.h"
#include "server/metrics/processusage.h"

#include <QByteArray>

namespace landline::server {

/// Turns what a server counts into the figures of its dashboard: each is of the time since the last look, or of the
/// moment (PROTOCOL.md section 7).
class DashboardMeter final {
public:
    /// What a look finds.
    struct Sight {
        const Metrics& metrics;
        const Gauges& gauges;
        const ProcessUsage& usage;
        Clock::Steady::time_point now;
    };

    /// The first look, behind which the first second begins.
    void begin(const Sight& sight);
    /// The text of the feed's next frame, which bears the time of day `at`.
    QByteArray read(const Sight& sight, Timestamp at);

private:
    /// What only grows, as it was at the last look.
    struct Counts {
        quint64 requests = 0;
        quint64 events = 0;
        quint64 deliveries = 0;
        double cpuSeconds = 0;
        Histogram deliveryTimes;
        Clock::Steady::time_point at;
    };
    static Counts countsOf(const Sight& sight);

    Counts m_last;
    /// Of the last second in which something was delivered; 0 before the first.
    std::chrono::duration<double> m_p50 {};
    std::chrono::duration<double> m_p99 {};
};

} // namespace landline::server
