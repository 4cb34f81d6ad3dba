// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/listener.h"

#include <chrono>

#ifdef Q_OS_UNIX
#include <cerrno>

#include <fcntl.h>
#include <sys/socket.h>
#endif

namespace landline::server {

using namespace std::chrono_literals;

namespace {

#ifdef Q_OS_UNIX

/// Connections taken in one turn of the event loop, so that a crowd at the door does not hold up those inside.
constexpr int mostAtOnce = 128;

/// Below zero where there is none, and errno says why.
int acceptOne(int listening)
{
    int descriptor = -1;
    do {
#ifdef Q_OS_LINUX
        descriptor = ::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
#else
        descriptor = ::accept(listening, nullptr, nullptr);
#endif
        // ECONNABORTED: that one has gone again. The next one may be there.
    } while (descriptor < 0 && (errno == EINTR || errno == ECONNABORTED));
#ifndef Q_OS_LINUX
    if (descriptor >= 0) {
        ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    }
#endif
    return descriptor;
}

#endif

} // namespace

Listener::Listener(QObject* parent)
    : QTcpServer(parent)
{
    constexpr int backlog
        = 4096; // a whole team reconnecting at once; the system cuts it to what it allows
    setListenBacklogSize(backlog);
    m_retry.setSingleShot(true);
    m_retry.setInterval(250ms); // accepting is back well within a second of descriptors being back
    connect(&m_retry, &QTimer::timeout, this, &Listener::resume);
    m_spare.take();
}

Listener::~Listener() = default;

bool Listener::open(const QHostAddress& address, quint16 port)
{
    if (!listen(address, port)) {
        return false;
    }
#ifdef Q_OS_UNIX
    pauseAccepting(); // for good: it has done its part
    m_notifier = std::make_unique<QSocketNotifier>(socketDescriptor(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Listener::acceptAll);
#else
    connect(this, &QTcpServer::acceptError, this, &Listener::waitForDescriptors);
#endif
    return true;
}

void Listener::acceptAll()
{
#ifdef Q_OS_UNIX
    for (int i = 0; i < mostAtOnce; ++i) {
        const int descriptor = acceptOne(static_cast<int>(socketDescriptor()));
        if (descriptor >= 0) {
            incomingConnection(descriptor);
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            break;
        } else if (m_spare.isHeld()) {
            // Linux says so before it looks whether anybody is there: the next turn tells.
            m_spare.release();
        } else {
            waitForDescriptors();
            return;
        }
    }
    m_spare.take();
#endif
}

void Listener::waitForDescriptors()
{
    if (m_notifier) {
        m_notifier->setEnabled(false);
    }
    m_retry.start();
}

void Listener::resume()
{
    if (m_notifier) {
        m_notifier->setEnabled(true);
    } else {
        resumeAccepting();
    }
}

void Listener::incomingConnection(qintptr descriptor)
{
    const bool hasMore = m_spare.isHeld() || m_spare.take();
    if (hasMore) {
        Q_EMIT accepted(descriptor);
    } else {
        Q_EMIT overflowed(descriptor);
        m_spare.take();
    }
}

} // namespace landline::server
