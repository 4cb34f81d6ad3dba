// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/poller.h"
#include "server/net/transport.h"

namespace landline::server {

/// A Transport on the bare descriptor: nothing is kept in this process, neither read ahead nor yet to be written.
/// Linux alone; SocketTransport is its portable counterpart.
class EpollTransport final : public Transport, private Pollable {
public:
    /// Takes over a connected descriptor. The poller outlives the transport.
    EpollTransport(int descriptor, Poller& poller);
    ~EpollTransport() override;
    Q_DISABLE_COPY_MOVE(EpollTransport)

    void start(TransportListener& listener) override;
    QHostAddress peerAddress() const override;
    qint64 write(std::span<const QByteArrayView> pieces) override;
    void setReading(bool reading) override;
    void finish() override;
    void abort() override;

private:
    void ready(quint32 events) override;
    void read();
    void noticeEnd();
    void watch();

    int m_descriptor;
    Poller& m_poller;
    TransportListener* m_listener = nullptr;
    bool m_reading = true;
    bool m_writing = false; ///< Waits for writePossible.
    bool m_ended = false;
};

} // namespace landline::server
