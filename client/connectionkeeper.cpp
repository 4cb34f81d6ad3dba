// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/connectionkeeper.h"

#include "client/session.h"

#include <QLoggingCategory>
#include <QRandomGenerator>

#include <algorithm>

namespace landline::client {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "landline.client.session", QtInfoMsg)

/// A server that wants to be left alone for longer than this is asked again all the same.
constexpr std::chrono::milliseconds longestWish = 10min;

bool mayMove(SessionState from, SessionState to)
{
    switch (to) {
    case SessionState::Offline:
        return true;
    case SessionState::Connecting:
        return from == SessionState::Offline || from == SessionState::WaitingToRetry;
    case SessionState::ShakingHands:
        return from == SessionState::Connecting;
    case SessionState::Syncing:
        return from == SessionState::ShakingHands;
    case SessionState::Live:
        return from == SessionState::Syncing;
    case SessionState::WaitingToRetry:
        return from != SessionState::Offline && from != SessionState::WaitingToRetry;
    }
    return false;
}

} // namespace

ConnectionKeeper::ConnectionKeeper(const SessionConfig& config, HelloMaker hello, QObject* parent)
    : QObject(parent)
    , m_config(config)
    , m_hello(std::move(hello))
    , m_backoff(config.firstRetry, config.lastRetry)
{
    m_retry.setSingleShot(true);
    m_welcomeDeadline.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &ConnectionKeeper::attempt);
    connect(&m_welcomeDeadline, &QTimer::timeout, this, [this] {
        m_connection->fail({ SessionProblem::NotLandline, u"No welcome in time."_s, {} });
    });
}

const SessionStatus& ConnectionKeeper::status() const
{
    if (m_status.state == SessionState::WaitingToRetry) {
        m_status.nextAttempt
            = std::max(m_retry.remainingTimeAsDuration(), std::chrono::milliseconds::zero());
    }
    return m_status;
}

bool ConnectionKeeper::isWelcomed() const
{
    return m_status.state == SessionState::Syncing || m_status.state == SessionState::Live;
}

void ConnectionKeeper::setState(SessionState state, const ConnectionEnd& why)
{
    const bool legal = mayMove(m_status.state, state);
    Q_ASSERT(legal);
    if (!legal) {
        return;
    }
    const bool wasWelcomed = isWelcomed();
    // While attempts go on, the reason of the last failure stays to be seen.
    const bool inAttempt = state == SessionState::Connecting || state == SessionState::ShakingHands;
    const bool keepsReason = inAttempt && m_status.problem != SessionProblem::None;
    m_status.state = state;
    if (!keepsReason) {
        m_status.problem = why.problem;
        m_status.detail = why.detail;
    }
    m_status.nextAttempt.reset();
    qCDebug(log) << "state" << static_cast<int>(state) << "problem"
                 << static_cast<int>(m_status.problem);
    if (wasWelcomed && !isWelcomed()) {
        Q_EMIT disconnected();
    }
    Q_EMIT statusChanged(status());
}

void ConnectionKeeper::start()
{
    if (m_status.state == SessionState::Offline) {
        m_backoff.reset();
        attempt();
    }
}

void ConnectionKeeper::stop()
{
    m_retry.stop();
    letGo();
    if (m_status.state != SessionState::Offline) {
        setState(SessionState::Offline);
    }
}

void ConnectionKeeper::tryNow()
{
    if (m_status.state == SessionState::WaitingToRetry || m_status.state == SessionState::Offline) {
        m_retry.stop();
        m_backoff.reset();
        attempt();
    }
}

void ConnectionKeeper::setSynced()
{
    if (m_status.state == SessionState::Syncing) {
        setState(SessionState::Live);
    }
}

bool ConnectionKeeper::send(const RequestFrame& frame)
{
    return isWelcomed() && m_connection && m_connection->send(frame);
}

void ConnectionKeeper::attempt()
{
    letGo();
    m_connection = new Connection(this);
    connect(m_connection, &Connection::opened, this, &ConnectionKeeper::sayHello);
    connect(m_connection, &Connection::eventReceived, this, &ConnectionKeeper::takeEvent);
    connect(m_connection, &Connection::garbageReceived, this, [this](const Error& error) {
        // Before `welcome` nothing else can come from a server that speaks the protocol.
        if (m_status.state == SessionState::ShakingHands) {
            m_connection->fail({ SessionProblem::NotLandline, error.detail, {} });
        }
    });
    connect(m_connection, &Connection::ended, this, &ConnectionKeeper::takeEnd);
    setState(SessionState::Connecting);
    if (m_connection) { // Not stopped by who was told.
        m_connection->open(m_config.server.webSocketUrl(), m_config.handshakeDeadline);
    }
}

void ConnectionKeeper::sayHello()
{
    setState(SessionState::ShakingHands);
    if (m_connection) {
        m_welcomeDeadline.start(m_config.handshakeDeadline);
        m_connection->send({ std::nullopt, m_hello() });
    }
}

void ConnectionKeeper::takeEvent(const Event& event)
{
    if (isWelcomed()) {
        Q_EMIT eventReceived(event);
    } else if (const auto* welcome = std::get_if<event::Welcome>(&event)) {
        m_welcomeDeadline.stop();
        m_backoff.reset();
        setState(SessionState::Syncing);
        if (isWelcomed()) {
            Q_EMIT welcomed(*welcome);
        }
    } else if (const auto* failure = std::get_if<event::Failure>(&event)) {
        m_connection->fail(endOfRefusal(*failure));
    }
}

void ConnectionKeeper::takeEnd(const ConnectionEnd& end)
{
    letGo();
    if (isFinal(end.problem)) {
        setState(SessionState::Offline, end);
        return;
    }
    const auto wait = m_backoff.next(QRandomGenerator::global()->generateDouble());
    m_retry.start(std::max(wait, std::min(end.retryAfter.value_or(0ms), longestWish)));
    setState(SessionState::WaitingToRetry, end);
}

void ConnectionKeeper::letGo()
{
    m_welcomeDeadline.stop();
    if (m_connection) {
        m_connection->disconnect(this);
        m_connection->close();
        m_connection.clear();
    }
}

} // namespace landline::client
