// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/backoff.h"
#include "client/connection.h"
#include "client/sessionstate.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>

namespace landline::client {

struct SessionConfig;

/// Keeps a session connected: the state machine of SessionState, with all its moves in setState().
///
/// Says `hello`, waits for `welcome` and hands over what comes after it. A connection that breaks
/// is made again after a growing wait, unless its end is final (see isFinal()).
class ConnectionKeeper final : public QObject {
    Q_OBJECT

public:
    /// Makes the `hello` of each attempt.
    using HelloMaker = std::function<request::Hello()>;

    ConnectionKeeper(const SessionConfig& config, HelloMaker hello, QObject* parent = nullptr);

    void start();
    void stop();
    void tryNow();
    /// What was missed is here: from Syncing to Live.
    void setSynced();

    /// nextAttempt is as of now.
    const SessionStatus& status() const;
    /// Welcome came and the connection stands.
    bool isWelcomed() const;
    /// False where there is no welcome yet, or no longer.
    bool send(const RequestFrame& frame);

Q_SIGNALS:
    void statusChanged(const landline::client::SessionStatus& status);
    void welcomed(const landline::event::Welcome& welcome);
    /// Anything after `welcome`.
    void eventReceived(const landline::Event& event);
    /// A welcomed connection is no more.
    void disconnected();

private:
    void setState(SessionState state, const ConnectionEnd& why = {});
    void attempt();
    void sayHello();
    void takeEvent(const Event& event);
    void takeEnd(const ConnectionEnd& end);
    void letGo();

    const SessionConfig& m_config;
    HelloMaker m_hello;
    Backoff m_backoff;
    QPointer<Connection> m_connection;
    QTimer m_retry;
    QTimer m_welcomeDeadline;
    mutable SessionStatus m_status;
};

} // namespace landline::client
