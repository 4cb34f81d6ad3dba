// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQueue>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>

namespace landline::support {

class FaultProxy;

/// One connection through a FaultProxy, with what is under way in each direction. Deletes itself at
/// its end.
class ProxiedLink final : public QObject {
    Q_OBJECT

public:
    /// Takes over `client`.
    ProxiedLink(QTcpSocket* client, FaultProxy* proxy);
    ~ProxiedLink() override;

    /// Sends on what may go by now, after a setting has changed.
    void pump();

private:
    using Clock = std::chrono::steady_clock;
    struct Parcel {
        Clock::time_point due;
        QByteArray bytes;
    };
    struct Direction {
        QTcpSocket* from = nullptr;
        QTcpSocket* to = nullptr;
        QQueue<Parcel> parcels;
        Clock::time_point throttledUntil;
        bool ended = false; ///< `from` has closed: close `to` once all is sent.
    };

    void take(Direction& direction);
    void pump(Direction& direction);
    void sendParcel(Direction& direction, qint64 throttle);
    void finish();

    FaultProxy* m_proxy;
    QTcpSocket* m_client;
    QTcpSocket m_target;
    Direction m_up;
    Direction m_down;
    QTimer m_alarm;
};

} // namespace landline::support
