// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/epolltransport.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <numeric>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace landline::server {

namespace {

/// Pieces in one system call: as many as a Peer offers.
constexpr std::size_t mostPieces = 64;
/// Bytes read in one turn from one client, so that none holds up the others.
constexpr std::size_t mostRead = 65536;

ssize_t sendAll(int descriptor, std::span<const QByteArrayView> pieces)
{
    std::array<iovec, mostPieces> vectors;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        // The kernel does not write through the pointer.
        vectors[i]
            = { const_cast<char*>(pieces[i].data()), static_cast<std::size_t>(pieces[i].size()) };
    }
    msghdr message {};
    message.msg_iov = vectors.data();
    message.msg_iovlen = pieces.size();
    return ::sendmsg(descriptor, &message, MSG_NOSIGNAL);
}

} // namespace

EpollTransport::EpollTransport(int descriptor, Poller& poller)
    : m_descriptor(descriptor)
    , m_poller(poller)
{
    ::fcntl(m_descriptor, F_SETFL, ::fcntl(m_descriptor, F_GETFL) | O_NONBLOCK);
    const int on = 1;
    ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

EpollTransport::~EpollTransport()
{
    abort();
}

void EpollTransport::start(TransportListener& listener)
{
    const bool isWatched = m_listener != nullptr;
    m_listener = &listener;
    if (!isWatched) {
        m_poller.add(m_descriptor, EPOLLIN, *this);
    }
}

QHostAddress EpollTransport::peerAddress() const
{
    sockaddr_storage address {};
    socklen_t length = sizeof address;
    auto* general = reinterpret_cast<sockaddr*>(&address);
    return ::getpeername(m_descriptor, general, &length) == 0 ? QHostAddress(general)
                                                              : QHostAddress();
}

qint64 EpollTransport::write(std::span<const QByteArrayView> pieces)
{
    pieces = pieces.first(std::min(pieces.size(), mostPieces));
    qint64 offered = 0;
    for (const auto piece : pieces) {
        offered += piece.size();
    }
    ssize_t written = 0;
    do {
        // A room's news is one piece nearly always, and send(2) costs less than sendmsg(2).
        written = pieces.size() == 1 ? ::send(m_descriptor, pieces[0].data(),
                      static_cast<std::size_t>(offered), MSG_NOSIGNAL)
                                     : sendAll(m_descriptor, pieces);
    } while (written < 0 && errno == EINTR);
    if (written < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != ENOBUFS) {
        // Broken: the poller tells, from the event loop (see TransportListener).
        return offered;
    }
    const qint64 taken = std::max<ssize_t>(written, 0);
    if (taken < offered && !m_writing) {
        m_writing = true;
        watch();
    }
    return taken;
}

void EpollTransport::setReading(bool reading)
{
    if (m_reading != reading) {
        m_reading = reading;
        watch();
    }
}

void EpollTransport::watch()
{
    if (m_descriptor >= 0 && m_listener != nullptr) {
        const quint32 events = (m_reading && !m_ended ? EPOLLIN : 0U) | (m_writing ? EPOLLOUT : 0U);
        m_poller.change(m_descriptor, events, *this);
    }
}

void EpollTransport::finish()
{
    ::shutdown(m_descriptor, SHUT_WR);
}

void EpollTransport::abort()
{
    if (m_descriptor < 0) {
        return;
    }
    if (m_listener != nullptr) {
        m_poller.remove(m_descriptor);
        m_listener = nullptr;
    }
    ::close(m_descriptor);
    m_descriptor = -1;
}

void EpollTransport::ready(quint32 events)
{
    if (m_listener != nullptr && (events & EPOLLIN) != 0) {
        read();
    } else if (m_listener != nullptr && (events & (EPOLLERR | EPOLLHUP)) != 0) {
        // Reported for as long as the descriptor is watched, whatever is asked for.
        m_poller.remove(m_descriptor);
        noticeEnd();
    }
    if (m_listener != nullptr && m_writing && (events & EPOLLOUT) != 0) {
        m_writing = false;
        watch();
        m_listener->writePossible();
    }
}

void EpollTransport::read()
{
    // One buffer for all connections of the thread: what is read is consumed before the next read.
    thread_local std::array<char, mostRead> buffer;
    ssize_t count = 0;
    do {
        count = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
    } while (count < 0 && errno == EINTR);
    if (count > 0) {
        m_listener->bytesRead(QByteArrayView(buffer.data(), count));
    } else if (count == 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) {
        noticeEnd();
    }
}

void EpollTransport::noticeEnd()
{
    if (!m_ended) {
        m_ended = true;
        watch();
        m_listener->readEnded();
    }
}

} // namespace landline::server
