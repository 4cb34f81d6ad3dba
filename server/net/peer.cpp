// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/peer.h"

#include "messages/limits.h"

#include <algorithm>
#include <array>

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

/// Pieces in one write: more than nearly every turn needs.
constexpr std::size_t mostPieces = 64;
/// Queued bytes from which on a client is not read from: its answers would only pile up.
constexpr qint64 holdReadingAbove = 262144;
/// Queued bytes at most. What a client asked for is no lag, so this is more than the longest answer behind as much as
/// is queued before reading stops.
constexpr qint64 mostQueued = 4 << 20;

/// RFC 6455 section 7.1.5: reserved for a connection that ended without a close frame; never on the wire.
constexpr int endedWithoutCode = 1006;

} // namespace

/// What one write offers, and where each piece came from.
struct Peer::Batch {
    enum class Source { Rest, Queue, Pong, Log, Close };

    std::array<QByteArrayView, mostPieces> pieces;
    std::array<Source, mostPieces> sources;
    std::array<LogCursor*, mostPieces> cursors;
    std::array<qint64, mostPieces> ends; ///< Where the cursor stands after a piece from a log.
    std::size_t count = 0;
    qint64 bytes = 0;

    bool isFull() const { return count == mostPieces; }
    void add(Source source, QByteArrayView piece, LogCursor* cursor = nullptr, qint64 end = 0)
    {
        pieces[count] = piece;
        sources[count] = source;
        cursors[count] = cursor;
        ends[count] = end;
        bytes += piece.size();
        ++count;
    }
};

Peer::Peer(std::unique_ptr<Transport> transport, const PeerLimits& limits, const Clock& clock,
    PeerCompression compression, Traffic* traffic)
    : m_transport(std::move(transport))
    , m_limits(limits)
    , m_clock(clock)
    , m_traffic(traffic)
    , m_reader(limits.message, compression.inflater)
    , m_deflater(compression.deflater)
    , m_heard(clock.steadyNow())
    , m_pinged(m_heard)
{
}

Peer::~Peer() = default;

void Peer::start(PeerHandler& handler, QByteArrayView early)
{
    m_handler = &handler;
    m_transport->start(*this);
    if (!early.isEmpty()) {
        bytesRead(early);
    }
}

void Peer::send(QByteArray frame)
{
    if (isClosing()) {
        return;
    }
    m_queued += frame.size();
    m_queue.push_back(std::move(frame));
}

void Peer::sendMessage(Opcode opcode, QByteArrayView payload)
{
    if (!isClosing()) {
        send(m_deflater == nullptr ? frameOf(opcode, payload)
                                   : deflatedFrameOf(opcode, payload, *m_deflater));
    }
}

void Peer::whenDrained(std::function<void()> callback)
{
    if (m_over) {
        return;
    }
    if (m_queue.empty() && m_rest.isEmpty()) {
        callback();
        return;
    }
    m_drained.push_back(std::move(callback));
}

void Peer::follow(FrameLog& log)
{
    if (!isClosing()) {
        m_cursors.push_back(std::make_unique<LogCursor>(log, *this));
    }
}

void Peer::unfollow(const FrameLog& log)
{
    if (const auto* cursor = cursorIn(log); cursor != nullptr && !isClosing()) {
        qint64 position = cursor->position();
        for (auto run = cursor->next(position); !run.isEmpty(); run = cursor->next(position)) {
            for (auto frames = run; !frames.isEmpty();) {
                const auto frame = frames.first(static_cast<qsizetype>(frameLength(frames)));
                send(frame.toByteArray());
                frames = frames.sliced(frame.size());
            }
            position += run.size();
        }
    }
    // Written frames are whole (m_rest holds its own copy), so a cursor can go at any time.
    std::erase_if(m_cursors, [&log](const auto& cursor) { return &cursor->log() == &log; });
}

LogCursor* Peer::cursorIn(const FrameLog& log) const
{
    const auto found = std::find_if(m_cursors.begin(), m_cursors.end(),
        [&log](const auto& cursor) { return &cursor->log() == &log; });
    return found == m_cursors.end() ? nullptr : found->get();
}

