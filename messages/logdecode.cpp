// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/logdecode.h"

#include "messages/eventfields.h"

#include <algorithm>
#include <array>

namespace landline {

using namespace Qt::StringLiterals;
namespace dom = simdjson::dom;

namespace {

bool isSet(JsonReader& fields, std::string_view key)
{
    return fields.boolean(key).value_or(false);
}

/// An emoji that this build does not take for one is passed over: a message is worth more than its reactions.
QList<event::Reaction> readReactions(JsonReader& fields)
{
    QList<event::Reaction> reactions;
    readObjects(fields, key::reactions, [&reactions](JsonReader& reaction) {
        const auto text = reaction.required(reaction.text(key::emoji), key::emoji);
        auto emoji = Emoji::fromString(text);
        auto users = readNames(reaction, key::users);
        if (emoji && !users.isEmpty()) {
            reactions.append({ *std::move(emoji), std::move(users) });
        }
    });
    return reactions;
}

event::Text readText(JsonReader& fields)
{
    event::Text text;
    text.room = readRoomName(fields);
    text.seq = fields.required(fields.seq(key::seq, 1), key::seq);
    text.id = fields.id();
    text.username = readUserName(fields);
    text.content = fields.required(fields.text(key::content), key::content);
    text.timestamp = readTimestamp(fields);
    if (fields.isExhausted()) {
        return text; // as most are
    }
    text.replyTo = fields.seq(key::replyTo, 1);
    text.mentions = readNames(fields, key::mentions);
    text.guest = isSet(fields, key::guest);
    text.mentionsRoom = isSet(fields, key::mentionsRoom);
    text.edited = fields.timestamp(key::edited);
    text.deleted = isSet(fields, key::deleted);
    text.pinned = isSet(fields, key::pinned);
    text.reactions = readReactions(fields);
    return text;
}

event::Topic readTopic(JsonReader& fields)
{
    event::Topic topic;
    topic.room = readRoomName(fields);
    topic.seq = fields.required(fields.seq(key::seq, 1), key::seq);
    topic.id = fields.id();
    topic.username = readUserName(fields);
    topic.topic = fields.text(key::topic).value_or(QString());
    topic.timestamp = readTimestamp(fields);
    return topic;
}

/// What every change has.
template <typename Change>
Change readChange(JsonReader& fields)
{
    Change change;
    change.room = readRoomName(fields);
    change.seq = fields.required(fields.seq(key::seq, 1), key::seq);
    change.id = fields.id();
    change.username = readUserName(fields);
    change.target = fields.required(fields.seq(key::target, 1), key::target);
    change.timestamp = readTimestamp(fields);
    return change;
}

event::Edit readEdit(JsonReader& fields)
{
    auto edit = readChange<event::Edit>(fields);
    edit.content = fields.required(fields.text(key::content), key::content);
    edit.mentions = readNames(fields, key::mentions);
    edit.mentionsRoom = isSet(fields, key::mentionsRoom);
    return edit;
}

event::React readReact(JsonReader& fields)
{
    auto react = readChange<event::React>(fields);
    react.emoji = fields.required(fields.emoji(key::emoji), key::emoji);
    react.on = fields.boolean(key::on).value_or(true);
    return react;
}

event::Pin readPin(JsonReader& fields)
{
    auto pin = readChange<event::Pin>(fields);
    pin.on = fields.boolean(key::on).value_or(true);
    return pin;
}

std::optional<event::Persistent> readKnown(std::string_view type, JsonReader& fields)
{
    if (type == type::text) {
        return readText(fields);
    }
    if (type == type::edit) {
        return readEdit(fields);
    }
    if (type == type::remove) {
        return readChange<event::Delete>(fields);
    }
    if (type == type::react) {
        return readReact(fields);
    }
    if (type == type::pin) {
        return readPin(fields);
    }
    if (type == type::topic) {
        return readTopic(fields);
    }
    return std::nullopt;
}

/// The place of an event whose type or content this build cannot read: without it the room would have a gap for ever.
std::optional<event::Unknown> readPlace(dom::object object)
{
    JsonReader fields(object);
    auto room = fields.room(key::room);
    const auto seq = fields.seq(key::seq, 1);
    const auto timestamp = fields.timestamp(key::timestamp);
    if (!room || !seq || fields.fault()) {
        return std::nullopt;
    }
    return event::Unknown { *std::move(room), *seq, timestamp.value_or(Timestamp {}) };
}

} // namespace

bool isLogType(std::string_view type)
{
    constexpr std::array types { type::text, type::edit, type::remove, type::react, type::pin,
        type::topic };
    return std::find(types.begin(), types.end(), type) != types.end();
}

Result<event::Persistent> readPersistent(JsonReader& fields, dom::object object)
{
    auto entry = readKnown(fields.utf8(key::type).value_or(std::string_view()), fields);
    if (entry && !fields.fault()) {
        return *std::move(entry);
    }
    if (auto place = readPlace(object)) {
        return event::Persistent { *std::move(place) };
    }
    return fields.fault().value_or(
        Error { ErrorCode::BadField, u"An event of a room's log must have room and seq."_s });
}

} // namespace landline
