// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/codec.h"

#include "messages/jsonkeys.h"
#include "messages/jsonwriter.h"

namespace landline {

using namespace std::string_view_literals;

namespace {

void writeNames(JsonWriter& out, std::string_view key, const QList<UserName>& names)
{
    out.array(key, names, [](JsonText& json, const UserName& name) {
        JsonWriter::appendText(json, name.toString());
    });
}

void writeStrings(JsonWriter& out, std::string_view key, const QStringList& strings)
{
    out.array(key, strings,
        [](JsonText& json, const QString& text) { JsonWriter::appendText(json, text); });
}

/// All but whether it is joined: in a welcome every room is.
void writeRoom(JsonWriter& out, const event::RoomInfo& info)
{
    out.field(key::room, info.room);
    out.field(key::topic, info.topic);
    out.field(key::lastSeq, info.lastSeq);
    out.field(key::readSeq, info.readSeq);
    out.field(key::unread, info.unread);
    out.field(key::mentions, info.mentions);
    out.field(key::members, info.members);
    out.field(key::isPrivate, info.isPrivate);
}

void writeRoomToJoin(JsonWriter& out, const event::RoomInfo& info)
{
    writeRoom(out, info);
    out.field(key::joined, info.joined);
}

template <typename WriteOne>
void writeRooms(JsonWriter& out, const QList<event::RoomInfo>& rooms, const WriteOne& writeOne)
{
    out.array(key::rooms, rooms, [&writeOne](JsonText& json, const event::RoomInfo& info) {
        JsonWriter inner(json);
        writeOne(inner, info);
        inner.end();
    });
}

void writeReactions(JsonWriter& out, const QList<event::Reaction>& reactions)
{
    out.array(key::reactions, reactions, [](JsonText& json, const event::Reaction& reaction) {
        JsonWriter inner(json);
        inner.field(key::emoji, reaction.emoji.toString());
        writeNames(inner, key::users, reaction.users);
        inner.end();
    });
}

void writeIfSet(JsonWriter& out, std::string_view key, bool value)
{
    if (value) {
        out.field(key, true);
    }
}

void write(JsonWriter& out, const event::Text& text)
{
    out.field(key::type, type::text);
    out.field(key::room, text.room);
    out.field(key::seq, text.seq);
    out.field(key::id, text.id);
    out.field(key::username, text.username);
    out.field(key::content, text.content);
    out.field(key::timestamp, text.timestamp);
    out.field(key::replyTo, text.replyTo);
    if (!text.mentions.isEmpty()) {
        writeNames(out, key::mentions, text.mentions);
    }
    writeIfSet(out, key::guest, text.guest);
    writeIfSet(out, key::mentionsRoom, text.mentionsRoom);
    out.field(key::edited, text.edited);
    writeIfSet(out, key::deleted, text.deleted);
    writeIfSet(out, key::pinned, text.pinned);
    if (!text.reactions.isEmpty()) {
        writeReactions(out, text.reactions);
    }
}

void write(JsonWriter& out, const event::Topic& topic)
{
    out.field(key::type, type::topic);
    out.field(key::room, topic.room);
    out.field(key::seq, topic.seq);
    out.field(key::id, topic.id);
    out.field(key::username, topic.username);
    out.field(key::topic, topic.topic);
    out.field(key::timestamp, topic.timestamp);
}

/// What every change begins with.
template <typename Change>
void writeChange(JsonWriter& out, std::string_view type, const Change& change)
{
    out.field(key::type, type);
    out.field(key::room, change.room);
    out.field(key::seq, change.seq);
    out.field(key::id, change.id);
    out.field(key::username, change.username);
    out.field(key::target, change.target);
}

void write(JsonWriter& out, const event::Edit& edit)
{
    writeChange(out, type::edit, edit);
    out.field(key::content, edit.content);
    out.field(key::timestamp, edit.timestamp);
    if (!edit.mentions.isEmpty()) {
        writeNames(out, key::mentions, edit.mentions);
    }
    writeIfSet(out, key::mentionsRoom, edit.mentionsRoom);
}

void write(JsonWriter& out, const event::Delete& removal)
{
    writeChange(out, type::remove, removal);
    out.field(key::timestamp, removal.timestamp);
}

void write(JsonWriter& out, const event::React& react)
{
    writeChange(out, type::react, react);
    out.field(key::emoji, react.emoji.toString());
    out.field(key::on, react.on);
    out.field(key::timestamp, react.timestamp);
}

void write(JsonWriter& out, const event::Pin& pin)
{
    writeChange(out, type::pin, pin);
    out.field(key::on, pin.on);
    out.field(key::timestamp, pin.timestamp);
}

void write(JsonWriter& out, const event::Unknown& unknown)
{
    out.field(key::type, type::unknown);
    out.field(key::room, unknown.room);
    out.field(key::seq, unknown.seq);
    out.field(key::timestamp, unknown.timestamp);
}

void write(JsonWriter& out, const event::Join& join)
{
    out.field(key::type, type::join);
    out.field(key::room, join.room);
    out.field(key::username, join.username);
    out.field(key::content, join.content);
    out.field(key::timestamp, join.timestamp);
}

void write(JsonWriter& out, const event::Leave& leave)
{
    out.field(key::type, type::leave);
    out.field(key::room, leave.room);
    out.field(key::username, leave.username);
    out.field(key::content, leave.content);
    out.field(key::timestamp, leave.timestamp);
    out.field(key::member, leave.remainsMember);
    out.field(key::id, leave.id);
}

void write(JsonWriter& out, const event::Typing& typing)
{
    out.field(key::type, type::typing);
    out.field(key::room, typing.room);
    out.field(key::username, typing.username);
    out.field(key::active, typing.active);
    out.field(key::timestamp, typing.timestamp);
}

void write(JsonWriter& out, const event::UserList& list)
{
    out.field(key::type, type::userList);
    out.field(key::room, list.room);
    writeNames(out, key::users, list.users);
    out.field(key::timestamp, list.timestamp);
    out.field(key::id, list.id);
}

void write(JsonWriter& out, const event::Users& users)
{
    out.field(key::type, type::users);
    out.field(key::room, users.room);
    out.array(key::users, users.users, [](JsonText& json, const event::Member& member) {
        JsonWriter inner(json);
        inner.field(key::username, member.username);
        inner.field(
            key::presence, member.presence == event::Presence::Online ? "online"sv : "offline"sv);
        inner.end();
    });
    out.field(key::id, users.id);
}

void write(JsonWriter& out, const event::History& history)
{
    out.field(key::type, type::history);
    out.field(key::room, history.room);
    out.array(key::events, history.events, [](JsonText& json, const event::Persistent& entry) {
        JsonWriter inner(json);
        std::visit([&inner](const auto& e) { write(inner, e); }, entry);
        inner.end();
    });
    out.field(key::first, history.first);
    out.field(key::last, history.last);
    out.field(key::more, history.more);
    writeIfSet(out, key::reset, history.reset);
    out.field(key::id, history.id);
}

void writeTexts(JsonWriter& out, std::string_view key, const QList<event::Text>& texts)
{
    if (texts.isEmpty()) {
        return;
    }
    out.array(key, texts, [](JsonText& json, const event::Text& text) {
        JsonWriter inner(json);
        write(inner, text);
        inner.end();
    });
}

void write(JsonWriter& out, const event::Results& results)
{
    out.field(key::type, type::results);
    out.array(key::results, results.results, [](JsonText& json, const event::FoundMessage& found) {
        JsonWriter inner(json);
        write(inner, found.message);
        writeTexts(inner, key::before, found.before);
        writeTexts(inner, key::after, found.after);
        inner.end();
    });
    out.field(key::more, results.next.has_value());
    out.field(key::next, results.next);
    writeIfSet(out, key::indexing, results.indexing);
    out.field(key::id, results.id);
}

void write(JsonWriter& out, const event::Rooms& rooms)
{
    out.field(key::type, type::rooms);
    writeRooms(out, rooms.rooms, writeRoomToJoin);
    out.field(key::id, rooms.id);
}

void write(JsonWriter& out, const event::RoomCreated& created)
{
    out.field(key::type, type::room);
    writeRoomToJoin(out, created.room);
    out.field(key::id, created.id);
}

void write(JsonWriter& out, const event::Read& read)
{
    out.field(key::type, type::read);
    out.field(key::room, read.room);
    out.field(key::username, read.username);
    out.field(key::seq, read.seq);
    out.field(key::id, read.id);
}

void write(JsonWriter& out, const event::Welcome& welcome)
{
    out.field(key::type, type::welcome);
    out.field(key::username, welcome.username);
    out.field(key::token, welcome.token);
    out.object(key::server, [&welcome](JsonWriter& server) {
        server.field(key::name, welcome.serverName);
        server.field(key::version, welcome.serverVersion);
        server.field(key::id, welcome.serverId);
    });
    writeRooms(out, welcome.rooms, writeRoom);
    out.object(key::limits, [&welcome](JsonWriter& bounds) {
        bounds.field(key::content, welcome.limits.content);
        bounds.field(key::frame, welcome.limits.frame);
        bounds.field(key::rate, welcome.limits.rate);
        bounds.field(key::burst, welcome.limits.burst);
        bounds.field(key::file, welcome.limits.file);
    });
    writeStrings(out, key::roles, welcome.roles);
    writeStrings(out, key::features, welcome.features);
    out.field(key::id, welcome.id);
}

void write(JsonWriter& out, const event::Pong& pong)
{
    out.field(key::type, type::pong);
    out.field(key::id, pong.id);
}

void write(JsonWriter& out, const event::Failure& failure)
{
    out.field(key::type, type::error);
    out.field(key::code,
        std::string_view(wireName(failure.code).data(),
            static_cast<std::size_t>(wireName(failure.code).size())));
    out.field(key::content, failure.content);
    out.field(key::id, failure.id);
    if (failure.retryAfter) {
        out.field(key::retryAfter, std::chrono::duration<double>(*failure.retryAfter).count());
    }
}

template <typename Variant>
QByteArray encodeVariant(const Variant& event)
{
    JsonText json;
    JsonWriter out(json);
    std::visit([&out](const auto& e) { write(out, e); }, event);
    out.end();
    return json.toByteArray();
}

} // namespace

QByteArray encode(const Event& event)
{
    return encodeVariant(event);
}

QByteArray encode(const event::Persistent& entry)
{
    return encodeVariant(entry);
}

} // namespace landline
