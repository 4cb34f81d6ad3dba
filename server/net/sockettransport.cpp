// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/sockettransport.h"

#include <algorithm>

namespace landline::server {

namespace {

/// Bytes that wait inside QTcpSocket at most; it would take any number (TRAPS.md 5).
constexpr qint64 mostBuffered = 65536;
/// Bytes read ahead at most: one message, and flow control holds up the sender.
constexpr qint64 mostReadAhead = 65536;

} // namespace

SocketTransport::SocketTransport(qintptr descriptor)
{
    m_socket.setSocketDescriptor(descriptor);
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket.setReadBufferSize(mostReadAhead);
}

SocketTransport::~SocketTransport()
{
    abort();
}

void SocketTransport::start(TransportListener& listener)
{
    m_listener = &listener;
    connect(&m_socket, &QTcpSocket::readyRead, this, &SocketTransport::read);
    connect(&m_socket, &QTcpSocket::bytesWritten, this, &SocketTransport::noticeWritten);
    connect(&m_socket, &QTcpSocket::disconnected, this, &SocketTransport::noticeEnd);
}

qint64 SocketTransport::write(std::span<const QByteArrayView> pieces)
{
    qint64 taken = 0;
    for (const auto piece : pieces) {
        if (m_socket.state() != QAbstractSocket::ConnectedState) {
            taken += piece.size();
            continue;
        }
        const qint64 room = mostBuffered - m_socket.bytesToWrite();
        const qint64 part = std::min<qint64>(room, piece.size());
        if (part > 0) {
            m_socket.write(piece.data(), part);
            taken += part;
            if (m_socket.bytesToWrite() >= mostBuffered) {
                m_socket.flush();
            }
        }
        if (part < piece.size()) {
            m_cutShort = true;
            break;
        }
    }
    m_socket.flush();
    return taken;
}

void SocketTransport::setReading(bool reading)
{
    m_reading = reading;
    if (reading && m_socket.bytesAvailable() > 0) {
        // Not from within the caller's call (see TransportListener).
        QMetaObject::invokeMethod(this, &SocketTransport::read, Qt::QueuedConnection);
    }
}

void SocketTransport::finish()
{
    // Half-closing is not portable in Qt: the connection closes once what was taken is sent, and
    // the closing handshake before it has told the other side that nothing more comes.
    m_finishing = true;
    m_socket.disconnectFromHost();
}

void SocketTransport::abort()
{
    m_listener = nullptr;
    m_socket.disconnect(this);
    m_socket.abort();
}

void SocketTransport::read()
{
    while (m_listener != nullptr && m_reading && m_socket.bytesAvailable() > 0) {
        const QByteArray bytes = m_socket.read(mostReadAhead);
        m_listener->bytesRead(bytes);
    }
}

void SocketTransport::noticeWritten()
{
    if (m_cutShort && m_socket.bytesToWrite() < mostBuffered / 2) {
        m_cutShort = false;
        if (m_listener != nullptr) {
            m_listener->writePossible();
        }
    }
}

void SocketTransport::noticeEnd()
{
    if (m_listener != nullptr) {
        m_listener->readEnded();
    }
}

} // namespace landline::server
