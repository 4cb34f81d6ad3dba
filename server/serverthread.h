// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/eventthread.h"
#include "server/serverconfig.h"
#include "server/serverstatus.h"

#include <QObject>

#include <memory>

namespace landline::server {

class ChatServer;

/// A ChatServer in a thread of its own, for programs whose main thread has other work (the tray, the test harness).
///
/// start() and stop() return at once; statusChanged tells how it went. All values that cross are copies.
/// Lives in, and is to be used from, the thread that made it.
class ServerThread final : public QObject {
    Q_OBJECT

public:
    explicit ServerThread(ServerConfig config, QObject* parent = nullptr);
    /// Stops in good order first, which takes at most ServerConfig::drainDeadline.
    ~ServerThread() override;

    const ServerConfig& config() const { return m_config; }
    /// As last reported.
    const ServerStatus& status() const { return m_status; }

    /// Blocks until the server runs or has failed to start; for tests and for mains without a screen.
    bool waitUntilStarted();
    /// Blocks until it has stopped.
    void waitUntilStopped();
    /// Ends all at once as a killed process would: no draining, no closing handshake. What was
    /// committed stays. For crash tests.
    void kill();

public Q_SLOTS:
    void start();
    /// Closes each connection with 1001 once its queue is flushed, commits, and stops.
    void stop();

Q_SIGNALS:
    void statusChanged(const landline::server::ServerStatus& status);

private:
    void takeStatus(const ServerStatus& status);

    ServerConfig m_config;
    ServerStatus m_status;
    EventThread m_thread;
    std::unique_ptr<ChatServer> m_server; ///< Lives in the thread.
};

} // namespace landline::server
