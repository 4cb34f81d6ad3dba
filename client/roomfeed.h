// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/eventcache.h"
#include "client/eventsequencer.h"

#include <memory>

namespace landline::client {

class MemberListModel;
class Outbox;
class TimelineModel;

/// One room of a session: its place in the log, what is read and unread, and its models once they
/// are asked for.
///
/// Writes what it learns to the cache. Models are made by timeline() and members() and live as long
/// as the feed.
class RoomFeed {
public:
    /// Cache and outbox are borrowed.
    RoomFeed(RoomName room, UserName self, EventCache& cache, const Outbox& outbox);
    ~RoomFeed();

    const RoomName& room() const { return m_state.info.room; }
    const CachedRoom& state() const { return m_state; }
    EventSequencer& sequencer() { return m_sequencer; }

    /// The user is in the room, as far as is known.
    bool isMember() const { return m_isMember; }
    /// Ending the membership forgets all but the pending messages.
    void setMember(bool is);

    /// As the cache has it.
    void restore(const CachedRoom& state);
    /// As `welcome` has it. Rewinds where the server has less than is held.
    void takeInfo(const event::RoomInfo& info);

    /// Shows and keeps what the sequencer let through.
    void apply(const EventSequencer::Ready& ready, const event::History* source);
    /// An older page is about to be asked for: what changes until it comes is applied to it.
    void beginOlder();
    /// An older page that was asked for with this `before`.
    void takeOlder(Seq before, const event::History& older);
    /// No older page will come.
    void endOlder();
    /// The message that replies in the timeline quote, where it is held. False where the server has to
    /// be asked.
    bool quoteFromDisk(Seq seq);
    /// What the server says of such a message: the page up to it.
    void takeOriginal(Seq seq, const event::History& page);

    /// All up to seq has been read, here or on another device. False where that is nothing new.
    bool markRead(Seq seq);
    void setMemberCount(int count);

    TimelineModel& timeline();
    MemberListModel& members();
    /// Nothing where nobody asked for it yet.
    TimelineModel* shownTimeline() const { return m_timeline.get(); }
    MemberListModel* shownMembers() const { return m_members.get(); }
    /// Loads older rows from disk. False where the server has to be asked.
    bool loadOlderFromDisk();

private:
    void count(const event::Persistent& entry);
    void recount(const QList<event::Persistent>& events);
    void describe(const QList<event::Persistent>& events);
    void save();

    UserName m_self;
    EventCache& m_cache;
    const Outbox& m_outbox;
    CachedRoom m_state;
    EventSequencer m_sequencer;
    bool m_isMember = false;
    bool m_isLoadingOlder = false;
    QList<event::Persistent>
        m_changes; ///< Of what is not held, since the older page was asked for.
    std::unique_ptr<TimelineModel> m_timeline;
    std::unique_ptr<MemberListModel> m_members;
};

} // namespace landline::client
