// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/eventsequencer.h"

#include <algorithm>

namespace landline::client {

namespace {

/// Events held back at most. What goes beyond is asked for again once the gap is filled.
constexpr std::size_t mostHeld = 1000;

} // namespace

void EventSequencer::anchor(Seq last)
{
    m_last = last;
    m_known = std::max(m_known, last);
}

void EventSequencer::forget()
{
    *this = {};
}

void EventSequencer::noteLast(Seq seq)
{
    m_known = std::max(m_known, seq);
}

bool EventSequencer::needsHistory() const
{
    return !m_filling && (!m_last || m_known > *m_last);
}

void EventSequencer::beginFilling()
{
    m_filling = true;
}

void EventSequencer::stopFilling()
{
    m_filling = false;
}

void EventSequencer::giveUp()
{
    m_filling = false;
    m_held.clear();
    m_last = std::max(m_known, m_last.value_or(Seq()));
}

void EventSequencer::loseConnection()
{
    m_filling = false;
    m_held.clear();
    m_known = m_last.value_or(Seq());
}

EventSequencer::Ready EventSequencer::takeLive(const event::Persistent& entry)
{
    Ready ready;
    const Seq seq = seqOf(entry);
    if (m_last && seq <= *m_last) {
        return ready;
    }
    m_known = std::max(m_known, seq);
    if (!m_filling && m_last && seq == m_last->next()) {
        m_last = seq;
        ready.live.append(entry);
        drain(ready);
    } else if (m_held.size() < mostHeld) {
        m_held.emplace(seq, entry);
    }
    return ready;
}

EventSequencer::Ready EventSequencer::takePage(const event::History& page)
{
    return take(page, false);
}

EventSequencer::Ready EventSequencer::takeResync(const event::History& part)
{
    if (!m_last && part.events.isEmpty() && !part.more && m_known > Seq()) {
        // Nothing after a place that is not held any more: the newest page is still to be asked
        // for.
        m_filling = false;
        return {};
    }
    // Starting afresh takes one frame.
    return take(part, part.more && !part.reset);
}

EventSequencer::Ready EventSequencer::take(const event::History& history, bool moreComes)
{
    Ready ready;
    const Seq before = m_last.value_or(Seq());
    // A run that does not join up with what is shown would leave a hole for ever.
    const bool leavesHole = m_last && history.first > m_last->next();
    ready.reset = history.reset || leavesHole || !m_last;
    const bool isNewest = history.reset || !m_last; // And what it says of more is of the past.
    if (ready.reset) {
        m_last = Seq();
    }
    for (const event::Persistent& entry : history.events) {
        if (seqOf(entry) > *m_last) {
            m_last = seqOf(entry);
            ready.caughtUp.append(entry);
        }
    }
    m_last = std::max(*m_last, history.last);
    m_filling = moreComes;
    if (moreComes) {
        return ready;
    }
    if (history.more && !isNewest) {
        m_known = std::max(m_known, m_last->next());
    }
    const bool madeProgress = ready.reset || *m_last > before;
    if (!madeProgress && !history.more) {
        // The server has nothing before what it sent live: waiting for it would be in vain.
        m_known = m_held.empty() ? *m_last : m_known;
        m_last = m_held.empty() ? *m_last : Seq { m_held.begin()->first.value - 1 };
    }
    drain(ready);
    return ready;
}

void EventSequencer::drain(Ready& ready)
{
    while (!m_held.empty() && m_held.begin()->first <= m_last->next()) {
        auto node = m_held.extract(m_held.begin());
        if (node.key() > *m_last) {
            m_last = node.key();
            ready.live.append(std::move(node.mapped()));
        }
    }
}

} // namespace landline::client
