// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/metrics/exposition.h"

#include "server/metrics/processusage.h"

#include <array>
#include <charconv>

namespace landline::server {

namespace {

QByteArray textOf(double value)
{
    // As many digits as tell the number from its neighbours, without an exponent.
    std::array<char, 512> text;
    const auto end
        = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    return { text.data(), end.ptr - text.data() };
}

/// Writes families of samples, each behind its HELP and TYPE.
class Writer {
public:
    void family(const char* name, const char* type, const char* help)
    {
        m_name = name;
        m_text += "# HELP " + m_name + ' ' + help + "\n# TYPE " + m_name + ' ' + type + '\n';
    }
    void sample(const QByteArray& value) { m_text += m_name + ' ' + value + '\n'; }
    void sample(const char* label, const QByteArray& labelValue, quint64 value)
    {
        m_text += m_name + '{' + label + "=\"" + labelValue + "\"} " + QByteArray::number(value)
            + '\n';
    }

    void counter(const char* name, const char* help, quint64 value)
    {
        family(name, "counter", help);
        sample(QByteArray::number(value));
    }
    void gauge(const char* name, const char* help, double value)
    {
        family(name, "gauge", help);
        sample(textOf(value));
    }
    void histogram(const char* name, const char* help, const Histogram& histogram)
    {
        family(name, "histogram", help);
        quint64 count = 0;
        for (std::size_t i = 0; i <= Histogram::bounds.size(); ++i) {
            count += histogram.countIn(i);
            const bool isLast = i == Histogram::bounds.size();
            const QByteArray bound = isLast ? "+Inf" : textOf(Histogram::bounds[i]);
            m_text += m_name + "_bucket{le=\"" + bound + "\"} " + QByteArray::number(count) + '\n';
        }
        m_text += m_name + "_sum " + textOf(histogram.sum().count()) + '\n';
        m_text += m_name + "_count " + QByteArray::number(count) + '\n';
    }

    QByteArray take() { return std::move(m_text); }

private:
    QByteArray m_text;
    QByteArray m_name;
};

void writeProcess(Writer& writer, const ProcessUsage& usage)
{
    // The names that Prometheus' own client libraries give to these.
    writer.family("process_cpu_seconds_total", "counter", "Processor time of all threads.");
    writer.sample(textOf(usage.cpuSeconds));
    if (usage.residentBytes) {
        writer.gauge("process_resident_memory_bytes", "Resident memory.",
            static_cast<double>(*usage.residentBytes));
    }
    if (const auto open = openDescriptors()) {
        writer.gauge("process_open_fds", "Open descriptors.", static_cast<double>(*open));
    }
}

} // namespace

QByteArray exposition(const Metrics& metrics, const Gauges& gauges)
{
    Writer writer;
    writer.gauge(
        "landline_connections", "WebSocket connections.", static_cast<double>(gauges.connections));
    writer.gauge(
        "landline_users", "Users connected, each once.", static_cast<double>(gauges.users));
    writer.gauge(
        "landline_rooms", "Rooms with somebody in them.", static_cast<double>(gauges.rooms));
    writer.gauge("landline_store_waiting_writes", "Writes that wait for their commit.",
        static_cast<double>(gauges.waitingWrites));
    writer.gauge("landline_store_failing", "1 while the disk refuses writes.",
        gauges.storageFailing ? 1 : 0);
    writer.gauge("landline_uptime_seconds", "Since the server started.", gauges.uptime.count());

    writer.counter("landline_connects_total", "WebSocket connections accepted.", metrics.connects);
    writer.counter("landline_events_total", "Events stored and told.", metrics.events);
    writer.counter("landline_deliveries_total",
        "Stored events, counted for each connection that was told.", metrics.deliveries);
    writer.counter("landline_received_bytes_total", "Read from WebSocket connections.",
        metrics.traffic.bytesReceived);
    writer.counter("landline_sent_bytes_total", "Written to WebSocket connections.",
        metrics.traffic.bytesSent);

    writer.family(
        "landline_closes_total", "counter", "WebSocket connections ended, by close code.");
    for (const auto& [code, count] : metrics.traffic.closes) {
        writer.sample("code", QByteArray::number(code), count);
    }
    writer.family("landline_http_replies_total", "counter", "HTTP answers but 101, by status.");
    for (const auto& [status, count] : metrics.replies) {
        writer.sample("status", QByteArray::number(status), count);
    }
    writer.family("landline_errors_total", "counter", "Error frames sent, by code.");
    for (const auto& [code, count] : metrics.errors) {
        const auto name = wireName(code);
        writer.sample("code", QByteArray(name.data(), name.size()), count);
    }

    writer.histogram("landline_commit_seconds",
        "From the beginning of a transaction until it is on disk.", metrics.commits);
    writer.histogram("landline_delivery_seconds",
        "From the reading of a request until its event was written to its room.",
        metrics.deliveryTimes);
    writer.histogram("landline_search_seconds",
        "From the reading of a search until its results were told.", metrics.searches);
    writeProcess(writer, processUsage());
    return writer.take();
}

} // namespace landline::server
