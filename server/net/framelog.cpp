// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/framelog.h"

#include "server/net/peer.h"

#include <algorithm>
#include <numeric>

namespace landline::server {

namespace {

/// Bytes in a room's first chunk: a quiet room holds little.
constexpr qsizetype smallestChunk = 2048;
/// Bytes in a chunk of a busy room: as much as a socket takes in one write.
constexpr qsizetype largestChunk = 262144;
/// Bytes that a room keeps for its next words however quiet it is.
constexpr qsizetype mostKept = 16384;

} // namespace

LogCursor::LogCursor(FrameLog& log, Peer& peer)
    : m_log(log)
    , m_peer(peer)
    , m_position(log.end())
{
    log.m_cursors.push_back(this);
}

LogCursor::~LogCursor()
{
    // Members leave seldom, compared with how often the list is walked.
    auto& cursors = m_log.m_cursors;
    const auto self = std::find(cursors.begin(), cursors.end(), this);
    *self = cursors.back();
    cursors.pop_back();
}

qint64 LogCursor::lag() const
{
    return m_log.end() - m_position;
}

void LogCursor::stopHere()
{
    m_until = std::min(m_until, m_log.end());
}

void LogCursor::skip(qint64 from, qint64 to)
{
    m_skips.emplace_back(from, to);
}

QByteArrayView LogCursor::next(qint64& position) const
{
    qint64 until = std::min(m_log.end(), m_until);
    for (const auto& [from, to] : m_skips) {
        if (position >= from && position < to) {
            position = to;
        } else if (from > position) {
            until = from;
            break;
        }
    }
    if (position >= until) {
        return {};
    }
    const auto run = m_log.at(position);
    return run.first(static_cast<qsizetype>(std::min<qint64>(run.size(), until - position)));
}

void LogCursor::forgetSkipped()
{
    std::erase_if(m_skips, [this](const auto& range) { return range.second <= m_position; });
}

FrameLog::~FrameLog()
{
    Q_ASSERT(m_cursors.empty());
}

qint64 FrameLog::append(QByteArrayView frame)
{
    m_newest = m_end;
    const bool fits = !m_chunks.empty()
        && m_chunks.back().bytes.size() + frame.size() <= m_chunks.back().bytes.capacity();
    if (!fits) {
        const qsizetype last = m_chunks.empty() ? 0 : m_chunks.back().bytes.capacity();
        Chunk chunk { m_end, {} };
        chunk.bytes.reserve(
            std::max(std::clamp(last * 2, smallestChunk, largestChunk), frame.size()));
        m_chunks.push_back(std::move(chunk));
    }
    m_chunks.back().bytes.append(frame.data(), frame.size());
    m_end += frame.size();
    return m_newest;
}

qint64 FrameLog::size() const
{
    return m_chunks.empty() ? 0 : m_end - m_chunks.front().start;
}

qint64 FrameLog::reserved() const
{
    return std::accumulate(m_chunks.cbegin(), m_chunks.cend(), qint64 { 0 },
        [](qint64 sum, const Chunk& chunk) { return sum + chunk.bytes.capacity(); });
}

QByteArrayView FrameLog::at(qint64 position) const
{
    // Readers are nearly always in the last chunk.
    for (auto chunk = m_chunks.rbegin(); chunk != m_chunks.rend(); ++chunk) {
        if (position >= chunk->start) {
            return QByteArrayView(chunk->bytes)
                .sliced(static_cast<qsizetype>(position - chunk->start));
        }
    }
    return {};
}

void FrameLog::flush()
{
    for (std::size_t i = 0; i < m_cursors.size();) {
        const auto* cursor = m_cursors[i];
        cursor->peer().flush();
        // A peer that was cut off took its cursor out of the list, and the last stands in its place.
        if (i < m_cursors.size() && m_cursors[i] == cursor) {
            ++i;
        }
    }
    trim();
}

void FrameLog::trim()
{
    qint64 least = m_end;
    for (const auto* cursor : m_cursors) {
        least = std::min(least, cursor->position());
    }
    const auto needed = std::find_if(m_chunks.begin(), m_chunks.end(),
        [least](const Chunk& chunk) { return chunk.start + chunk.bytes.size() > least; });
    // The last one stays, to be used again.
    m_chunks.erase(
        m_chunks.begin(), m_chunks.empty() ? needed : std::min(needed, m_chunks.end() - 1));
    if (least == m_end && !m_chunks.empty()) {
        // All have had all: the chunk is used again from its beginning.
        m_chunks.front().bytes.resize(0);
        m_chunks.front().start = m_end;
    }
}

void FrameLog::giveBack()
{
    const bool isQuiet = m_end == m_endBefore && size() == 0;
    if (isQuiet && !m_chunks.empty() && m_chunks.front().bytes.capacity() > mostKept) {
        m_chunks.clear();
    }
    m_endBefore = m_end;
}

} // namespace landline::server