qint64 Peer::backlog() const
{
    qint64 bytes = m_rest.size() + m_queued;
    for (const auto& cursor : m_cursors) {
        bytes += cursor->lag();
    }
    return bytes;
}

// --- Writing ---

void Peer::gather(Batch& batch) const
{
    using Source = Batch::Source;
    if (!m_rest.isEmpty()) {
        batch.add(Source::Rest, m_rest);
    }
    if (!m_mute && !m_closeSent) {
        if (!m_pong.isEmpty()) {
            batch.add(Source::Pong, m_pong);
        }
        for (auto frame = m_queue.begin(); frame != m_queue.end() && !batch.isFull(); ++frame) {
            batch.add(Source::Queue, *frame);
        }
        for (const auto& cursor : m_cursors) {
            if (cursor->isHeld()) {
                continue;
            }
            qint64 position = cursor->position();
            for (auto run = cursor->next(position); !run.isEmpty() && !batch.isFull();
                 run = cursor->next(position)) {
                position += run.size();
                batch.add(Source::Log, run, cursor.get(), position);
            }
        }
    }
    if (!m_closeFrame.isEmpty() && !batch.isFull()) {
        batch.add(Source::Close, m_closeFrame);
    }
}

void Peer::keepRest(QByteArrayView frames, qint64 written)
{
    // `frames` may be several; find the one that is cut.
    qint64 start = 0;
    qint64 length = frameLength(frames);
    while (start + length <= written) {
        start += length;
        length = frameLength(frames.sliced(static_cast<qsizetype>(start)));
    }
    m_rest = frames
                 .sliced(static_cast<qsizetype>(written),
                     static_cast<qsizetype>(start + length - written))
                 .toByteArray();
}

void Peer::account(const Batch& batch, qint64 written)
{
    using Source = Batch::Source;
    for (std::size_t i = 0; i < batch.count && written > 0; ++i) {
        const auto piece = batch.pieces[i];
        const bool whole = written >= piece.size();
        switch (batch.sources[i]) {
        case Source::Rest:
            m_rest = whole ? QByteArray() : m_rest.sliced(static_cast<qsizetype>(written));
            break;
        case Source::Log: {
            qint64 end = batch.ends[i];
            if (!whole) {
                keepRest(piece, written);
                end -= piece.size() - written - m_rest.size();
            }
            batch.cursors[i]->moveTo(end);
            batch.cursors[i]->forgetSkipped();
            break;
        }
        case Source::Pong:
        case Source::Queue:
        case Source::Close:
            if (!whole) {
                keepRest(piece, written);
            }
            if (batch.sources[i] == Source::Pong) {
                m_pong.clear();
            } else if (batch.sources[i] == Source::Queue) {
                m_queued -= m_queue.front().size();
                m_queue.pop_front();
            } else {
                m_closeFrame.clear();
                m_closeSent = true;
                m_cursors.clear();
                m_closeSentAt = m_clock.steadyNow();
            }
            break;
        }
        written -= piece.size();
    }
}

void Peer::flush()
{
    while (!m_over && !m_stuck) {
        Batch batch;
        gather(batch);
        if (batch.count == 0) {
            noticeDrained();
            return;
        }
        const qint64 written = m_transport->write({ batch.pieces.data(), batch.count });
        account(batch, written);
        if (m_traffic != nullptr) {
            m_traffic->bytesSent += static_cast<quint64>(written);
        }
        if (written < batch.bytes) {
            m_stuck = true;
            m_stuckSince = m_clock.steadyNow();
        }
    }
    if (m_stuck && !m_mute && isTooFarBehind()) {
        cutOff();
    }
}

bool Peer::isTooFarBehind() const
{
    qint64 lag = 0;
    for (const auto& cursor : m_cursors) {
        lag += cursor->lag();
    }
    return lag > m_limits.lag || m_queued > mostQueued;
}

