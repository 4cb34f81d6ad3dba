// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/timelineentry.h"

#include "client/mentions.h"
#include "messages/change.h"

namespace landline::client {

std::optional<TimelineEntry> TimelineEntry::from(
    const event::Persistent& event, const UserName& self)
{
    TimelineEntry entry;
    entry.hasSeq = true;
    entry.place = seqOf(event);
    if (const auto* text = std::get_if<event::Text>(&event)) {
        entry.kind = TimelineModel::Kind::Message;
        entry.id = text->id.value_or(EventId());
        entry.author = text->username;
        entry.isOwn = text->username == self && !text->guest; // A guest is somebody else.
        entry.timestamp = text->timestamp;
        entry.replyTo = text->replyTo.value_or(Seq());
        entry.take(*text, self);
    } else if (const auto* topic = std::get_if<event::Topic>(&event)) {
        entry.kind = TimelineModel::Kind::Topic;
        entry.id = topic->id.value_or(EventId());
        entry.author = topic->username;
        entry.isOwn = topic->username == self;
        entry.content = topic->topic;
        entry.timestamp = topic->timestamp;
    } else {
        return std::nullopt;
    }
    return entry;
}

TimelineEntry TimelineEntry::fromPending(const PendingMessage& message, const UserName& self)
{
    TimelineEntry entry;
    entry.id = message.id;
    entry.author = self;
    entry.isOwn = true;
    entry.content = message.content;
    entry.timestamp = message.writtenAt;
    entry.replyTo = message.replyTo.value_or(Seq());
    entry.delivery = message.failure ? Delivery::Failed : Delivery::Pending;
    entry.failure = message.failure.value_or(QString());
    return entry;
}

void TimelineEntry::take(const event::Text& text, const UserName& self)
{
    content = text.content;
    mentionsMe = mentions(text, self);
    isDeleted = text.deleted;
    isPinned = text.pinned;
    edited = text.edited;
    reactions = text.reactions;
}

event::Text TimelineEntry::toText(const UserName& self) const
{
    // What a change neither reads nor leaves alone is left out.
    event::Text text;
    text.seq = place;
    text.username = author;
    text.content = content;
    if (mentionsMe) {
        text.mentions = { self };
    }
    text.deleted = isDeleted;
    text.pinned = isPinned;
    text.edited = edited;
    text.reactions = reactions;
    return text;
}

bool TimelineEntry::apply(const event::Persistent& change, const UserName& self)
{
    if (kind != TimelineModel::Kind::Message || !hasSeq) {
        return false;
    }
    event::Text text = toText(self);
    reactions = {}; // So that the copy is changed in place.
    const bool isChanged = event::apply(change, text);
    take(text, self);
    return isChanged;
}

} // namespace landline::client
