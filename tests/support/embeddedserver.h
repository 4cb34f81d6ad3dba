// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/serverconfig.h"
#include "server/serverthread.h"

#include <QObject>
#include <QTemporaryDir>
#include <QUrl>

#include <functional>
#include <memory>

namespace landline::support {

/// A room server in this process, on the loopback address and a port that was free.
///
/// Its data are in a directory of its own, which outlives stop(), kill() and restart() and goes
/// with the object. The rate limit and those for addresses are off, so that a test may say as much as it
/// likes; `adjust` may put them on again, or set anything else. The server runs in its own thread; this object is used
/// from the thread that made it.
class EmbeddedServer final : public QObject {
    Q_OBJECT

public:
    using Adjust = std::function<void(server::ServerConfig&)>;

    explicit EmbeddedServer(const Adjust& adjust = {}, QObject* parent = nullptr);
    ~EmbeddedServer() override;

    /// Blocks until the server takes connections; false where it cannot, and status() says why.
    /// A start after a stop or a kill is on the same port and directory.
    [[nodiscard]] bool start();
    /// Asks for a graceful stop and returns: what it tells its clients can be watched.
    void beginStop();
    /// A graceful stop to its end. The event loop runs meanwhile.
    void stop();
    /// Ends it as a crash would: nobody is told, and what was committed stays.
    void kill();
    [[nodiscard]] bool restart();

    bool isRunning() const;
    server::ServerStatus status() const;
    quint16 port() const { return m_config.port; }
    /// The server's address with `path`, such as "/ws".
    QUrl url(const QString& path = QStringLiteral("/ws")) const;
    QString dataDir() const { return m_config.dataDir; }

private:
    QTemporaryDir m_dir;
    server::ServerConfig m_config;
    std::unique_ptr<server::ServerThread> m_thread;
};

} // namespace landline::support
