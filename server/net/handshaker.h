// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/requesthead.h"

#include <QObject>
#include <QWebSocketServer>

#include <functional>

namespace landline::server {

/// Shakes hands (RFC 6455 section 4.2) by QWebSocketServer, which never gets to see a connection.
///
/// It takes over a QTcpSocket and keeps it, which no connection of ours could afford (TRAPS.md 1 to 9), so it is given one
/// that lives in memory: the request goes in, the answer comes out, and both are let go of. Network thread only.
class Handshaker final : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(const QByteArray& answer)>;

    explicit Handshaker(QObject* parent = nullptr);
    ~Handshaker() override;

    /// Calls back in a later turn with the answer to an upgrade request that faultOfHandshake() has nothing to say
    /// against; with an empty one where there is none. Not after this was destroyed.
    void shake(const RequestHead& head, Done done);

private:
    void dismissUpgraded();

    QWebSocketServer m_server;
};

} // namespace landline::server
