// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/rawpeer.h"

#include <QCryptographicHash>

#include <array>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace landline::support {

namespace {

/// Any 16 bytes in Base64 would do (RFC 6455 section 4.1); this is the one of section 1.3.
constexpr auto handshakeKey = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr auto handshakeGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
constexpr std::array<char, 4> maskingKey { 'L', 'a', 'n', '\x81' };

void appendBigEndian(QByteArray& bytes, quint64 value, int width)
{
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8)
        bytes.append(char(value >> shift));
}

quint64 bigEndian(const QByteArray& bytes, qsizetype at, int width)
{
    quint64 value = 0;
    for (int i = 0; i < width; ++i)
        value = value << 8 | quint8(bytes[at + i]);
    return value;
}

bool names(const QByteArray& headers, const QByteArray& name)
{
    return ("\r\n" + headers.toLower()).contains("\r\n" + name.toLower() + ':');
}

} // namespace

QByteArray RawFrame::toBytes() const
{
    QByteArray bytes;
    bytes.append(char((fin ? 0x80 : 0) | (rsv << 4) | opcode));
    const quint64 length = declared.value_or(quint64(payload.size()));
    const int maskBit = masked ? 0x80 : 0;
    if (length < 126) {
        bytes.append(char(maskBit | int(length)));
    } else if (length <= 0xffff) {
        bytes.append(char(maskBit | 126));
        appendBigEndian(bytes, length, 2);
    } else {
        bytes.append(char(maskBit | 127));
        appendBigEndian(bytes, length, 8);
    }
    if (!masked)
        return bytes + payload;
    bytes.append(maskingKey.data(), 4);
    for (qsizetype i = 0; i < payload.size(); ++i)
        bytes.append(char(payload[i] ^ maskingKey[size_t(i % 4)]));
    return bytes;
}

int RawFrame::closeCode() const
{
    return payload.size() < 2 ? 1005 : int(bigEndian(payload, 0, 2));
}

RawFrame RawFrame::close(int code, const QByteArray& reason)
{
    QByteArray payload;
    appendBigEndian(payload, quint64(code), 2);
    return { Close, payload + reason };
}

QByteArray RawResponse::header(const QByteArray& name) const
{
    for (const auto& [key, value] : headers) {
        if (key == name.toLower())
            return value;
    }
    return {};
}

RawPeer::RawPeer(const QUrl& server, const QHostAddress& from, QObject* parent)
    : QObject(parent)
    , m_server(server)
{
    connect(&m_socket, &QTcpSocket::readyRead, this, &RawPeer::read);
    if (!from.isNull())
        m_socket.bind(from);
    m_socket.connectToHost(server.host(), quint16(server.port(80)));
    waitUntil([this] {
        return m_socket.state() == QAbstractSocket::ConnectedState
            || m_socket.state() == QAbstractSocket::UnconnectedState;
    });
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

void RawPeer::send(const QByteArray& bytes)
{
    m_socket.write(bytes);
    m_socket.flush();
}

void RawPeer::pauseReading()
{
    m_socket.disconnect(this);
    m_socket.setReadBufferSize(1);
}

void RawPeer::stopReading()
{
    pauseReading();
    // The system holds little for it either.
    m_socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4096);
}

void RawPeer::resumeReading()
{
    connect(&m_socket, &QTcpSocket::readyRead, this, &RawPeer::read);
    m_socket.setReadBufferSize(0);
    read();
}

void RawPeer::read()
{
    m_received += m_socket.readAll();
}

void RawPeer::delayAcknowledgement()
{
    const int off = 0;
    ::setsockopt(int(m_socket.socketDescriptor()), IPPROTO_TCP, TCP_QUICKACK, &off, sizeof off);
}

QByteArray RawPeer::host() const
{
    return m_server.host().toLatin1() + ':' + QByteArray::number(m_server.port(80));
}

