// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/doorkeeper.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

class QTcpSocket;

namespace landline::server {

class FrontDoor;

/// A connection whose first request is still being read. Owned by the FrontDoor; ends by itself.
class Visitor final : public QObject {
    Q_OBJECT

public:
    Visitor(QTcpSocket* socket, DoorKeeper& keeper, FrontDoor& door,
        std::chrono::milliseconds deadline);
    ~Visitor() override;

    QTcpSocket* socket() const { return m_socket; }
    /// The request, once it is an upgrade that may go on.
    const RequestHead& head() const { return m_head; }
    /// What came behind that request.
    const QByteArray& early() const { return m_early; }
    /// The socket belongs to somebody else from now on.
    QTcpSocket* releaseSocket();

private:
    void read();
    void decide();
    void passOn();
    void reply(const HttpReply& reply);
    void endWriting();
    void leave();

    QTcpSocket* m_socket; ///< A child of this, until released.
    DoorKeeper& m_keeper;
    FrontDoor& m_door;
    QTimer m_deadline;
    RequestHead m_head;
    QByteArray m_early;
    bool m_decided = false;
};

} // namespace landline::server
