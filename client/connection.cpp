// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/connection.h"

#include "messages/codec.h"

#include <QLoggingCategory>
#include <QNetworkRequest>

namespace landline::client {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "landline.client.connection", QtInfoMsg)

/// The largest answer of the protocol is a page of limits::historyPage messages of limits::content
/// bytes each; with every character escaped (six bytes for one) that is 19.2 MiB.
constexpr quint64 largestMessage = 32 << 20;
/// PROTOCOL.md section 5.7.
constexpr auto pingInterval = 30s;
/// In ping intervals: 60 s of silence, and the peer is gone.
constexpr int mostSilences = 2;
/// For the rest of what was sent to be written when a connection is closed.
constexpr auto farewell = 2s;

/// `errorOccurred` came with Qt 6.5 and took the place of `error`.
template <typename Slot>
void connectErrors(QWebSocket* socket, QObject* context, Slot slot)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    QObject::connect(socket, &QWebSocket::errorOccurred, context, slot);
#else
    QObject::connect(
        socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), context, slot);
#endif
}

} // namespace

Connection::Connection(QObject* parent)
    : QObject(parent)
{
    m_socket.setMaxAllowedIncomingFrameSize(largestMessage);
    m_socket.setMaxAllowedIncomingMessageSize(largestMessage);
    m_deadline.setSingleShot(true);
    m_ping.setInterval(pingInterval);

    connect(&m_socket, &QWebSocket::connected, this, [this] {
        m_deadline.stop();
        m_ping.start();
        m_reached = Reached::Open;
        Q_EMIT opened();
    });
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &Connection::takeText);
    connect(&m_socket, &QWebSocket::pong, this, [this] { m_heard = true; });
    connect(&m_socket, &QWebSocket::disconnected, this, &Connection::takeDisconnected);
    connectErrors(
        &m_socket, this, [this](QAbstractSocket::SocketError error) { takeError(error); });
    connect(&m_deadline, &QTimer::timeout, this, [this] { fail(m_missedDeadline); });
    connect(&m_ping, &QTimer::timeout, this, &Connection::keepAlive);
}

Connection::~Connection()
{
    m_over = true;
    m_socket.disconnect(this);
    m_socket.abort();
}

void Connection::open(const QUrl& url, std::chrono::milliseconds deadline)
{
    m_deadline.start(deadline);
    m_socket.open(QNetworkRequest(url));
}

bool Connection::send(const RequestFrame& frame)
{
    if (m_over || m_reached != Reached::Open) {
        return false;
    }
    m_socket.sendTextMessage(QString::fromUtf8(encode(frame)));
    return true;
}

void Connection::close()
{
    stopTimers();
    if (!std::exchange(m_over, true) && m_reached == Reached::Open) {
        // Sends the close frame, and disconnects once everything is written.
        connect(&m_socket, &QWebSocket::disconnected, this, &QObject::deleteLater);
        connect(&m_deadline, &QTimer::timeout, this, &QObject::deleteLater);
        m_deadline.start(farewell);
        m_socket.close(QWebSocketProtocol::CloseCodeNormal);
    } else {
        deleteLater();
    }
}

void Connection::fail(const ConnectionEnd& end)
{
    if (std::exchange(m_over, true)) {
        return;
    }
    stopTimers();
    // The socket may be in the middle of a slot of its own: it is aborted when this is deleted.
    deleteLater();
    Q_EMIT ended(end);
}

void Connection::stopTimers()
{
    m_deadline.stop();
    m_ping.stop();
}

void Connection::takeText(const QString& text)
{
    if (m_over) {
        return;
    }
    m_heard = true;
    const auto event = decodeEvent(text.toUtf8());
    if (event) {
        Q_EMIT eventReceived(*event);
        return;
    }
    qCDebug(log) << "passed over a frame:" << wireName(event.error().code);
    Q_EMIT garbageReceived(event.error());
}

void Connection::takeError(QAbstractSocket::SocketError error)
{
    if (m_reached == Reached::Open && error == QAbstractSocket::RemoteHostClosedError) {
        return; // takeDisconnected() follows and knows the close code.
    }
    if (m_reached == Reached::Nothing && !m_socket.peerAddress().isNull()) {
        m_reached = Reached::Host;
    }
    fail(endOfError(error, m_socket.errorString(), m_reached));
}

void Connection::takeDisconnected()
{
    if (m_reached == Reached::Open) {
        fail(endOfClose(m_socket.closeCode(), m_socket.closeReason()));
        return;
    }
    // Before the handshake the error comes after this, and knows more.
    m_missedDeadline = { SessionProblem::NotLandline, m_socket.errorString(), {} };
    m_deadline.start(0ms);
}

void Connection::keepAlive()
{
    m_silences = std::exchange(m_heard, false) ? 0 : m_silences + 1;
    if (m_silences >= mostSilences) {
        fail({ SessionProblem::Lost, u"The server fell silent."_s, {} });
        return;
    }
    m_socket.ping();
}

} // namespace landline::client
