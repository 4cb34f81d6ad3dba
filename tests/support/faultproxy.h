// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSet>
#include <QString>
#include <QTcpServer>

#include <chrono>

namespace landline::support {

class ProxiedLink;

/// A bad network: a TCP relay on the loopback address that can delay, throttle, go silent and cut.
///
/// What is set holds for the links there are and for those to come. Used from the thread that made
/// it.
class FaultProxy final : public QObject {
    Q_OBJECT

public:
    FaultProxy(const QString& host, quint16 targetPort, QObject* parent = nullptr);
    ~FaultProxy() override;

    /// On 127.0.0.1; 0 where it could not listen.
    quint16 port() const { return m_listener.serverPort(); }
    int links() const { return int(m_links.size()); }
    /// Bytes that came from the target and were passed on, over all links.
    qint64 bytesDelivered() const { return m_bytesDelivered; }

    /// Each byte reaches the other side this much later.
    void setDelay(std::chrono::milliseconds delay);
    /// At most so many bytes a second towards the clients, for each link; 0 for as many as come.
    void setThrottle(qint64 bytesPerSecond);
    /// Half-open: both sides hold a connection over which nothing goes any more. What was sent
    /// meanwhile goes on its way with `false`.
    void setStalled(bool stalled);
    /// New connections are accepted and closed at once.
    void setRefusing(bool refusing) { m_refusing = refusing; }
    /// Closes each link on both sides without a farewell; what it held is lost. New connections are
    /// relayed.
    void cut();

private:
    friend class ProxiedLink;
    void acceptPending();

    QTcpServer m_listener;
    QString m_host;
    quint16 m_targetPort;
    QSet<ProxiedLink*> m_links;
    std::chrono::milliseconds m_delay { 0 };
    qint64 m_throttle = 0;
    qint64 m_bytesDelivered = 0;
    bool m_stalled = false;
    bool m_refusing = false;
};

} // namespace landline::support
