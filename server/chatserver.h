// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/clock.h"
#include "server/dashboard/dashboard.h"
#include "server/dashboard/dashboardmeter.h"
#include "server/net/conversations.h"
#include "server/net/frontdoor.h"
#include "server/net/hostpolicy.h"
#include "server/rooms/requesthandler.h"
#include "server/serverconfig.h"
#include "server/serverstatus.h"
#include "server/store/datadirectory.h"
#include "server/store/eventstore.h"
#include "server/turn.h"
#include "server/web/pages.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace landline::server {

struct Chat;

/// A Landline server: puts its parts together, starts them and stops them.
///
/// Lives in the network thread: the thread that made it, or that it was moved to before start().
class ChatServer final : public QObject, private DoorKeeper {
    Q_OBJECT

public:
    ChatServer(ServerConfig config, const Clock& clock, QObject* parent = nullptr);
    ~ChatServer() override;

    const ServerStatus& status() const { return m_status; }

public Q_SLOTS:
    /// Opens the store and listens; statusChanged tells how it went. Only from Stopped or Failed.
    void start();
    /// Commits what is under way, closes each connection with 1001 once its queue is flushed, and stops.
    void stop();
    /// Drops everything at once, as a killed process would.
    void kill();

Q_SIGNALS:
    void statusChanged(const landline::server::ServerStatus& status);

private:
    std::optional<Refusal> refuseUpgrade(
        const RequestHead& head, const QHostAddress& address) override;
    HttpReply answer(const RequestHead& head) override;
    std::size_t roomAtDoor() const override;
    bool mayDeflate() const override { return m_config.compression; }
    void replied(int status) override { ++m_metrics.replies[status]; }
    void arrived(Arrival arrival) override;

    void fail(ServerProblem problem, const QString& detail);
    void setState(ServerState state);
    Gauges gauges() const;
    void converse(const std::shared_ptr<Conversation>& conversation, const QHostAddress& address);
    void startChat(Arrival arrival);
    void startDashboard(Arrival arrival);
    std::unique_ptr<Peer> makePeer(Arrival& arrival);
    void forget(Conversation& conversation);
    void closeAll();
    void finish();
    void sweep();
    void report();
    void noteFailing(bool failing);

    ServerConfig m_config;
    const Clock& m_clock;
    HostPolicy m_hosts;
    AddressLimits m_addresses;
    Pages m_pages;
    PeerLimits m_peerLimits;
    Turn m_turn;
    Metrics m_metrics;
    DashboardMeter m_meter;
    std::unique_ptr<Dashboard> m_dashboard;
    Clock::Steady::time_point m_startedAt;
    ServerStatus m_status;
    ServerStatus m_reported;
    DataDirectory m_dataDirectory;
    std::unique_ptr<EventStore> m_store;
    std::unique_ptr<Chat> m_chat;
    Compression m_compression;
    std::unique_ptr<TransportFactory> m_transports;
    std::unique_ptr<FrontDoor> m_door;
    Conversations m_conversations;
    QTimer m_sweepTimer;
    QTimer m_reportTimer;
    QTimer m_drainTimer;
    std::size_t m_mostConnections = 0;
};

} // namespace landline::server
