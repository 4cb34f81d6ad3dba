// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/clock.h"
#include "server/metrics/traffic.h"
#include "server/net/compression.h"
#include "server/net/frame.h"
#include "server/net/framelog.h"
#include "server/net/framereader.h"
#include "server/net/transport.h"

#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <vector>

namespace landline::server {

/// Bounds of one connection.
struct PeerLimits {
    qint64 message; ///< Bytes in a message from the client.
    qint64
        lag; ///< Bytes that rooms may hold for a client that does not read; beyond, it is closed with 4008.
    std::chrono::milliseconds pingInterval;
    std::chrono::milliseconds silence; ///< Without a byte from the client.
    std::chrono::milliseconds writing; ///< Without progress of a write.
    std::chrono::milliseconds closing; ///< For the closing handshake.
};

/// Who a Peer's messages are for. It must not destroy the peer within a call.
class PeerHandler {
public:
    virtual ~PeerHandler() = default;

    virtual void textReceived(Peer& peer, QByteArrayView text) = 0;
    virtual void binaryReceived(Peer& peer, QByteArrayView bytes) = 0;
    /// A message was over the limit; the connection closes with 1009 after this.
    virtual void oversizeReceived(Peer& peer) = 0;
    /// The connection is over. The last call.
    virtual void gone(Peer& peer) = 0;
};

/// The server's end of one WebSocket conversation (RFC 6455), after the handshake.
///
/// What is meant for this client alone goes through a queue, what is said in rooms comes from
/// their logs. Nothing here grows without bound: a client that does not read is not read from
/// either, and is cut off once it lags by more than its limit. Network thread only.
class Peer final : private TransportListener, private FrameSink {
public:
    /// `traffic`, where there is one, is told what passes; it outlives the peer.
    Peer(std::unique_ptr<Transport> transport, const PeerLimits& limits, const Clock& clock,
        PeerCompression compression = {}, Traffic* traffic = nullptr);
    ~Peer() override;

    /// Begins to read. `early` is what came with the handshake.
    void start(PeerHandler& handler, QByteArrayView early);

    /// Queues one whole frame behind the others.
    void send(QByteArray frame);
    /// Queues a message, compressed where that was agreed on and is worth it.
    void sendMessage(Opcode opcode, QByteArrayView payload);
    void sendText(QByteArrayView json) { sendMessage(Opcode::Text, json); }
    /// What compresses messages for this peer; null where none may be.
    Deflater* deflater() const { return m_deflater; }
    /// Calls back once all queued frames are written, at once if there are none; not after the connection is over.
    void whenDrained(std::function<void()> callback);
    /// From now on writes what the log gains.
    void follow(FrameLog& log);
    /// What the log held for this peer until now is queued.
    void unfollow(const FrameLog& log);
    /// How far the peer has come in a log; null where it does not follow it, or is being closed.
    LogCursor* cursorIn(const FrameLog& log) const;
    /// Writes as much as the connection takes.
    void flush();

    /// Closes in good order once all that waits is written, of the logs what they hold now. Messages that still arrive
    /// are ignored.
    void close(CloseCode code, const QString& reason);
    /// Drops the connection; PeerHandler::gone follows.
    void abort();
    /// Messages are not read for the time being; the client is held up.
    void setPaused(bool paused);
    bool isClosing() const { return m_closing || m_over; }
    bool isOver() const { return m_over; }
    /// Bytes that wait to be written.
    qint64 backlog() const;

    /// Looks at the deadlines; to be called several times within the shortest of them.
    void checkDeadlines(Clock::Steady::time_point now);

private:
    struct Batch;

    void bytesRead(QByteArrayView bytes) override;
    void writePossible() override;
    void readEnded() override;
    void messageRead(Opcode type, QByteArrayView payload) override;
    void pingRead(QByteArrayView payload) override;
    void pongRead(QByteArrayView payload) override;
    void closeRead(std::optional<quint16> code) override;

    void gather(Batch& batch) const;
    void account(const Batch& batch, qint64 written);
    void keepRest(QByteArrayView frames, qint64 written);
    void noticeDrained();
    bool isTooFarBehind() const;
    void noteClose(int code);
    void cutOff();
    void updateReading();
    void end();

    std::unique_ptr<Transport> m_transport;
    const PeerLimits& m_limits;
    const Clock& m_clock;
    Traffic* m_traffic;
    PeerHandler* m_handler = nullptr;
    FrameReader m_reader;
    Deflater* m_deflater;

    QByteArray m_rest; ///< Of a frame that is partly written: it goes first.
    std::list<QByteArray>
        m_queue; ///< Frames for this client alone. Not a deque, which takes 0.5 KiB where it is empty.
    qint64 m_queued = 0; ///< Bytes in m_queue.
    QByteArray
        m_pong; ///< The newest pong yet to be sent: one answers all pings before it (RFC 6455 section 5.5.3).
    QByteArray m_closeFrame; ///< Goes last.
    std::vector<std::unique_ptr<LogCursor>> m_cursors;
    std::vector<std::function<void()>> m_drained;

    Clock::Steady::time_point m_heard;
    Clock::Steady::time_point m_pinged;
    Clock::Steady::time_point m_stuckSince; ///< When a write last made no progress, while m_stuck.
    Clock::Steady::time_point m_closeSentAt;
    bool m_stuck = false; ///< The last write was cut short.
    bool m_reading = true; ///< As the transport was last told.
    bool m_paused = false;
    bool m_closing
        = false; ///< Nothing but m_rest, what waits, and the close frame will be written.
    bool m_mute
        = false; ///< Too slow: what waits is dropped, only m_rest and the close frame are written.
    bool m_closeSent = false;
    bool m_closeRead = false;
    bool m_over = false;
};

} // namespace landline::server
