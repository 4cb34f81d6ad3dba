// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/connectionend.h"
#include "messages/events.h"
#include "messages/requests.h"

#include <QObject>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

namespace landline::client {

/// One WebSocket to a server, from open() to its end; for the next attempt a new one is made.
///
/// Bounded in time (a deadline for the handshake, pings after it) and in size. After ended() or
/// close() nothing more is signalled, and the object deletes itself.
class Connection final : public QObject {
    Q_OBJECT

public:
    explicit Connection(QObject* parent = nullptr);
    ~Connection() override;

    /// Begins to connect. Without opened() within `deadline` the connection ends as TimedOut.
    void open(const QUrl& url, std::chrono::milliseconds deadline);
    /// False where there is no connection to send on.
    bool send(const RequestFrame& frame);
    /// Says goodbye with 1000; ended() is not signalled.
    void close();
    /// Ends at once, with ended(). For what the session finds out by itself.
    void fail(const ConnectionEnd& end);

Q_SIGNALS:
    void opened();
    void eventReceived(const landline::Event& event);
    /// The other side sent what is no frame of the protocol.
    void garbageReceived(const landline::Error& error);
    void ended(const landline::client::ConnectionEnd& end);

private:
    void takeText(const QString& text);
    void takeError(QAbstractSocket::SocketError error);
    void takeDisconnected();
    void keepAlive();
    void stopTimers();

    QWebSocket m_socket;
    QTimer m_deadline;
    ConnectionEnd m_missedDeadline { SessionProblem::TimedOut, QStringLiteral("No answer in time."),
        {} };
    QTimer m_ping;
    Reached m_reached = Reached::Nothing;
    bool m_over = false;
    bool m_heard = false; ///< Anything since the last ping.
    int m_silences = 0; ///< Ping intervals in a row without a sign of life.
};

} // namespace landline::client
