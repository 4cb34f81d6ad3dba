// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/listener.h"

#include <chrono>

namespace landline::server {

using namespace std::chrono_literals;

Listener::Listener(QObject* parent)
    : QTcpServer(parent)
{
    constexpr int backlog
        = 4096; // a whole team reconnecting at once; the system cuts it to what it allows
    setListenBacklogSize(backlog);
    m_retry.setSingleShot(true);
    m_retry.setInterval(250ms); // accepting is back well within a second of descriptors being back
    connect(&m_retry, &QTimer::timeout, this, &Listener::resumeAccepting);
    // QTcpServer has paused itself by now, so nothing spins.
    connect(this, &QTcpServer::acceptError, &m_retry, qOverload<>(&QTimer::start));
}

void Listener::incomingConnection(qintptr descriptor)
{
    Q_EMIT accepted(descriptor);
}

} // namespace landline::server
