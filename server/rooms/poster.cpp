// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rooms/poster.h"

#include "server/rooms/mentions.h"

namespace landline::server {

using namespace Qt::StringLiterals;

NewEvent Poster::draft(
    const Participant& participant, const Room& room, EventKind kind, const Id& id) const
{
    return { room.id(), room.name(), kind, participant.name(), id, m_clock.now() };
}

void Poster::mention(const Room& room, const QString& content, NewEvent& event)
{
    event.content = content;
    event.mentions = findMentions(content, [&room](const UserName& name) {
        return room.members().contains(name) || room.isPresent(name);
    });
    event.mentionsRoom = mentionsRoom(content);
}

void Poster::post(
    Participant& participant, const Place& room, const request::Text& text, const Id& id)
{
    if (text.replyTo && *text.replyTo > room->lastSeq()) {
        participant.refuse({ ErrorCode::NoSuchMessage,
                               u"There is no message %1 to reply to."_s.arg(text.replyTo->value) },
            id);
        return;
    }
    auto event = draft(participant, *room, EventKind::Text, id);
    mention(*room, text.content, event);
    event.replyTo = text.replyTo;
    event.guest = participant.identity().guest;
    store(participant, room, std::move(event));
}

void Poster::post(
    Participant& participant, const Place& room, const request::Topic& topic, const Id& id)
{
    auto event = draft(participant, *room, EventKind::Topic, id);
    event.content = topic.topic;
    store(participant, room, std::move(event));
}

void Poster::post(
    Participant& participant, const Place& room, const request::Edit& edit, const Id& id)
{
    auto event = draft(participant, *room, EventKind::Edit, id);
    mention(*room, edit.content, event);
    event.target = edit.seq;
    store(participant, room, std::move(event));
}

void Poster::post(
    Participant& participant, const Place& room, const request::Delete& removal, const Id& id)
{
    auto event = draft(participant, *room, EventKind::Delete, id);
    event.target = removal.seq;
    store(participant, room, std::move(event));
}

void Poster::post(
    Participant& participant, const Place& room, const request::React& react, const Id& id)
{
    auto event = draft(participant, *room, react.on ? EventKind::React : EventKind::Unreact, id);
    event.content = react.emoji.toString();
    event.target = react.seq;
    store(participant, room, std::move(event));
}

void Poster::post(
    Participant& participant, const Place& room, const request::Pin& pin, const Id& id)
{
    auto event = draft(participant, *room, pin.on ? EventKind::Pin : EventKind::Unpin, id);
    event.target = pin.seq;
    store(participant, room, std::move(event));
}

void Poster::store(Participant& participant, const Place& room, NewEvent event)
{
    auto id = event.id;
    m_store.append(std::move(event),
        [this, weak = participant.weak_from_this(), room, id = std::move(id),
            requestedAt = m_clock.steadyNow()](const Result<StoredEvent>& stored) {
            if (stored && !stored->repeated) {
                ++m_metrics.events;
                m_metrics.deliveries += static_cast<quint64>(room->audienceOf(stored->event));
                m_metrics.told(requestedAt);
                m_rooms.tellStored(*room, stored->event);
                m_search.notice(room->id());
                return;
            }
            const auto sender = std::static_pointer_cast<Participant>(weak.lock());
            if (!sender || sender->peer().isClosing()) {
                return;
            }
            if (stored) {
                std::visit([&](const auto& original) { sender->tell(original); }, stored->event);
            } else {
                sender->refuse(stored.error(), id);
            }
            m_fanout.schedule(*sender);
        });
}

} // namespace landline::server
