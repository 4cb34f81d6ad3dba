// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/result.h"

#include <QHostAddress>
#include <QList>
#include <QString>

#include <chrono>

namespace landline::server {

/// Everything an operator (or a test) may set. The table in serverconfig.cpp gives each its name in
/// the configuration file, its LANDLINE_* variable, unit, range and reason.
struct ServerConfig {
    QString name = QStringLiteral("Landline"); ///< Of the team, shown to clients.
    QList<QHostAddress> listen { QHostAddress(QHostAddress::Any) };
    quint16 port = 8800; ///< 0 for one that is free.
    QString dataDir; ///< Where landline.sqlite is; unused with inMemory.
    bool inMemory = false; ///< Nothing is kept when the server stops.

    std::chrono::milliseconds headDeadline { 10000 }; ///< For a whole request head.
    std::chrono::milliseconds helloDeadline { 10000 };
    std::chrono::milliseconds pingInterval { 30000 };
    std::chrono::milliseconds silenceDeadline {
        60000
    }; ///< A peer that sends nothing for this long is gone.
    std::chrono::milliseconds writeDeadline {
        10000
    }; ///< A write without progress for this long ends the connection.
    std::chrono::milliseconds closeDeadline {
        2000
    }; ///< For the other side's part of the closing handshake.
    std::chrono::milliseconds drainDeadline { 5000 }; ///< For all of a graceful stop.
    std::chrono::milliseconds userListInterval {
        1000
    }; ///< Between two lists sent to simple connections of a room.

    qint64 lagBytes = 1 << 20; ///< A member that is further behind is closed with 4008.
    int connections = 0; ///< At most; 0 for what the descriptor limit allows.
    int connectionsPerAddress = 256; ///< At most; 0 lifts this limit and the next two.
    double connectRate = 50; ///< New connections a second from one address, in the long run.
    int connectBurst = 1000; ///< New connections at once from one address.
    bool compression = true; ///< permessage-deflate for clients that ask for it.
    bool portableSockets = false; ///< Qt's sockets where there is something quicker, to test them.
    bool search = true; ///< Messages are indexed and can be searched.
    bool rateLimited = true;
    double rate = 5; ///< Messages a second for each user, in the long run.
    int burst = 20; ///< Messages at once for each user.
    QStringList allowedOrigins; ///< Besides the server's own.
    QStringList allowedHosts; ///< Names for this machine besides its own.
};

/// Reads defaults, then a file of `key = value` lines (where path is not empty), then LANDLINE_* variables.
/// Fails with BadField naming the key, what was wrong and what would be right.
Result<ServerConfig> readServerConfig(const QString& path);

/// Takes one setting by its name in the configuration file. `where` begins the sentence of a failure:
/// the option, variable or line that the text came from.
Outcome applySetting(
    ServerConfig& config, const QString& name, const QString& text, const QString& where);

} // namespace landline::server