QByteArray RawPeer::upgradeRequest(const QByteArray& path, const QByteArray& extraHeaders) const
{
    QByteArray request = "GET " + path + " HTTP/1.1\r\n";
    const QList<std::pair<QByteArray, QByteArray>> usual { { "Host", host() },
        { "Upgrade", "websocket" }, { "Connection", "Upgrade" },
        { "Sec-WebSocket-Key", handshakeKey }, { "Sec-WebSocket-Version", "13" } };
    for (const auto& [name, value] : usual) {
        if (!names(extraHeaders, name))
            request += name + ": " + value + "\r\n";
    }
    return request + extraHeaders + "\r\n";
}

bool RawPeer::upgrade(const QByteArray& path, const QByteArray& extraHeaders)
{
    send(upgradeRequest(path, extraHeaders));
    const std::optional<RawResponse> response = readResponse();
    const QByteArray accept = QCryptographicHash::hash(
        QByteArray(handshakeKey) + handshakeGuid, QCryptographicHash::Sha1)
                                  .toBase64();
    return response && response->status == 101
        && response->header("upgrade").toLower() == "websocket"
        && response->header("connection").toLower() == "upgrade"
        && response->header("sec-websocket-accept") == accept;
}

std::optional<RawResponse> RawPeer::get(const QByteArray& path, const QByteArray& extraHeaders)
{
    QByteArray request = "GET " + path + " HTTP/1.1\r\n";
    if (!names(extraHeaders, "Host"))
        request += "Host: " + host() + "\r\n";
    send(request + "Connection: close\r\n" + extraHeaders + "\r\n");
    return readResponse();
}

std::optional<RawResponse> RawPeer::readResponse(std::chrono::milliseconds deadline)
{
    qsizetype headEnd = -1;
    const auto headRead = [&] {
        headEnd = m_received.indexOf("\r\n\r\n");
        return headEnd >= 0 || !isConnected();
    };
    if (!waitUntil(headRead, deadline) || headEnd < 0)
        return {};
    RawResponse response;
    const QList<QByteArray> lines = m_received.first(headEnd).split('\n');
    response.status = lines.first().startsWith("HTTP/1.1 ") ? lines.first().mid(9, 3).toInt() : 0;
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        response.headers.append(
            { line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed() });
    }
    m_received.remove(0, headEnd + 4);
    if (response.status == 101)
        return response; // what follows are frames
    bool hasLength = false;
    const qsizetype length = response.header("content-length").toLongLong(&hasLength);
    waitUntil(
        [&] { return (hasLength && m_received.size() >= length) || !isConnected(); }, deadline);
    response.body = hasLength ? m_received.left(length) : m_received;
    m_received.remove(0, response.body.size());
    return response;
}

std::optional<RawFrame> RawPeer::takeFrame()
{
    if (m_received.size() < 2)
        return {};
    const auto first = quint8(m_received[0]);
    const auto second = quint8(m_received[1]);
    quint64 length = second & 0x7f;
    const int lengthBytes = length == 126 ? 2 : length == 127 ? 8 : 0;
    const qsizetype head = 2 + lengthBytes + (second & 0x80 ? 4 : 0);
    if (m_received.size() < head)
        return {};
    if (lengthBytes > 0)
        length = bigEndian(m_received, 2, lengthBytes);
    if (quint64(m_received.size() - head) < length)
        return {};
    RawFrame frame { quint8(first & 0x0f), m_received.mid(head, qsizetype(length)),
        (first & 0x80) != 0, quint8(first >> 4 & 7), (second & 0x80) != 0, {} };
    m_received.remove(0, head + qsizetype(length));
    return frame;
}

std::optional<RawFrame> RawPeer::readFrame(std::chrono::milliseconds deadline)
{
    std::optional<RawFrame> frame;
    waitUntil([&] { return (frame = takeFrame()).has_value() || !isConnected(); }, deadline);
    return frame;
}

std::optional<int> RawPeer::readClose(std::chrono::milliseconds deadline)
{
    while (const std::optional<RawFrame> frame = readFrame(deadline)) {
        if (frame->opcode == RawFrame::Close)
            return frame->closeCode();
    }
    if (isConnected())
        return {};
    return 1006;
}

bool RawPeer::waitForEnd(std::chrono::milliseconds deadline)
{
    return waitUntil([this] { return !isConnected(); }, deadline);
}

} // namespace landline::support
