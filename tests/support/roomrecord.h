// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/events.h"

#include <QHash>
#include <QMap>
#include <QSet>
#include <QStringList>

#include <optional>

namespace landline::support {

/// All that one user was told of a room's log, and what was wrong with how it was told.
///
/// It holds the server to PROTOCOL.md section 5: one order without gaps, the same content for the
/// same seq whenever it is told, and each message (user and id) once.
class RoomRecord {
public:
    /// A connection begins, live in the room after `liveFrom` where that is known.
    void beginConnection(std::optional<Seq> liveFrom);
    /// An event told as it happens. `isRepeat`: the answer to a frame that was sent before.
    void takeLive(const event::Persistent& entry, bool isRepeat);
    /// `isLog`: what follows a place, entry by entry, and not messages as they read now.
    void takeHistory(const event::History& history, bool isLog = false);

    /// As each was told first.
    const QMap<Seq, event::Persistent>& entries() const { return m_entries; }
    /// The messages as they read now: edited, deleted, pinned and reacted to.
    const QMap<Seq, event::Text>& messages() const { return m_messages; }
    QList<event::Text> texts() const;
    /// The seq up to which nothing is missing, from the first that was told (or the one that it was
    /// live from). A reset begins anew; what was told before it is kept all the same.
    Seq last() const;
    bool contains(const UserName& username, const EventId& id) const
    {
        return m_places.contains({ username, id });
    }
    /// What broke the protocol, in sentences.
    const QStringList& complaints() const { return m_complaints; }
    /// The complaints, and whatever is missing up to the greatest seq.
    QStringList audit() const;

private:
    void complain(const QString& sentence);
    void store(const event::Persistent& entry, bool isNow = false);
    void change(const event::Persistent& entry, bool isNow);
    void cover(Seq first, Seq last);

    QMap<Seq, event::Persistent> m_entries;
    QMap<Seq, event::Text> m_messages;
    QSet<Seq> m_covered; ///< In a run of messages, which tells no changes.
    QHash<std::pair<UserName, EventId>, Seq> m_places;
    std::optional<Seq> m_lastLive;
    std::optional<Seq> m_last; ///< See last(); nothing before anything was told.
    QStringList m_complaints;
};

/// Where two records tell one room differently, in sentences; empty where what both hold is the
/// same.
QStringList differences(const RoomRecord& one, const RoomRecord& other);

} // namespace landline::support
