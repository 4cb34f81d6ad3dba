// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultproxy.h"

#include "tests/support/proxiedlink.h"

namespace landline::support {

FaultProxy::FaultProxy(const QString& host, quint16 targetPort, QObject* parent)
    : QObject(parent)
    , m_host(host)
    , m_targetPort(targetPort)
{
    // Qt's own 30 would drop a burst of connections (TRAPS: maxPendingConnections).
    m_listener.setMaxPendingConnections(4096);
    connect(&m_listener, &QTcpServer::newConnection, this, &FaultProxy::acceptPending);
    m_listener.listen(QHostAddress(QHostAddress::LocalHost), 0);
}

FaultProxy::~FaultProxy()
{
    // Also those that are only still flushing: they must not outlive what they point to.
    qDeleteAll(findChildren<ProxiedLink*>());
}

void FaultProxy::setDelay(std::chrono::milliseconds delay)
{
    m_delay = delay;
}

void FaultProxy::setThrottle(qint64 bytesPerSecond)
{
    m_throttle = bytesPerSecond;
    const auto links = m_links; // a link that ends takes itself out
    for (ProxiedLink* link : links)
        link->pump();
}

void FaultProxy::setStalled(bool stalled)
{
    m_stalled = stalled;
    const auto links = m_links; // a link that ends takes itself out
    for (ProxiedLink* link : links)
        link->pump();
}

void FaultProxy::cut()
{
    const QSet<ProxiedLink*> links = m_links;
    qDeleteAll(links);
}

void FaultProxy::acceptPending()
{
    while (QTcpSocket* client = m_listener.nextPendingConnection()) {
        if (m_refusing) {
            client->abort();
            client->deleteLater();
            continue;
        }
        m_links.insert(new ProxiedLink(client, this));
    }
}

} // namespace landline::support
