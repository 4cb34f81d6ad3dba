// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rooms/historysender.h"

#include "messages/limits.h"

#include <utility>

namespace landline::server {

namespace {

/// UTF-16 units of content in one page: some hundred milliseconds on a slow line. As JSON at most six times that.
constexpr qint64 pageContent = 262144;

/// `upTo`: where the run ends, which is behind the last of its messages where changes follow. Nothing for the log.
event::History frameOfPage(
    const Room& room, LogPage page, std::optional<Seq> upTo, const std::optional<EventId>& id)
{
    const bool isEmpty = page.events.isEmpty();
    const Seq first = isEmpty ? Seq {} : seqOf(page.events.first());
    const Seq last = isEmpty ? Seq {} : upTo.value_or(seqOf(page.events.last()));
    return { room.name(), std::move(page.events), first, last, page.more, false, id };
}

std::shared_ptr<Participant> lockOpen(const std::weak_ptr<Conversation>& weak)
{
    auto participant = std::static_pointer_cast<Participant>(weak.lock());
    return participant && !participant->peer().isClosing() ? participant : nullptr;
}

} // namespace

/// A page of messages under way.
struct HistorySender::MessagePage {
    std::weak_ptr<Conversation> to;
    std::shared_ptr<Room> room;
    Seq upTo;
    int limit;
    bool reset;
    std::optional<EventId> id;
    Done done;
};

/// A resync under way.
struct HistorySender::Resync {
    std::weak_ptr<Conversation> to;
    std::shared_ptr<Room> room;
    Seq after;
    Seq upTo;
    std::optional<EventId> id;
    Done done;
};

void HistorySender::resync(Participant& participant, const std::shared_ptr<Room>& room, Seq since,
    Seq upTo, const std::optional<EventId>& id, Done done)
{
    const bool tooMuch = upTo.value - since.value > limits::resyncEvents;
    // A client ahead of the room has seen another past, such as that before a backup was put back.
    const bool ahead = since > upTo;
    if (tooMuch || ahead) {
        sendMessages(std::make_shared<MessagePage>(MessagePage {
            participant.weak_from_this(), room, upTo, limits::resyncReset, true, id, done }));
        return;
    }
    sendNext(std::make_shared<Resync>(
        Resync { participant.weak_from_this(), room, since, upTo, id, std::move(done) }));
}

void HistorySender::sendNext(const std::shared_ptr<Resync>& resync)
{
    m_store.readAfter(resync->room->id(), resync->room->name(), resync->after, resync->upTo,
        limits::resyncEvents, pageContent, [this, resync](const Result<LogPage>& page) {
            const auto participant = lockOpen(resync->to);
            if (!participant) {
                return;
            }
            if (!page) {
                participant->refuse(page.error(), resync->id);
            } else {
                participant->tell(frameOfPage(*resync->room, *page, std::nullopt, resync->id));
                if (page->more) {
                    resync->after = seqOf(page->events.last());
                    participant->peer().whenDrained([this, resync] { sendNext(resync); });
                    m_fanout.schedule(*participant);
                    return;
                }
            }
            resync->done();
            m_fanout.schedule(*participant);
        });
}

void HistorySender::sendMessages(const std::shared_ptr<MessagePage>& wanted)
{
    const auto mark = wanted->room->recentChanges().mark();
    m_store.readMessages(wanted->room->id(), wanted->room->name(), wanted->upTo, wanted->limit,
        pageContent, [this, wanted, mark](const Result<LogPage>& read) {
            const auto participant = lockOpen(wanted->to);
            if (!participant) {
                return;
            }
            if (!read) {
                participant->refuse(read.error(), wanted->id);
            } else {
                auto page = *read;
                if (!wanted->room->recentChanges().applySince(mark, page.events)) {
                    sendMessages(wanted);
                    return;
                }
                auto frame = frameOfPage(*wanted->room, std::move(page), wanted->upTo, wanted->id);
                frame.reset = wanted->reset;
                participant->tell(frame);
            }
            wanted->done();
            m_fanout.schedule(*participant);
        });
}

void HistorySender::newest(Participant& participant, const std::shared_ptr<Room>& room, Seq upTo,
    int limit, const std::optional<EventId>& id, const Done& done)
{
    sendMessages(std::make_shared<MessagePage>(
        MessagePage { participant.weak_from_this(), room, upTo, limit, false, id, done }));
}

void HistorySender::after(Participant& participant, const std::shared_ptr<Room>& room, Seq seq,
    int limit, const std::optional<EventId>& id, Done done)
{
    const auto to = participant.weak_from_this();
    m_store.readAfter(room->id(), room->name(), seq, room->lastSeq(), limit, pageContent,
        [this, to, room, id, done = std::move(done)](const Result<LogPage>& page) {
            const auto asker = lockOpen(to);
            if (!asker) {
                return;
            }
            if (page) {
                asker->tell(frameOfPage(*room, *page, std::nullopt, id));
            } else {
                asker->refuse(page.error(), id);
            }
            done();
            m_fanout.schedule(*asker);
        });
}

} // namespace landline::server
