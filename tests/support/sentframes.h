// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/requests.h"

#include <QList>
#include <QMap>
#include <QSet>

#include <optional>

namespace landline::support {

/// What one user has sent under an id and has not been answered: what a client keeps in its outbox.
class SentFrames {
public:
    SentFrames();

    /// An id that no other object or run of this program mints.
    EventId mint();
    void add(const RequestFrame& frame);
    /// The frame goes out another time, so that its answer may be an old event.
    void addRepeated(const RequestFrame& frame);
    bool isRepeated(const EventId& id) const { return m_repeated.contains(id); }
    void takeAnswer(const EventId& id);
    /// The server would not have it yet.
    void takeLimit(const EventId& id);
    /// The next of those that the server would not have; none where there is none left.
    std::optional<RequestFrame> takeLimited();
    /// A new connection: the messages that must be said again, in the order they were said.
    QList<RequestFrame> takeUnacknowledged();
    /// Messages without an echo.
    int unacknowledged() const { return int(m_messages.size()); }

private:
    qint64 m_minted = 0;
    QString m_prefix;
    QHash<EventId, RequestFrame> m_unanswered;
    QList<EventId>
        m_messages; ///< Those of m_unanswered that are persistent, in the order they were said.
    QList<EventId> m_limited;
    QSet<EventId> m_repeated;
};

} // namespace landline::support
