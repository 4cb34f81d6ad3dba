// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/names.h"

#include <QString>
#include <QUrl>

#include <optional>

namespace landline::client {

/// Where a server is, as a person writes it.
///
/// Accepted: "host", "host:port", "[v6]:port", and URLs of the schemes ws, wss, http, https and
/// landline with an optional room as path: "ws://host:port/room", "landline://host:port/room?...",
/// or as a browser has it: "https://host:port/#/room". Without a port 8800 is meant, or 80 and 443
/// for http and https, as a browser would take them.
struct ServerAddress {
    QString host;
    quint16 port = 8800;
    bool secure = false; ///< wss.
    std::optional<RoomName> room;

    /// Fails with BadField or BadName and a sentence that says what would be right.
    static Result<ServerAddress> fromUserInput(const QString& text);

    /// "ws://host:port/ws", for the WebSocket.
    QUrl webSocketUrl() const;
    /// "ws://host:port" or, with a room, "ws://host:port/room".
    QString toString() const;
    /// "host" or "host:port" where the port is not the default: for people.
    QString displayName() const;

    bool operator==(const ServerAddress&) const = default;
};

} // namespace landline::client
