// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/visitor.h"

#include "server/net/frontdoor.h"

#include <QTcpSocket>

#include <sys/socket.h>

namespace landline::server {

namespace {

/// What begins a TLS ClientHello (PROTOCOL.md section 1).
constexpr char tlsHandshake = 0x16;

/// What RFC 6455 section 4.2.1 asks of a client's opening handshake.
std::optional<Refusal> faultOfHandshake(const RequestHead& head)
{
    if (head.method != "GET") {
        return Refusal { 400, "A WebSocket handshake must be a GET." };
    }
    if (head.field("sec-websocket-version") != "13") {
        return Refusal { 426, "Sec-WebSocket-Version must be 13." };
    }
    const auto key = QByteArray::fromBase64Encoding(head.field("sec-websocket-key"),
        QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    constexpr qsizetype nonceBytes = 16;
    if (!key || (*key).size() != nonceBytes) {
        return Refusal { 400, "Sec-WebSocket-Key must be 16 bytes in Base64." };
    }
    return std::nullopt;
}

} // namespace

Visitor::Visitor(
    QTcpSocket* socket, DoorKeeper& keeper, FrontDoor& door, std::chrono::milliseconds deadline)
    : m_socket(socket)
    , m_keeper(keeper)
    , m_door(door)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(headlimits::head + 1);
    m_deadline.setSingleShot(true);
    m_deadline.start(deadline);
    connect(&m_deadline, &QTimer::timeout, this, &Visitor::leave);
    connect(m_socket, &QTcpSocket::readyRead, this, &Visitor::read);
    connect(m_socket, &QTcpSocket::disconnected, this, &Visitor::leave);
}

Visitor::~Visitor() = default;

QTcpSocket* Visitor::releaseSocket()
{
    m_socket->disconnect(this);
    m_socket->setParent(nullptr);
    return m_socket;
}

void Visitor::leave()
{
    m_socket->disconnect(this);
    m_socket->abort();
    m_door.forget(m_socket);
}

void Visitor::read()
{
    if (m_decided) {
        m_socket->readAll(); // of a request that is already answered
        return;
    }
    const QByteArray bytes = m_socket->peek(headlimits::head + 1);
    if (bytes.startsWith(tlsHandshake)) {
        leave(); // TLS comes with a later version; a plain answer would not be understood
        return;
    }
    const auto head = readRequestHead(bytes);
    if (!head) {
        return;
    }
    m_decided = true;
    if (const auto* refusal = std::get_if<Refusal>(&*head)) {
        reply(HttpReply::problem(*refusal));
        return;
    }
    m_head = std::get<RequestHead>(*head);
    decide();
}

void Visitor::decide()
{
    auto refusal = m_keeper.refuseAll();
    if (!refusal && !m_head.isUpgrade()) {
        reply(m_keeper.answer(m_head));
        return;
    }
    if (!refusal) {
        refusal = faultOfHandshake(m_head);
    }
    if (!refusal) {
        refusal = m_keeper.refuseUpgrade(m_head);
    }
    if (refusal) {
        reply(HttpReply::problem(*refusal));
        return;
    }
    m_socket->disconnect(this);
    connect(m_socket, &QTcpSocket::disconnected, this, &Visitor::leave);
    passOn();
    m_door.shakeHands(*this);
}

void Visitor::passOn()
{
    // QWebSocketServer reads ahead of the head, and what it has read is lost; and it closes without a word what it does
    // not understand, such as two Connection fields or a long cookie. So it is given a head of our own, with what it
    // answers to and nothing else.
    m_early = m_socket->readAll().sliced(m_head.length);
    const QByteArray head = "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                            "Sec-WebSocket-Key: "
        + m_head.field("sec-websocket-key") + "\r\n\r\n";
    for (auto byte = head.crbegin(); byte != head.crend(); ++byte) {
        m_socket->ungetChar(*byte);
    }
    m_socket->setReadBufferSize(head.size()); // which is full: the rest waits with the system
}

void Visitor::reply(const HttpReply& reply)
{
    connect(m_socket, &QTcpSocket::bytesWritten, this, &Visitor::endWriting);
    m_socket->readAll();
    m_socket->write(reply.toBytes(m_head.method == "HEAD"));
}

void Visitor::endWriting()
{
    if (m_socket->bytesToWrite() == 0) {
        // Closed while the client still sends, the connection would be reset and the reply lost with it
        // (RFC 9112 section 9.6): the client closes, or the deadline does.
        ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
    }
}

} // namespace landline::server
