// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/searchcache.h"
#include "messages/events.h"

#include <QHash>
#include <QList>

#include <optional>

namespace landline::client {

class LocalDatabase;

/// What is remembered of a room beside its events.
struct CachedRoom {
    event::RoomInfo info;
    Seq countedTo; ///< Messages up to here are in info.unread or read.
    QString lastAuthor;
    QString lastMessage;
    std::optional<Timestamp> lastTime;

    bool operator==(const CachedRoom&) const = default;
};

/// The rooms and the newest events of each, on disk.
///
/// Of every room one run without gaps is held, from first to last; the oldest of a long run are let
/// go. Messages are held as they read now: a change is applied (event::apply) to the message that it
/// is about and is no entry of its own, so what was deleted is nowhere here. Writes are batched by
/// LocalDatabase.
class EventCache {
public:
    EventCache(LocalDatabase& database, UserName self);

    /// All rooms held. To be called first, and again after the database was opened anew.
    QList<CachedRoom> load();
    void put(const CachedRoom& room);
    void remove(const RoomName& room);
    /// Forgets all rooms and events.
    void clear();

    /// The last seq of the run held; nothing where no event was ever held of the room.
    std::optional<Seq> lastSeq(const RoomName& room) const;
    /// Holds this run in place of what was held; `more` says whether the server has older ones.
    void reset(const RoomName& room, const event::History& run);
    /// Adds events that follow the run's last; changes are applied to the messages held.
    void append(const RoomName& room, const QList<event::Persistent>& events);
    /// Adds events that precede the run's first, which was `before` when they were asked for.
    void prepend(const RoomName& room, Seq before, const event::History& older);

    /// The newest events, at most `limit`; `more` says whether there are older ones here or on the
    /// server.
    event::History newest(const RoomName& room, int limit);
    /// Likewise the events before a seq. Empty with `more` where the server has to be asked. What
    /// reaches the beginning of the run has its seq as `first`, which need not be that of an event.
    event::History before(const RoomName& room, Seq seq, int limit);
    /// The message with this seq as it reads now; nothing where it is not held.
    std::optional<event::Text> message(const RoomName& room, Seq seq);
    /// The newest message that was not deleted.
    std::optional<event::Text> newestMessage(const RoomName& room);

    /// A message that was looked for, and where.
    struct Found {
        RoomName room;
        Seq seq;
        Timestamp at;
    };
    /// The newest messages of a room, at most `limit`, that a query matches but for its rooms; the newest
    /// first.
    QList<Found> find(const RoomName& room, const SearchQuery& query, int limit);
    /// The message of that place as it reads now, and what was said around it; nothing where it is not
    /// held.
    std::optional<event::FoundMessage> withNeighbours(const RoomName& room, Seq seq);
    /// The rooms that events are held of.
    QList<RoomName> rooms() const { return m_runs.keys(); }

    struct Unread {
        int messages = 0;
        int mentions = 0;
        bool isComplete = false; ///< Nothing after `seq` is missing here.
    };
    /// Messages of others after a seq that were not deleted; counting stops at 1,000.
    Unread countUnread(const RoomName& room, Seq seq);

    /// Who made the cache: the server's id, empty where none is known.
    QString serverId();
    void setServerId(const QString& id);

private:
    struct Run {
        qint64 id = 0; ///< Of the row in `rooms`.
        Seq first;
        Seq last;
        bool isAnchored = false; ///< first and last mean something.
        bool hasOlder = false;
    };

    void insertEvents(const Run& run, const QList<event::Persistent>& events);
    void insertEvent(const Run& run, const event::Persistent& entry);
    std::optional<event::Text> message(const Run& run, Seq seq);
    void saveRun(const Run& run);
    void forgetOldest(Run& run);
    QList<event::Text> neighbours(const Run& run, Seq seq, bool older);
    event::History page(const Run& run, const RoomName& room, Seq before, int limit);

    LocalDatabase& m_database;
    SearchCache m_search;
    UserName m_self;
    QHash<RoomName, Run> m_runs;
    qint64 m_lastId = 0;
};

} // namespace landline::client
