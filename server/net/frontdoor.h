// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/handshaker.h"
#include "server/net/visitor.h"
#include "server/serverstatus.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <map>
#include <memory>
#include <vector>

namespace landline::server {

class Listener;
class TransportFactory;

/// Why listening failed.
struct ListenFailure {
    ServerProblem problem = ServerProblem::Other;
    QString detail;
};

/// The one door of the server: takes connections, reads their requests within a deadline each, answers pages,
/// and shakes hands with those that want a WebSocket.
///
/// Where the door is full, or full of one address, the oldest of those that have not said what they want makes room:
/// who means it says it at once. An address that knocks too fast is turned away with 429. Network thread only.
class FrontDoor final : public QObject, private VisitorHandler {
    Q_OBJECT

public:
    FrontDoor(DoorKeeper& keeper, TransportFactory& transports, AddressLimits& addresses,
        const Clock& clock, std::chrono::milliseconds headDeadline, QObject* parent = nullptr);
    ~FrontDoor() override;

    /// Listens on all addresses at one port; 0 takes one that is free.
    std::optional<ListenFailure> listen(const QList<QHostAddress>& addresses, quint16 port);
    quint16 port() const;
    /// Takes no more connections; those before their handshake are dropped.
    void close();

private:
    void handshakeDue(Visitor& visitor, const RequestHead& head) override;
    void upgradeGranted(Visitor& visitor) override;
    void served(Visitor& visitor) override;
    void left(Visitor& visitor) override { forget(visitor); }

    using Visitors = std::map<quint64, std::unique_ptr<Visitor>>; // by their numbers

    void receive(qintptr descriptor);
    void refuse(qintptr descriptor);
    void turnAway(std::unique_ptr<Visitor> visitor, const Refusal& refusal);
    void makeRoom(const AddressKey& key);
    Visitor& keep(Visitors& visitors, std::unique_ptr<Visitor> visitor);
    void forget(Visitor& visitor);
    void checkDeadlines();

    DoorKeeper& m_keeper;
    TransportFactory& m_transports;
    AddressLimits& m_addresses;
    const Clock& m_clock;
    std::chrono::milliseconds m_headDeadline;
    Handshaker m_handshaker;
    std::vector<std::unique_ptr<Listener>> m_listeners;
    quint64 m_count = 0; ///< Of all that ever came.
    Visitors m_visitors;
    Visitors m_turnedAway; ///< Who came too often, and is only still to take the reply.
    std::vector<std::unique_ptr<Visitor>>
        m_gone; ///< Let go of in the next turn, when nothing calls them any more.
    QTimer m_deadlineTimer; ///< Runs while there are visitors.
};

} // namespace landline::server
