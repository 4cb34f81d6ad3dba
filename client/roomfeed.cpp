// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/roomfeed.h"

#include "client/memberlistmodel.h"
#include "client/mentions.h"
#include "client/outbox.h"
#include "client/timelinemodel.h"
#include "messages/change.h"

#include <algorithm>

namespace landline::client {

namespace {

/// Rows that a timeline starts with and grows by: a few screens.
constexpr int pageRows = 100;
/// Characters of a message that the list of rooms may show.
constexpr qsizetype previewLength = 120;
/// As the server counts (event::RoomInfo::unread).
constexpr int mostCounted = 1000;

/// Whether what is unread or the newest may be other than it was.
bool changesWords(const event::Persistent& entry)
{
    return std::holds_alternative<event::Edit>(entry)
        || std::holds_alternative<event::Delete>(entry);
}

} // namespace

RoomFeed::RoomFeed(RoomName room, UserName self, EventCache& cache, const Outbox& outbox)
    : m_self(std::move(self))
    , m_cache(cache)
    , m_outbox(outbox)
{
    m_state.info.room = std::move(room);
}

RoomFeed::~RoomFeed() = default;

void RoomFeed::setMember(bool is)
{
    if (m_isMember == is) {
        return;
    }
    m_isMember = is;
    if (is) {
        save();
        return;
    }
    m_cache.remove(room());
    m_sequencer.forget();
    CachedRoom nothing;
    nothing.info.room = room();
    m_state = nothing;
    if (m_timeline) {
        m_timeline->clear();
        m_timeline->setReadSeq({});
    }
    if (m_members) {
        m_members->setMembers({});
    }
}

void RoomFeed::restore(const CachedRoom& state)
{
    m_state = state;
    m_isMember = true;
    if (const auto last = m_cache.lastSeq(room())) {
        m_sequencer.anchor(*last);
    }
}

void RoomFeed::takeInfo(const event::RoomInfo& info)
{
    const CachedRoom before = m_state;
    m_state.info = info;
    m_isMember = true;
    if (m_sequencer.last() && *m_sequencer.last() > info.lastSeq) {
        m_sequencer.forget();
    }
    m_sequencer.noteLast(info.lastSeq);
    if (before.info.readSeq > info.readSeq && before.info.readSeq <= info.lastSeq) {
        // Read here and not told yet. What is missing is counted as it comes.
        m_state.info.readSeq = before.info.readSeq;
        m_state.info.unread = before.info.unread;
        m_state.info.mentions = before.info.mentions;
    } else {
        m_state.countedTo = info.lastSeq;
    }
    save();
}

void RoomFeed::apply(const EventSequencer::Ready& ready, const event::History* source)
{
    if (ready.reset) {
        event::History run;
        run.room = room();
        run.events = ready.caughtUp;
        run.first = ready.caughtUp.isEmpty() ? Seq() : seqOf(ready.caughtUp.first());
        run.last = source ? source->last : Seq();
        // The log begins at 1; what is before the newest page is there to be asked for.
        run.more = run.first > Seq { 1 };
        m_cache.reset(room(), run);
        if (m_timeline) {
            m_timeline->reset(run);
        }
    }
    const QList<event::Persistent> events = ready.reset ? ready.live : ready.caughtUp + ready.live;
    if (!ready.reset && events.isEmpty()) {
        return;
    }
    m_cache.append(room(), events);
    if (m_timeline) {
        m_timeline->append(events);
    }
    const QList<event::Persistent> all = ready.caughtUp + ready.live;
    for (const event::Persistent& entry : all) {
        count(entry);
        if (m_isLoadingOlder && event::targetOf(entry)) {
            m_changes.append(entry);
        }
    }
    recount(all);
    describe(all);
    m_state.info.lastSeq = std::max(m_state.info.lastSeq, m_sequencer.last().value_or(Seq()));
    save();
}

void RoomFeed::count(const event::Persistent& entry)
{
    const auto* text = std::get_if<event::Text>(&entry);
    const Seq seq = seqOf(entry);
    if (seq <= m_state.countedTo) {
        return;
    }
    m_state.countedTo = seq;
    if (text && !text->deleted && text->username != m_self && seq > m_state.info.readSeq) {
        m_state.info.unread = std::min(m_state.info.unread + 1, mostCounted);
        m_state.info.mentions += mentions(*text, m_self) ? 1 : 0;
    }
}

void RoomFeed::recount(const QList<event::Persistent>& events)
{
    const bool isUnreadChanged
        = std::any_of(events.begin(), events.end(), [this](const event::Persistent& entry) {
              return changesWords(entry) && *event::targetOf(entry) > m_state.info.readSeq;
          });
    if (!isUnreadChanged || m_state.countedTo > m_sequencer.last().value_or(Seq())) {
        return; // What is counted and not held yet was counted by the server, as it reads now.
    }
    const auto held = m_cache.countUnread(room(), m_state.info.readSeq);
    if (held.isComplete) {
        m_state.info.unread = held.messages;
        m_state.info.mentions = held.mentions;
    }
}

void RoomFeed::describe(const QList<event::Persistent>& events)
{
    for (const event::Persistent& entry : events) {
        if (const auto* topic = std::get_if<event::Topic>(&entry)) {
            m_state.info.topic = topic->topic;
        }
    }
    std::optional<event::Text> last;
    if (std::any_of(events.begin(), events.end(), changesWords)) {
        last = m_cache.newestMessage(room()).value_or(event::Text());
    }
    for (auto entry = events.rbegin(); entry != events.rend() && !last; ++entry) {
        if (const auto* text = std::get_if<event::Text>(&*entry); text && !text->deleted) {
            last = *text;
        }
    }
    if (last) {
        m_state.lastAuthor = last->username.toString();
        m_state.lastMessage
            = last->content.left(4 * previewLength).simplified().left(previewLength);
        m_state.lastTime
            = last->seq == Seq() ? std::optional<Timestamp>() : std::optional(last->timestamp);
    }
}

void RoomFeed::beginOlder()
{
    m_isLoadingOlder = true;
    m_changes.clear();
    m_timeline->setLoadingOlder(true);
}

void RoomFeed::endOlder()
{
    m_isLoadingOlder = false;
    m_changes.clear();
    if (m_timeline) {
        m_timeline->setLoadingOlder(false);
    }
}

void RoomFeed::takeOlder(Seq before, const event::History& page)
{
    event::History older = page;
    for (event::Persistent& entry : older.events) {
        if (auto* text = std::get_if<event::Text>(&entry)) {
            for (const event::Persistent& change : std::as_const(m_changes)) {
                event::apply(change, *text);
            }
        }
    }
    m_cache.prepend(room(), before, older);
    endOlder();
    if (m_timeline && m_timeline->firstSeq() == before) {
        m_timeline->prepend(older);
    }
}

bool RoomFeed::quoteFromDisk(Seq seq)
{
    auto message = m_cache.message(room(), seq);
    if (!message) {
        return false;
    }
    m_timeline->setOriginal(seq, std::move(message));
    return true;
}

void RoomFeed::takeOriginal(Seq seq, const event::History& page)
{
    std::optional<event::Text> found;
    if (!page.events.isEmpty() && seqOf(page.events.last()) == seq) {
        if (const auto* text = std::get_if<event::Text>(&page.events.last())) {
            found = *text;
        }
    }
    if (m_timeline) {
        m_timeline->setOriginal(seq, std::move(found));
    }
}

bool RoomFeed::markRead(Seq seq)
{
    if (seq <= m_state.info.readSeq) {
        return false;
    }
    m_state.info.readSeq = seq;
    const bool isAll = seq >= m_state.countedTo && seq >= m_sequencer.last().value_or(Seq());
    const auto held = isAll ? EventCache::Unread() : m_cache.countUnread(room(), seq);
    // Where not all is held here, what the server counted is nearer to the truth.
    if (isAll || held.isComplete) {
        m_state.info.unread = held.messages;
        m_state.info.mentions = held.mentions;
    } else {
        m_state.info.unread = std::min(m_state.info.unread, std::max(held.messages, 1));
        m_state.info.mentions = std::min(m_state.info.mentions, held.mentions);
    }
    save();
    return true;
}

void RoomFeed::setMemberCount(int count)
{
    if (m_state.info.members != count) {
        m_state.info.members = count;
        save();
    }
}

TimelineModel& RoomFeed::timeline()
{
    if (!m_timeline) {
        m_timeline = std::make_unique<TimelineModel>(room(), m_self);
        m_timeline->reset(m_cache.newest(room(), pageRows));
        m_timeline->setReadSeq(m_state.info.readSeq);
        for (const PendingMessage& message : m_outbox.messages()) {
            if (message.room == room()) {
                m_timeline->addPending(message);
            }
        }
    }
    return *m_timeline;
}

MemberListModel& RoomFeed::members()
{
    if (!m_members) {
        m_members = std::make_unique<MemberListModel>(m_self);
    }
    return *m_members;
}

bool RoomFeed::loadOlderFromDisk()
{
    const Seq first = m_timeline->firstSeq();
    const event::History older = m_cache.before(room(), first, pageRows);
    if (older.first == Seq() || older.first >= first) {
        return false;
    }
    m_timeline->prepend(older);
    return !older.events.isEmpty() || !older.more;
}

void RoomFeed::save()
{
    if (m_isMember) {
        m_cache.put(m_state);
    }
}

} // namespace landline::client
