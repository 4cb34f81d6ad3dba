// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/frame.h"
#include "server/net/inflater.h"
#include "server/net/peer.h"
#include "server/net/transport.h"
#include "tests/server/clientframes.h"
#include "tests/support/manualclock.h"

#include <QByteArray>
#include <QList>

#include <limits>
#include <memory>

namespace landline::server::testing {

/// A Transport that takes as many bytes as it is told, and keeps them.
class SteppedTransport final : public Transport {
public:
    /// What the Peer's transport leaves behind, because the Peer may destroy it.
    struct State {
        QByteArray written;
        qint64 room = std::numeric_limits<qint64>::max();
        int writes = 0;
        TransportListener* listener = nullptr;
        bool reading = true;
        bool finished = false;
        bool aborted = false;
        bool cutShort = false;
    };

    explicit SteppedTransport(State& state)
        : m_state(state)
    {
    }
    ~SteppedTransport() override { abort(); }

    void start(TransportListener& listener) override { m_state.listener = &listener; }
    QHostAddress peerAddress() const override { return QHostAddress(QHostAddress::LocalHost); }
    qint64 write(std::span<const QByteArrayView> pieces) override
    {
        ++m_state.writes;
        qint64 taken = 0;
        for (const auto piece : pieces) {
            const qint64 part = std::min<qint64>(piece.size(), m_state.room);
            m_state.written.append(piece.first(static_cast<qsizetype>(part)));
            m_state.room -= part;
            taken += part;
            if (part < piece.size()) {
                m_state.cutShort = true;
                break;
            }
        }
        return taken;
    }
    void setReading(bool reading) override { m_state.reading = reading; }
    void finish() override { m_state.finished = true; }
    void abort() override
    {
        m_state.aborted = true;
        m_state.listener = nullptr;
    }

private:
    State& m_state;
};

/// The frames that a server's bytes are made of, as "text:hi", "deflated:hi", "ping:", "close:1000", and "cut" for a
/// rest.
inline QList<QByteArray> serverFrames(QByteArrayView bytes)
{
    QList<QByteArray> frames;
    while (!bytes.isEmpty()) {
        if (bytes.size() < 2 || (bytes.size() < 10 && (bytes[1] & 0x7f) > 125)
            || frameLength(bytes) > bytes.size()) {
            frames.append("cut");
            break;
        }
        const qint64 length = frameLength(bytes);
        const int head = (bytes[1] & 0x7f) == 127 ? 10 : (bytes[1] & 0x7f) == 126 ? 4 : 2;
        const auto payload
            = bytes.sliced(head, static_cast<qsizetype>(length) - head).toByteArray();
        const auto first = static_cast<quint8>(bytes[0]);
        switch (first) {
        case 0xc1: {
            const auto inflated = Inflater().inflate(payload, 1 << 24);
            const auto* message = std::get_if<QByteArray>(&inflated);
            frames.append(message != nullptr ? "deflated:" + *message : "bad deflate");
            break;
        }
        case 0x81:
            frames.append("text:" + payload);
            break;
        case 0x82:
            frames.append("binary:" + payload);
            break;
        case 0x88:
            frames.append(
                "close:" + QByteArray::number(qFromBigEndian<quint16>(payload.constData())));
            break;
        case 0x89:
            frames.append("ping:" + payload);
            break;
        case 0x8a:
            frames.append("pong:" + payload);
            break;
        default:
            frames.append("bad:" + QByteArray::number(first));
        }
        bytes = bytes.sliced(static_cast<qsizetype>(length));
    }
    return frames;
}

/// A Peer on a SteppedTransport, with a handler that keeps what it is told.
class SteppedPeer final : private PeerHandler {
public:
    SteppedPeer(const PeerLimits& limits, const Clock& clock, PeerCompression compression = {})
        : m_limits(limits)
        , m_peer(std::make_unique<Peer>(
              std::make_unique<SteppedTransport>(m_state), m_limits, clock, compression))
    {
        m_peer->start(*this, {});
    }

    Peer& operator*() { return *m_peer; }
    Peer* operator->() { return m_peer.get(); }
    SteppedTransport::State& transport() { return m_state; }
    QList<QByteArray> frames() const { return serverFrames(m_state.written); }
    const QList<QByteArray>& said() const { return m_said; }

    /// The client says something.
    void receive(const QByteArray& bytes)
    {
        if (m_state.listener != nullptr) {
            m_state.listener->bytesRead(bytes);
        }
    }
    /// The connection takes so many bytes more, and says so where it was asked for.
    void allow(qint64 bytes)
    {
        m_state.room = bytes;
        if (m_state.cutShort && m_state.listener != nullptr && bytes > 0) {
            m_state.cutShort = false;
            m_state.listener->writePossible();
        }
    }
    void allowAll() { allow(std::numeric_limits<qint64>::max()); }
    void endReading() { m_state.listener->readEnded(); }

private:
    void textReceived(Peer&, QByteArrayView text) override
    {
        m_said.append("text:" + text.toByteArray());
    }
    void binaryReceived(Peer&, QByteArrayView bytes) override
    {
        m_said.append("binary:" + bytes.toByteArray());
    }
    void oversizeReceived(Peer& peer) override
    {
        m_said.append("oversize");
        peer.sendText("too long");
    }
    void gone(Peer&) override { m_said.append("gone"); }

    PeerLimits m_limits;
    SteppedTransport::State m_state;
    QList<QByteArray> m_said;
    std::unique_ptr<Peer> m_peer;
};

} // namespace landline::server::testing
