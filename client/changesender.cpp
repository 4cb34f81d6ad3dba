// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/changesender.h"

#include <algorithm>

namespace landline::client {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

/// Until the next attempt where the server did not name a time, and however long it asks for.
constexpr milliseconds shortPause = 1s;
constexpr milliseconds longestPause = 60s;

Request requestFor(const MessageChange& change)
{
    switch (change.kind) {
    case MessageChange::Kind::Edit:
        return request::Edit { change.room, change.target, change.content };
    case MessageChange::Kind::Delete:
        return request::Delete { change.room, change.target };
    case MessageChange::Kind::React:
        return request::React { change.room, change.target, change.emoji, change.on };
    case MessageChange::Kind::Pin:
        break;
    }
    return request::Pin { change.room, change.target, change.on };
}

} // namespace

ChangeSender::ChangeSender(Send send, QObject* parent)
    : QObject(parent)
    , m_send(std::move(send))
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &ChangeSender::pump);
}

void ChangeSender::start()
{
    m_isStarted = true;
    m_isUnderWay = false;
    pump();
}

void ChangeSender::stop()
{
    m_isStarted = false;
    m_isUnderWay = false;
    m_pause.stop();
}

void ChangeSender::add(const EventId& id, const MessageChange& change)
{
    m_waiting.append({ id, change });
    pump();
}

void ChangeSender::pump()
{
    if (!m_isStarted || m_isUnderWay || m_waiting.isEmpty() || m_pause.isActive()) {
        return;
    }
    m_isUnderWay = m_send({ m_waiting.first().id, requestFor(m_waiting.first().change) });
}

void ChangeSender::finish()
{
    m_waiting.removeFirst();
    m_isUnderWay = false;
    pump();
}

void ChangeSender::takeEcho(const EventId& id)
{
    if (!m_waiting.isEmpty() && m_waiting.first().id == id) {
        finish();
    }
}

bool ChangeSender::takeFailure(const event::Failure& failure)
{
    if (m_waiting.isEmpty() || failure.id != m_waiting.first().id) {
        return false;
    }
    if (failure.code == ErrorCode::RateLimited) {
        m_isUnderWay = false;
        m_pause.start(std::min(failure.retryAfter.value_or(shortPause), longestPause));
        return true;
    }
    const MessageChange change = m_waiting.first().change;
    finish();
    Q_EMIT refused(change, { failure.code, failure.content });
    return true;
}

} // namespace landline::client
