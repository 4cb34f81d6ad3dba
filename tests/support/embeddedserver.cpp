// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/embeddedserver.h"

#include "tests/support/waiting.h"

using namespace Qt::StringLiterals;

namespace landline::support {

using server::ServerState;
using server::ServerStatus;

EmbeddedServer::EmbeddedServer(const Adjust& adjust, QObject* parent)
    : QObject(parent)
{
    m_config.name = u"Harness"_s;
    m_config.listen = { QHostAddress(QHostAddress::LocalHost) };
    m_config.port = 0;
    m_config.dataDir = m_dir.path();
    m_config.rateLimited = false;
    m_config.connectionsPerAddress = 0; // all come from here
    if (adjust)
        adjust(m_config);
}

EmbeddedServer::~EmbeddedServer() = default;

bool EmbeddedServer::start()
{
    m_thread = std::make_unique<server::ServerThread>(m_config);
    m_thread->start();
    if (!m_thread->waitUntilStarted())
        return false;
    m_config.port = m_thread->status().port;
    return true;
}

void EmbeddedServer::beginStop()
{
    if (m_thread)
        m_thread->stop();
}

void EmbeddedServer::stop()
{
    beginStop();
    waitUntil([this] { return !isRunning(); });
    m_thread.reset();
}

void EmbeddedServer::kill()
{
    if (m_thread)
        m_thread->kill();
    m_thread.reset();
}

bool EmbeddedServer::restart()
{
    stop();
    return start();
}

bool EmbeddedServer::isRunning() const
{
    const ServerState state = status().state;
    return state != ServerState::Stopped && state != ServerState::Failed;
}

ServerStatus EmbeddedServer::status() const
{
    return m_thread ? m_thread->status() : ServerStatus {};
}

QUrl EmbeddedServer::url(const QString& path) const
{
    QUrl url;
    url.setScheme(u"ws"_s);
    url.setHost(u"127.0.0.1"_s);
    url.setPort(m_config.port);
    url.setPath(path);
    return url;
}

} // namespace landline::support
