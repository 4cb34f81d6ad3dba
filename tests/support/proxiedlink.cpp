// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/proxiedlink.h"

#include "tests/support/faultproxy.h"

namespace landline::support {

namespace {

/// Bytes held for a side that is slower than the other; beyond them reading stops, so that TCP
/// itself pushes back as a slow network would.
constexpr qint64 windowBytes = 64 * 1024;
/// A throttled link sends this many parcels a second.
constexpr qint64 parcelsPerSecond = 50;

qint64 bytesIn(const auto& parcels)
{
    qint64 bytes = 0;
    for (const auto& parcel : parcels)
        bytes += parcel.bytes.size();
    return bytes;
}

} // namespace

ProxiedLink::ProxiedLink(QTcpSocket* client, FaultProxy* proxy)
    : QObject(proxy)
    , m_proxy(proxy)
    , m_client(client)
{
    m_client->setParent(this);
    m_client->setReadBufferSize(windowBytes);
    m_target.setReadBufferSize(windowBytes);
    m_up.from = m_client;
    m_up.to = &m_target;
    m_down.from = &m_target;
    m_down.to = m_client;
    m_alarm.setSingleShot(true);
    m_alarm.setTimerType(Qt::PreciseTimer);
    connect(&m_alarm, &QTimer::timeout, this, qOverload<>(&ProxiedLink::pump));
    for (Direction* direction : { &m_up, &m_down }) {
        connect(
            direction->from, &QTcpSocket::readyRead, this, [this, direction] { take(*direction); });
        connect(direction->from, &QTcpSocket::bytesWritten, this, qOverload<>(&ProxiedLink::pump));
        connect(direction->from, &QTcpSocket::disconnected, this, [this, direction] {
            direction->ended = true;
            take(*direction);
            pump();
        });
    }
    connect(&m_target, &QTcpSocket::connected, this, qOverload<>(&ProxiedLink::pump));
    connect(
        &m_target, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
            if (error == QAbstractSocket::ConnectionRefusedError)
                finish();
        });
    m_target.connectToHost(m_proxy->m_host, m_proxy->m_targetPort);
    m_target.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

ProxiedLink::~ProxiedLink()
{
    m_proxy->m_links.remove(this);
    for (QTcpSocket* socket : { m_client, &m_target }) {
        socket->disconnect(this);
        socket->abort();
    }
}

void ProxiedLink::pump()
{
    if (m_proxy->m_stalled)
        return;
    take(m_up);
    take(m_down);
    pump(m_up);
    pump(m_down);
    if ((m_up.ended && m_up.parcels.isEmpty()) || (m_down.ended && m_down.parcels.isEmpty()))
        finish();
}

void ProxiedLink::take(Direction& direction)
{
    if (m_proxy->m_stalled || bytesIn(direction.parcels) >= windowBytes)
        return;
    QByteArray bytes = direction.from->readAll();
    if (bytes.isEmpty())
        return;
    direction.parcels.enqueue({ Clock::now() + m_proxy->m_delay, std::move(bytes) });
    pump(direction);
}

void ProxiedLink::pump(Direction& direction)
{
    if (direction.to->state() != QAbstractSocket::ConnectedState)
        return;
    const qint64 throttle = &direction == &m_down ? m_proxy->m_throttle : 0;
    while (!direction.parcels.isEmpty() && direction.to->bytesToWrite() < windowBytes) {
        const Clock::time_point due
            = std::max(direction.parcels.head().due, direction.throttledUntil);
        const Clock::time_point now = Clock::now();
        if (due > now) {
            m_alarm.start(std::chrono::ceil<std::chrono::milliseconds>(due - now));
            return;
        }
        sendParcel(direction, throttle);
    }
}

void ProxiedLink::sendParcel(Direction& direction, qint64 throttle)
{
    Parcel parcel = direction.parcels.dequeue();
    if (throttle > 0) {
        const qint64 size = std::max<qint64>(1, throttle / parcelsPerSecond);
        if (parcel.bytes.size() > size) {
            direction.parcels.prepend({ parcel.due, parcel.bytes.sliced(size) });
            parcel.bytes.truncate(size);
        }
        direction.throttledUntil
            = Clock::now() + std::chrono::microseconds(1'000'000 * parcel.bytes.size() / throttle);
    }
    direction.to->write(parcel.bytes);
    if (&direction == &m_down)
        m_proxy->m_bytesDelivered += parcel.bytes.size();
}

void ProxiedLink::finish()
{
    m_proxy->m_links.remove(this);
    m_alarm.stop();
    for (QTcpSocket* socket : { m_client, &m_target }) {
        socket->disconnect(this);
        if (socket->state() == QAbstractSocket::ConnectedState && socket->bytesToWrite() > 0) {
            connect(socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
            socket->disconnectFromHost();
            return;
        }
        socket->abort();
    }
    deleteLater();
}

} // namespace landline::support
