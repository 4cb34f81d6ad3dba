// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/transport.h"

#include <QObject>
#include <QTcpSocket>

namespace landline::server {

/// A Transport on a QTcpSocket: works wherever Qt does.
class SocketTransport final : public QObject, public Transport {
    Q_OBJECT

public:
    /// Takes over a connected descriptor.
    explicit SocketTransport(qintptr descriptor, QObject* parent = nullptr);
    ~SocketTransport() override;

    void start(TransportListener& listener) override;
    QHostAddress peerAddress() const override { return m_socket.peerAddress(); }
    qint64 write(std::span<const QByteArrayView> pieces) override;
    void setReading(bool reading) override;
    void finish() override;
    void abort() override;

private:
    /// The length of the prefix that is taken.
    qint64 take(QByteArrayView piece);
    void read();
    void noticeWritten();
    void endWriting();
    void noticeEnd();

    QTcpSocket m_socket;
    TransportListener* m_listener = nullptr;
    bool m_reading = true;
    bool m_finishing = false;
    bool m_writing = false; ///< write() is under way.
    bool m_cutShort = false; ///< The last write was, so the listener waits for writePossible.
};

} // namespace landline::server
