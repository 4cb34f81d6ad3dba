// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dashboard/dashboardmeter.h"

#include "messages/jsonwriter.h"
#include "server/net/frame.h"

#include <cmath>
#include <numeric>

namespace landline::server {

namespace {

template <typename Counts>
quint64 sumOf(const Counts& counts)
{
    return std::accumulate(counts.begin(), counts.end(), quint64 { 0 },
        [](quint64 sum, const auto& entry) { return sum + entry.second; });
}

/// Three decimals are more than a chart shows.
double rounded(double value)
{
    constexpr double thousand = 1000;
    return std::round(value * thousand) / thousand;
}

double milliseconds(std::chrono::duration<double> time)
{
    return rounded(std::chrono::duration<double, std::milli>(time).count());
}

} // namespace

DashboardMeter::Counts DashboardMeter::countsOf(const Sight& sight)
{
    const Metrics& metrics = sight.metrics;
    return { metrics.requests + sumOf(metrics.replies), metrics.events, metrics.deliveries,
        sight.usage.cpuSeconds, metrics.deliveryTimes, sight.now };
}

void DashboardMeter::begin(const Sight& sight)
{
    m_last = countsOf(sight);
}

QByteArray DashboardMeter::read(const Sight& sight, Timestamp at)
{
    const Counts counts = countsOf(sight);
    const double seconds = std::chrono::duration<double>(counts.at - m_last.at).count();
    const auto each = [seconds](auto now, auto before) {
        return seconds > 0 ? rounded(double(now - before) / seconds) : 0;
    };
    const Histogram times = counts.deliveryTimes.since(m_last.deliveryTimes);
    m_p50 = times.quantile(0.5).value_or(m_p50);
    m_p99 = times.quantile(0.99).value_or(m_p99);

    JsonText text;
    JsonWriter frame(text);
    frame.field("timestamp", at);
    frame.object("metrics", [&](JsonWriter& writer) {
        constexpr double percent = 100;
        writer.field("cpu_usage", rounded(each(counts.cpuSeconds, m_last.cpuSeconds) * percent));
        writer.field("memory_usage", sight.usage.residentBytes.value_or(0));
        writer.field("requests", each(counts.requests, m_last.requests));
        writer.field("active_users", sight.gauges.users);
        writer.field("response_time", milliseconds(m_p50));
        writer.field("response_time_p99", milliseconds(m_p99));
        writer.field("connections", sight.gauges.connections);
        writer.field("rooms", sight.gauges.rooms);
        writer.field("messages", each(counts.events, m_last.events));
        writer.field("deliveries", each(counts.deliveries, m_last.deliveries));
        writer.field("stored", static_cast<qint64>(counts.events));
        writer.field("uptime", std::floor(sight.gauges.uptime.count()));
        const auto slow = sight.metrics.traffic.closes.find(static_cast<int>(CloseCode::TooSlow));
        writer.field("slow_closed",
            slow == sight.metrics.traffic.closes.end() ? 0 : static_cast<qint64>(slow->second));
        writer.field("errors", static_cast<qint64>(sumOf(sight.metrics.errors)));
    });
    frame.end();
    m_last = counts;
    return text.toByteArray();
}

} // namespace landline::server
