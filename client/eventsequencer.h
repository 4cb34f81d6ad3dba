// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/events.h"

#include <QList>

#include <map>
#include <optional>

namespace landline::client {

/// Brings one room's events into their order without gaps (PROTOCOL.md section 5.4).
///
/// What arrives out of turn is held back until history has filled the gap. Knows no socket and no
/// disk: it is told what came, and says what is to be shown and whether history is needed.
class EventSequencer {
public:
    struct Ready {
        bool reset = false; ///< What was shown is to be forgotten; `caughtUp` is the newest.
        QList<event::Persistent> caughtUp; ///< From history.
        QList<event::Persistent> live; ///< Said while connected, after `caughtUp`.
    };

    /// The events up to here are shown already.
    void anchor(Seq last);
    /// Nothing is shown any more.
    void forget();
    /// The last event shown; nothing where none is, so that the newest page is needed.
    std::optional<Seq> last() const { return m_last; }

    /// The room has events up to here.
    void noteLast(Seq seq);
    /// History is needed, and none is under way: after last(), or the newest page.
    bool needsHistory() const;
    /// History was asked for or is to come by itself.
    void beginFilling();
    bool isFilling() const { return m_filling; }
    /// What was under way did not come, and may be asked for again.
    void stopFilling();
    /// The server will not give what is missing: what comes next is shown all the same.
    void giveUp();
    /// What was held back is out of date: the next connection tells of it again.
    void loseConnection();

    Ready takeLive(const event::Persistent& entry);
    /// History that was asked for: where there is more of it, it has to be asked for.
    Ready takePage(const event::History& page);
    /// History of a resync: where there is more of it, it comes by itself.
    Ready takeResync(const event::History& part);

private:
    Ready take(const event::History& history, bool moreComes);
    void drain(Ready& ready);

    std::optional<Seq> m_last;
    Seq m_known; ///< The newest event that the room is known to have.
    bool m_filling = false;
    std::map<Seq, event::Persistent> m_held;
};

} // namespace landline::client
