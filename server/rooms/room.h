// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/codec.h"
#include "server/net/messagelog.h"
#include "server/rooms/participant.h"
#include "server/rooms/recentchanges.h"
#include "server/store/records.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <memory>

namespace landline::server {

/// A room that somebody is in: who is there, and what is being said. What was said is in the store.
///
/// Two logs, because a simple connection is only ever sent some of the types (PROTOCOL.md section 2).
class Room : public std::enable_shared_from_this<Room> {
public:
    explicit Room(RoomRecord record);
    ~Room();

    RoomId id() const { return m_id; }
    const RoomName& name() const { return m_name; }
    const QString& topic() const { return m_topic; }
    bool isPrivate() const { return m_private; }
    /// The newest event that was told.
    Seq lastSeq() const { return m_lastSeq; }
    const QSet<UserName>& members() const { return m_members; }
    void setMember(const UserName& user, bool member);
    bool mayEnter(const Identity& identity) const;

    /// Brings a connection in; it is told nothing before it follows.
    void enter(Participant& participant);
    /// From now on the connection is told what is said.
    void follow(Participant& participant);
    /// Takes a connection out. True if it was its user's last.
    bool exit(Participant& participant);
    bool isEmpty() const { return m_present.isEmpty(); }
    int people() const { return static_cast<int>(m_present.size()); }
    bool isPresent(const UserName& user) const { return m_present.contains(user); }
    /// A user's connections that are here.
    QList<Participant*> connectionsOf(const UserName& user) const { return m_present.value(user); }

    /// Who is connected, sorted.
    const QList<UserName>& presentUsers() const { return m_presentUsers; }
    /// All members with their presence, and who is connected without being one; sorted.
    QList<event::Member> membersWithPresence() const;
    /// As the user sees it; what was read is not known here.
    event::RoomInfo info(const Identity& identity) const;

    /// Who is told of an event.
    struct Audience {
        bool simple = true; ///< Simple connections as well.
        UserName except; ///< Nobody where it is empty.
    };
    /// Puts an event in the logs; FrameLog::flush() sends it.
    void publish(const Event& event, const Audience& audience);
    /// Puts a persistent event in the logs, as the room's newest.
    void publishStored(const event::Persistent& stored);
    const RecentChanges& recentChanges() const { return m_recentChanges; }
    /// Puts a fresh list of users in the log of the simple connections.
    void publishUserList(Timestamp now);
    /// Connections that are told of a stored event.
    qsizetype audienceOf(const event::Persistent& stored) const;
    qsizetype simpleReaders() const { return m_simpleLog.readers(); }
    bool hasSimple() const { return !m_simpleLog.isUnread(); }
    void flush();
    /// Memory that a busy moment took: FrameLog::giveBack().
    void giveBack();
    /// The log that a connection is sent.
    FrameLog& logFor(const Participant& participant);

    /// When the last list went to simple connections, and whether another is due.
    Clock::Steady::time_point listedAt;
    bool listDue = false;
    /// Who came or went is in the logs, and a flush for it is due.
    bool presenceDue = false;
    bool flushDue = false;

private:
    void append(MessageLog& log, SharedMessage& message, const UserName& except);
    /// Where the user is in m_presentUsers, or would be.
    qsizetype placeOf(const UserName& user) const;

    RoomId m_id;
    RoomName m_name;
    QString m_topic;
    bool m_private;
    Seq m_lastSeq;
    QSet<UserName> m_members;
    QHash<UserName, QList<Participant*>> m_present;
    RecentChanges m_recentChanges;
    QList<UserName> m_presentUsers; ///< Its keys, sorted: asked for by each who comes.
    MessageLog m_sessionLog;
    MessageLog m_simpleLog;
};

} // namespace landline::server
