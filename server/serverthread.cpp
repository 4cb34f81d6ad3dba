// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/serverthread.h"

#include "server/chatserver.h"

#include <QEventLoop>

namespace landline::server {

namespace {

const Clock& systemClock()
{
    static const SystemClock clock;
    return clock;
}

bool isSettled(ServerState state)
{
    return state != ServerState::Starting && state != ServerState::Stopping;
}

bool hasEnded(ServerState state)
{
    return state == ServerState::Stopped || state == ServerState::Failed;
}

} // namespace

ServerThread::ServerThread(ServerConfig config, QObject* parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_thread(QStringLiteral("landline-network"))
    , m_server(std::make_unique<ChatServer>(m_config, systemClock()))
{
    m_thread.adopt(*m_server);
    connect(m_server.get(), &ChatServer::statusChanged, this, &ServerThread::takeStatus);
}

ServerThread::~ServerThread()
{
    stop();
    waitUntilStopped();
    m_thread.run([this] { m_server.reset(); });
}

void ServerThread::takeStatus(const ServerStatus& status)
{
    m_status = status;
    Q_EMIT statusChanged(m_status);
}

void ServerThread::start()
{
    m_status = {};
    m_status.state = ServerState::Starting;
    QMetaObject::invokeMethod(m_server.get(), &ChatServer::start);
}

void ServerThread::stop()
{
    QMetaObject::invokeMethod(m_server.get(), &ChatServer::stop);
}

void ServerThread::kill()
{
    QMetaObject::invokeMethod(m_server.get(), &ChatServer::kill, Qt::BlockingQueuedConnection);
    waitUntilStopped();
}

bool ServerThread::waitUntilStarted()
{
    QEventLoop loop;
    connect(this, &ServerThread::statusChanged, &loop, [&loop](const ServerStatus& status) {
        if (isSettled(status.state)) {
            loop.quit();
        }
    });
    if (!isSettled(m_status.state)) {
        loop.exec();
    }
    return m_status.state == ServerState::Running || m_status.state == ServerState::Degraded;
}

void ServerThread::waitUntilStopped()
{
    QEventLoop loop;
    connect(this, &ServerThread::statusChanged, &loop, [&loop](const ServerStatus& status) {
        if (hasEnded(status.state)) {
            loop.quit();
        }
    });
    if (!hasEnded(m_status.state)) {
        loop.exec();
    }
}

} // namespace landline::server
