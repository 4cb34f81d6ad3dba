// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/doorkeeper.h"
#include "server/serverstatus.h"

#include <QHash>
#include <QObject>
#include <QWebSocketServer>

#include <chrono>
#include <memory>
#include <vector>

class QTcpSocket;

namespace landline::server {

class Listener;
class TransportFactory;
class Visitor;

/// Why listening failed.
struct ListenFailure {
    ServerProblem problem = ServerProblem::Other;
    QString detail;
};

/// The one door of the server: takes connections, reads their first request within a deadline, answers pages,
/// and has QWebSocketServer shake hands with those that want a WebSocket. Network thread only.
class FrontDoor final : public QObject {
    Q_OBJECT

public:
    FrontDoor(DoorKeeper& keeper, TransportFactory& transports,
        std::chrono::milliseconds headDeadline, QObject* parent = nullptr);
    ~FrontDoor() override;

    /// Listens on all addresses at one port; 0 takes one that is free.
    std::optional<ListenFailure> listen(const QList<QHostAddress>& addresses, quint16 port);
    quint16 port() const;
    /// Takes no more connections; those before their handshake are dropped.
    void close();

private:
    friend class Visitor;

    void receive(qintptr descriptor);
    void shakeHands(Visitor& visitor);
    void takeUpgraded();
    void forget(QTcpSocket* socket);

    DoorKeeper& m_keeper;
    TransportFactory& m_transports;
    std::chrono::milliseconds m_headDeadline;
    std::vector<std::unique_ptr<Listener>> m_listeners;
    QWebSocketServer m_handshakes;
    QHash<QTcpSocket*, Visitor*> m_visitors;
};

} // namespace landline::server
