// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/outboxsender.h"

namespace landline::client {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

/// A message whose echo is not here by then is sent again; its id keeps it from being stored twice.
constexpr auto echoDeadline = 30s;
/// Until the next attempt where the server did not name a time.
constexpr milliseconds rateLimitPause = 1s;
constexpr milliseconds storagePause = 3s;
/// However long the server asks for.
constexpr milliseconds longestPause = 60s;

/// How long to wait before the message is sent again; nothing where that would be of no use.
std::optional<milliseconds> pauseAfter(const event::Failure& failure)
{
    switch (failure.code) {
    case ErrorCode::RateLimited:
        return std::min(failure.retryAfter.value_or(rateLimitPause), longestPause);
    case ErrorCode::Storage:
    case ErrorCode::Draining:
        return std::min(failure.retryAfter.value_or(storagePause), longestPause);
    default:
        return std::nullopt;
    }
}

} // namespace

OutboxSender::OutboxSender(Outbox& outbox, const Clock& clock, Way way, QObject* parent)
    : QObject(parent)
    , m_outbox(outbox)
    , m_clock(clock)
    , m_way(std::move(way))
    , m_pacer(clock)
{
    m_wake.setSingleShot(true);
    m_echoDeadline.setInterval(echoDeadline / 3);
    connect(&m_wake, &QTimer::timeout, this, &OutboxSender::pump);
    connect(&m_echoDeadline, &QTimer::timeout, this, &OutboxSender::forgetLate);
}

void OutboxSender::start(const event::Limits& limits)
{
    m_underWay.clear();
    m_pacer.setLimits(limits.rate, limits.burst);
    m_started = true;
    pump();
}

void OutboxSender::stop()
{
    m_started = false;
    m_underWay.clear();
    m_wake.stop();
    m_echoDeadline.stop();
}

void OutboxSender::pump()
{
    if (!m_started) {
        return;
    }
    for (const PendingMessage& message : m_outbox.messages()) {
        if (message.failure || m_underWay.contains(message.room) || !m_way.isOpen(message.room)) {
            continue;
        }
        if (const milliseconds wait = m_pacer.wait(); wait > 0ms) {
            m_wake.start(wait);
            return;
        }
        send(message);
    }
}

void OutboxSender::send(const PendingMessage& message)
{
    const request::Text text { message.room, message.content, message.replyTo };
    if (m_way.send({ message.id, text })) {
        m_pacer.take();
        m_underWay.insert(message.room, { message.id, m_clock.steadyNow() });
        m_echoDeadline.start();
    }
}

void OutboxSender::endFlight(const EventId& id)
{
    m_underWay.removeIf([&id](const auto& flight) { return flight.value().id == id; });
    if (m_underWay.isEmpty()) {
        m_echoDeadline.stop();
    }
}

void OutboxSender::takeEcho(const EventId& id)
{
    m_outbox.remove(id);
    endFlight(id);
    pump();
}

void OutboxSender::discard(const EventId& id)
{
    takeEcho(id);
}

bool OutboxSender::takeFailure(const event::Failure& failure)
{
    const PendingMessage* found = failure.id ? m_outbox.find(*failure.id) : nullptr;
    if (!found) {
        return false;
    }
    const PendingMessage message = *found;
    endFlight(message.id);
    if (const auto pause = pauseAfter(failure)) {
        m_pacer.pause(*pause);
    } else {
        m_outbox.setFailure(message.id, failure.content);
        Q_EMIT refused(message, failure.content);
    }
    pump();
    return true;
}

void OutboxSender::forgetLate()
{
    const auto now = m_clock.steadyNow();
    const auto late = m_underWay.removeIf(
        [now](const auto& flight) { return now - flight.value().sentAt >= echoDeadline; });
    if (late > 0) {
        pump();
    }
}

} // namespace landline::client
