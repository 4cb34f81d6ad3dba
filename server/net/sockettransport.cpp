// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/sockettransport.h"

#include <algorithm>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace landline::server {

namespace {

/// Bytes that wait inside QTcpSocket at most; it would take any number (TRAPS.md 5).
constexpr qint64 mostBuffered = 65536;
/// Bytes read ahead at most: one message, and flow control holds up the sender.
constexpr qint64 mostReadAhead = 65536;

} // namespace

SocketTransport::SocketTransport(qintptr descriptor, QObject* parent)
    : QObject(parent)
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
    const bool isConnected = m_listener != nullptr;
    m_listener = &listener;
    if (isConnected) {
        return;
    }
    connect(&m_socket, &QTcpSocket::readyRead, this, &SocketTransport::read);
    // Queued, because a socket says these also while it is being written to (see TransportListener).
    connect(&m_socket, &QTcpSocket::bytesWritten, this, &SocketTransport::noticeWritten,
        Qt::QueuedConnection);
    connect(&m_socket, &QTcpSocket::disconnected, this, &SocketTransport::noticeEnd,
        Qt::QueuedConnection);
    if (m_socket.bytesAvailable() > 0) {
        QMetaObject::invokeMethod(this, &SocketTransport::read, Qt::QueuedConnection);
    }
    if (m_socket.state() != QAbstractSocket::ConnectedState) {
        QMetaObject::invokeMethod(this, &SocketTransport::noticeEnd, Qt::QueuedConnection);
    }
}

qint64 SocketTransport::write(std::span<const QByteArrayView> pieces)
{
    m_writing = true;
    qint64 taken = 0;
    for (const auto piece : pieces) {
        const qint64 part = take(piece);
        taken += part;
        if (part < piece.size()) {
            m_cutShort = true;
            break;
        }
    }
    m_socket.flush();
    m_writing = false;
    if (m_cutShort) {
        // The flush may have sent all there was, and then no signal follows.
        QMetaObject::invokeMethod(this, &SocketTransport::noticeWritten, Qt::QueuedConnection);
    }
    return taken;
}

qint64 SocketTransport::take(QByteArrayView piece)
{
    qint64 taken = 0;
    while (taken < piece.size() && m_socket.state() == QAbstractSocket::ConnectedState) {
        const qint64 room = mostBuffered - m_socket.bytesToWrite();
        if (room <= 0 && !m_socket.flush()) {
            return taken;
        }
        if (room > 0) {
            const qint64 part = m_socket.write(
                piece.data() + taken, std::min<qint64>(room, piece.size() - taken));
            if (part < 0) {
                break;
            }
            taken += part;
        }
    }
    return piece.size(); // all is in, or lost with the connection
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
    m_finishing = true;
    endWriting();
}

void SocketTransport::endWriting()
{
    // Qt can only close both directions, and a close with something unread is a reset, which may
    // overtake the close frame on its way.
    if (m_finishing && m_socket.bytesToWrite() == 0) {
        m_finishing = false;
#ifdef Q_OS_WIN
        ::shutdown(static_cast<SOCKET>(m_socket.socketDescriptor()), SD_SEND);
#else
        ::shutdown(static_cast<int>(m_socket.socketDescriptor()), SHUT_WR);
#endif
    }
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
    endWriting();
    // Not from within write(), whose caller has not yet noted what was taken.
    if (m_cutShort && !m_writing && m_socket.bytesToWrite() < mostBuffered / 2) {
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
