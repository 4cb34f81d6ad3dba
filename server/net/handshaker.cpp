// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/handshaker.h"

#include <QTcpSocket>
#include <QWebSocket>

#include <algorithm>
#include <utility>

namespace landline::server {

namespace {

/// A socket without a connection: holds one request, and keeps what is written until the answer is whole.
class MemorySocket final : public QTcpSocket {
public:
    MemorySocket(QByteArray request, Handshaker::Done done, QObject* parent)
        : QTcpSocket(parent)
        , m_request(std::move(request))
        , m_done(std::move(done))
    {
        setSocketState(ConnectedState);
        setOpenMode(ReadWrite);
    }

    qint64 bytesAvailable() const override
    {
        return QTcpSocket::bytesAvailable() + m_request.size();
    }
    bool canReadLine() const override
    {
        return m_request.contains('\n') || QTcpSocket::canReadLine();
    }
    void close() override
    {
        answer({});
        QTcpSocket::close();
    }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const auto taken = std::min<qint64>(most, m_request.size());
        std::copy_n(m_request.cbegin(), taken, data);
        m_request.remove(0, taken);
        return taken;
    }
    qint64 writeData(const char* data, qint64 size) override
    {
        m_written.append(data, size);
        if (m_written.endsWith("\r\n\r\n")) {
            answer(std::exchange(m_written, {}));
        }
        return size;
    }

private:
    void answer(const QByteArray& answer)
    {
        if (const auto done = std::exchange(m_done, {})) {
            done(answer);
            deleteLater();
        }
    }

    QByteArray m_request;
    QByteArray m_written;
    Handshaker::Done m_done;
};

/// What QWebSocketServer needs to know of a request, in a form that it cannot misread.
QByteArray requestBytes(const RequestHead& head)
{
    QByteArray request = "GET / HTTP/1.1\r\nHost: " + head.field("host")
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          "Sec-WebSocket-Key: "
        + head.field("sec-websocket-key") + "\r\n";
    if (const auto origin = head.field("origin"); !origin.isEmpty()) {
        request += "Origin: " + origin + "\r\n";
    }
    return request + "\r\n";
}

} // namespace

Handshaker::Handshaker(QObject* parent)
    : QObject(parent)
    , m_server(QStringLiteral("Landline"), QWebSocketServer::NonSecureMode)
{
    connect(&m_server, &QWebSocketServer::newConnection, this, &Handshaker::dismissUpgraded);
}

Handshaker::~Handshaker() = default;

void Handshaker::shake(const RequestHead& head, Done done)
{
    m_server.handleConnection(new MemorySocket(requestBytes(head), std::move(done), &m_server));
}

void Handshaker::dismissUpgraded()
{
    while (auto* upgraded = m_server.nextPendingConnection()) {
        upgraded->deleteLater();
    }
}

} // namespace landline::server
