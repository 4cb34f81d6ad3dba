// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/logevents.h"

#include <deque>

namespace landline::server {

/// The changes to messages that a room was told of lately.
///
/// A page of messages is read from the store while talk goes on: whoever asked has been told by then of changes that
/// the page may not show. These are made to it before it is sent, so that nobody has to ask which is newer.
class RecentChanges {
public:
    /// Where the room is now: what is told after it is what a page read from now on may lack.
    qint64 mark() const { return m_told; }
    void add(const event::Persistent& change);
    /// Makes the changes told since `mark` to the messages. False where they are not all remembered: the messages
    /// have to be read again.
    [[nodiscard]] bool applySince(qint64 mark, QList<event::Persistent>& messages) const;

private:
    std::deque<event::Persistent> m_changes; ///< The newest.
    qint64 m_told = 0; ///< All there ever were.
};

} // namespace landline::server
