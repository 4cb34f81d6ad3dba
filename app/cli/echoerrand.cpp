// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/echoerrand.h"

#include "app/cli/sentences.h"

#include <QNetworkRequest>

namespace landline::cli {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int usualCount = 100;
/// For the handshake and for each echo: what takes longer is no latency but a fault.
constexpr auto deadline = 10s;

QUrl echoUrl(const client::ServerAddress& server)
{
    QUrl url = server.webSocketUrl();
    url.setPath(u"/echo"_s);
    return url;
}

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

EchoErrand::EchoErrand(const Order& order, QObject* parent)
    : Errand(parent)
    , m_order(order)
    , m_output(order.json)
    , m_message(order.size, 'x')
    , m_left(order.count.value_or(usualCount))
{
    m_latencies.reserve(m_left);
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(deadline);
    connect(&m_deadline, &QTimer::timeout, this, &EchoErrand::takeEnd);
    connect(&m_socket, &QWebSocket::connected, this, [this] {
        m_isOpen = true;
        sendNext();
    });
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, &EchoErrand::takeEcho);
    connect(&m_socket, &QWebSocket::disconnected, this, [this] {
        if (m_isOpen) {
            takeEnd();
        } else {
            m_deadline.start(0ms); // the error comes after this, and knows more
        }
    });
    connectErrors(&m_socket, this, [this] { takeEnd(); });
}

void EchoErrand::start()
{
    m_deadline.start();
    m_socket.open(QNetworkRequest(echoUrl(m_order.server)));
}

void EchoErrand::sendNext()
{
    m_deadline.start();
    m_stopwatch.start();
    m_socket.sendBinaryMessage(m_message);
}

void EchoErrand::takeEcho(const QByteArray& message)
{
    m_latencies.add(std::chrono::nanoseconds(m_stopwatch.nsecsElapsed()));
    if (message != m_message) {
        stop({ ExitCode::Failed, u"What came back is not what was sent."_s });
    } else if (--m_left > 0) {
        sendNext();
    } else {
        stop({});
    }
}

void EchoErrand::takeEnd()
{
    client::ServerAddress address = m_order.server;
    address.room.reset();
    const QString sentence = m_isOpen
        ? u"The connection to %1 was lost after %2 echoes."_s.arg(address.toString())
              .arg(m_latencies.count())
        : u"No echo is to be had at %1: %2."_s.arg(address.toString(), m_socket.errorString());
    stop({ ExitCode::NoServer, sentence });
}

void EchoErrand::interrupt()
{
    stop({ ExitCode::Interrupted, {} });
}

void EchoErrand::stop(const End& end)
{
    if (isFinished()) {
        return;
    }
    m_deadline.stop();
    // Figures that were measured are worth having, however it ended.
    if (m_output.isJson()) {
        m_output.printJson(m_latencies.toJson(m_order.size));
    } else if (m_latencies.count() > 0) {
        m_output.print(m_latencies.toLine(m_order.size));
    }
    finish(end);
    m_socket.close();
}

} // namespace landline::cli