void Peer::noticeDrained()
{
    updateReading();
    if (m_closeSent && m_closeRead) {
        m_transport->finish();
    }
    // A callback may queue more, and wait again.
    for (const auto& callback : std::exchange(m_drained, {})) {
        callback();
    }
}

void Peer::writePossible()
{
    m_stuck = false;
    flush();
}

void Peer::updateReading()
{
    // The other side's close frame may stand behind what was not read yet.
    const bool reading = m_closing || (!m_paused && m_queued <= holdReadingAbove);
    if (reading != m_reading && !m_over) {
        m_reading = reading;
        m_heard = m_clock.steadyNow(); // nobody listened to it before
        m_transport->setReading(reading);
    }
}

void Peer::setPaused(bool paused)
{
    m_paused = paused;
    updateReading();
}

void Peer::noteClose(int code)
{
    if (m_traffic != nullptr) {
        ++m_traffic->closes[code];
    }
}

void Peer::cutOff()
{
    m_mute = true;
    m_queue.clear();
    m_queued = 0;
    m_drained.clear();
    m_cursors.clear();
    close(CloseCode::TooSlow, u"Too far behind. Come back with \"since\"."_s);
}

void Peer::close(CloseCode code, const QString& reason)
{
    if (isClosing()) {
        return;
    }
    noteClose(static_cast<int>(code));
    m_closing = true;
    m_closeFrame = closeFrame(code, reason);
    for (const auto& cursor : m_cursors) {
        cursor->stopHere();
    }
    updateReading();
    flush();
}

// --- Reading ---

void Peer::bytesRead(QByteArrayView bytes)
{
    m_heard = m_clock.steadyNow();
    if (m_traffic != nullptr) {
        m_traffic->bytesReceived += static_cast<quint64>(bytes.size());
    }
    if (m_closeRead || m_over) {
        return;
    }
    if (const auto violation = m_reader.read(bytes, *this)) {
        if (violation->code == CloseCode::MessageTooBig && !m_closing) {
            m_handler->oversizeReceived(*this);
        }
        // The other side does not get to answer a broken frame (RFC 6455 section 7.1.7).
        m_closeRead = true;
        close(violation->code, violation->reason);
    }
    flush();
    updateReading();
}

void Peer::messageRead(Opcode type, QByteArrayView payload)
{
    if (isClosing()) {
        return;
    }
    if (type == Opcode::Text) {
        m_handler->textReceived(*this, payload);
    } else {
        m_handler->binaryReceived(*this, payload);
    }
}

void Peer::pingRead(QByteArrayView payload)
{
    if (!isClosing()) {
        m_pong = frameOf(Opcode::Pong, payload);
    }
}

void Peer::pongRead(QByteArrayView)
{
    // Any byte is a sign of life, and has been noted.
}

void Peer::closeRead(std::optional<quint16> code)
{
    m_closeRead = true;
    close(code ? static_cast<CloseCode>(*code) : CloseCode::Normal, {});
}

void Peer::readEnded()
{
    end();
}

void Peer::abort()
{
    m_transport->abort();
    end();
}

void Peer::end()
{
    if (m_over) {
        return;
    }
    if (!m_closing) {
        noteClose(endedWithoutCode);
    }
    m_over = true;
    m_drained.clear();
    m_cursors.clear();
    m_transport->abort();
    if (m_handler != nullptr) {
        m_handler->gone(*this);
    }
    m_queue.clear();
    m_queued = 0;
    m_rest.clear();
}

void Peer::checkDeadlines(Clock::Steady::time_point now)
{
    const bool stuck = m_stuck && now - m_stuckSince >= m_limits.writing;
    const bool silent = m_reading && now - m_heard >= m_limits.silence;
    const bool unclosed = m_closeSent && now - m_closeSentAt >= m_limits.closing;
    if (m_over) {
        return;
    }
    if (stuck || silent || unclosed) {
        abort();
        return;
    }
    if (!m_closing && now - m_pinged >= m_limits.pingInterval) {
        m_pinged = now;
        send(frameOf(Opcode::Ping, {}));
        flush();
    }
}

} // namespace landline::server
