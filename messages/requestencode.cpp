// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/codec.h"

#include "messages/jsonkeys.h"
#include "messages/jsonwriter.h"

#include <algorithm>

namespace landline {

namespace {

void write(JsonWriter& out, const request::Hello& hello)
{
    out.field(key::type, type::hello);
    out.field(key::protocol, hello.protocol);
    out.field(key::client, hello.client);
    out.field(key::username, hello.username);
    out.field(key::token, hello.token);
    out.field(key::password, hello.password);
    if (hello.resume.isEmpty()) {
        return;
    }
    // Sorted, so that the same hello is the same bytes. A room's name needs escapes, unlike the keys of the protocol.
    auto rooms = hello.resume.keys();
    std::sort(rooms.begin(), rooms.end());
    out.map(key::resume, rooms,
        [&hello](const RoomName& room) { return hello.resume.value(room).value; });
}

void write(JsonWriter& out, const request::Join& join)
{
    out.field(key::type, type::join);
    out.field(key::room, join.room);
    out.field(key::since, join.since);
    out.field(key::limit, join.limit);
}

void write(JsonWriter& out, const request::Leave& leave)
{
    out.field(key::type, type::leave);
    out.field(key::room, leave.room);
}

void write(JsonWriter& out, const request::Text& text)
{
    out.field(key::type, type::text);
    out.field(key::room, text.room);
    out.field(key::content, text.content);
    out.field(key::replyTo, text.replyTo);
}

void write(JsonWriter& out, const request::Edit& edit)
{
    out.field(key::type, type::edit);
    out.field(key::room, edit.room);
    out.field(key::seq, edit.seq);
    out.field(key::content, edit.content);
}

void write(JsonWriter& out, const request::Delete& removal)
{
    out.field(key::type, type::remove);
    out.field(key::room, removal.room);
    out.field(key::seq, removal.seq);
}

void write(JsonWriter& out, const request::React& react)
{
    out.field(key::type, type::react);
    out.field(key::room, react.room);
    out.field(key::seq, react.seq);
    out.field(key::emoji, react.emoji.toString());
    out.field(key::on, react.on);
}

void write(JsonWriter& out, const request::Pin& pin)
{
    out.field(key::type, type::pin);
    out.field(key::room, pin.room);
    out.field(key::seq, pin.seq);
    out.field(key::on, pin.on);
}

void write(JsonWriter& out, const request::Typing& typing)
{
    out.field(key::type, type::typing);
    out.field(key::room, typing.room);
    out.field(key::active, typing.active);
}

void write(JsonWriter& out, const request::Topic& topic)
{
    out.field(key::type, type::topic);
    out.field(key::room, topic.room);
    out.field(key::topic, topic.topic);
}

void write(JsonWriter& out, const request::Read& read)
{
    out.field(key::type, type::read);
    out.field(key::room, read.room);
    out.field(key::seq, read.seq);
}

void write(JsonWriter& out, const request::History& history)
{
    out.field(key::type, type::history);
    out.field(key::room, history.room);
    out.field(key::before, history.before);
    out.field(key::after, history.after);
    if (history.limit > 0) {
        out.field(key::limit, history.limit);
    }
}

void write(JsonWriter& out, const request::Search& search)
{
    out.field(key::type, type::search);
    out.field(key::query, search.query.toString());
    out.field(key::before, search.before);
    if (search.limit > 0) {
        out.field(key::limit, search.limit);
    }
}

void write(JsonWriter& out, const request::Rooms&)
{
    out.field(key::type, type::rooms);
}

void write(JsonWriter& out, const request::Users& users)
{
    out.field(key::type, type::users);
    out.field(key::room, users.room);
}

void write(JsonWriter& out, const request::Create& create)
{
    out.field(key::type, type::create);
    out.field(key::room, create.room);
    out.field(key::topic, create.topic);
    out.field(key::isPrivate, create.isPrivate);
}

void write(JsonWriter& out, const request::Ping&)
{
    out.field(key::type, type::ping);
}

} // namespace

QByteArray encode(const RequestFrame& frame)
{
    JsonText json;
    JsonWriter out(json);
    std::visit([&out](const auto& request) { write(out, request); }, frame.request);
    out.field(key::id, frame.id);
    out.end();
    return json.toByteArray();
}

} // namespace landline
