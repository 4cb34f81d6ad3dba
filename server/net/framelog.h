// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <limits>
#include <utility>
#include <vector>

namespace landline::server {

class FrameLog;
class Peer;

/// How far one peer has come in one FrameLog, in bytes from the log's beginning. Always at the start of a frame.
class LogCursor {
public:
    /// Begins at the log's end: what was there before is not for this peer.
    LogCursor(FrameLog& log, Peer& peer);
    ~LogCursor();
    Q_DISABLE_COPY_MOVE(LogCursor)

    FrameLog& log() const { return m_log; }
    Peer& peer() const { return m_peer; }
    qint64 position() const { return m_position; }
    void moveTo(qint64 position) { m_position = position; }

    /// Bytes that the log holds for this peer.
    qint64 lag() const;
    /// What the log gains from now on is not for this peer.
    void stopHere();
    /// A held cursor stays where it is, whatever the log gains: its peer must be told something else first.
    bool isHeld() const { return m_held; }
    void setHeld(bool held) { m_held = held; }
    /// The frames in [from, to) are not for this peer. Ranges come in rising order.
    void skip(qint64 from, qint64 to);

    /// The next run of whole frames for this peer that lies in one piece, from `position` on.
    /// `position` moves past what is skipped. Empty at the end.
    QByteArrayView next(qint64& position) const;
    /// Forgets the ranges to skip that lie behind.
    void forgetSkipped();

private:
    FrameLog& m_log;
    Peer& m_peer;
    qint64 m_position;
    qint64 m_until
        = std::numeric_limits<qint64>::max(); ///< What stands behind it is not for this peer.
    std::vector<std::pair<qint64, qint64>> m_skips;
    bool m_held = false;
};

/// What a room says, as finished WebSocket frames in the order of their saying: each encoded once, for all.
///
/// Each member has a position instead of a queue, so memory is per room. Positions never run back.
/// Network thread only.
class FrameLog {
public:
    FrameLog() = default;
    ~FrameLog();
    Q_DISABLE_COPY_MOVE(FrameLog)

    /// Connections that read it.
    qsizetype readers() const { return static_cast<qsizetype>(m_cursors.size()); }
    /// Nobody reads the log, so nothing need be encoded for it.
    bool isUnread() const { return m_cursors.empty(); }
    /// Appends one whole frame and returns where it begins.
    qint64 append(QByteArrayView frame);
    /// Where the frame begins that was appended last.
    qint64 newest() const { return m_newest; }
    qint64 end() const { return m_end; }
    /// Bytes held.
    qint64 size() const;

    /// Has each reader's peer write what it lacks, then lets go of what all have had.
    void flush();
    /// To be called now and then: a log that has said nothing since the last time, and holds nothing, gives back its
    /// memory.
    void giveBack();
    /// Bytes of memory for frames, in use or not.
    qint64 reserved() const;

private:
    friend class LogCursor;

    struct Chunk {
        qint64 start;
        QByteArray bytes; ///< Whole frames.
    };

    QByteArrayView at(qint64 position) const;
    void trim();

    std::vector<Chunk> m_chunks; ///< Few, whatever the lag: they are large.
    std::vector<LogCursor*> m_cursors;
    qint64 m_newest = 0;
    qint64 m_end = 0;
    qint64 m_endBefore = 0; ///< At the last giveBack().
};

} // namespace landline::server
