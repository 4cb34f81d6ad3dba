// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/codec.h"

#include "messages/jsonkeys.h"
#include "messages/jsonreader.h"
#include "messages/jsonwriter.h"

#include <limits>

namespace landline {

using namespace Qt::StringLiterals;
using namespace std::string_view_literals;
namespace dom = simdjson::dom;

namespace {

constexpr int mostCounted = std::numeric_limits<int>::max();

// --- Encoding ---

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
    if (text.guest) {
        out.field(key::guest, true);
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

void write(JsonWriter& out, const event::Unknown& unknown)
{
    out.field(key::type, "unknown"sv);
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
    if (history.reset) {
        out.field(key::reset, true);
    }
    out.field(key::id, history.id);
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

// --- Decoding ---

QList<UserName> readNames(JsonReader& fields, std::string_view key)
{
    QList<UserName> names;
    const auto array = fields.array(key);
    if (!array) {
        return names;
    }
    for (const auto element : *array) {
        std::string_view text;
        if (element.get(text)) {
            fields.fail(ErrorCode::BadField, key, u"must be an array of strings");
            break;
        }
        auto name = UserName::fromString(toQString(text));
        if (!name) {
            fields.fail(name.error());
            break;
        }
        names.append(*std::move(name));
    }
    return names;
}

QStringList readStrings(JsonReader& fields, std::string_view key)
{
    QStringList strings;
    const auto array = fields.array(key);
    if (!array) {
        return strings;
    }
    for (const auto element : *array) {
        std::string_view text;
        if (element.get(text)) {
            fields.fail(ErrorCode::BadField, key, u"must be an array of strings");
            break;
        }
        strings.append(toQString(text));
    }
    return strings;
}

/// Calls `read` with a reader for the object, passing its fault on.
template <typename Read>
void readObject(JsonReader& fields, dom::object object, const Read& read)
{
    JsonReader inner(object);
    read(inner);
    if (inner.fault()) {
        fields.fail(*inner.fault());
    }
}

/// readObject() for each object of the array, up to the first fault.
template <typename Read>
void readObjects(JsonReader& fields, std::string_view key, const Read& read)
{
    const auto array = fields.array(key);
    if (!array) {
        return;
    }
    for (const auto element : *array) {
        dom::object object;
        if (element.get(object)) {
            fields.fail(ErrorCode::BadField, key, u"must be an array of objects");
            return;
        }
        readObject(fields, object, read);
        if (fields.fault()) {
            return;
        }
    }
}

RoomName readRoomName(JsonReader& fields)
{
    return fields.required(fields.room(key::room), key::room);
}

UserName readUserName(JsonReader& fields)
{
    return fields.required(fields.user(key::username), key::username);
}

Timestamp readTimestamp(JsonReader& fields)
{
    return fields.required(fields.timestamp(key::timestamp), key::timestamp);
}

event::RoomInfo readRoom(JsonReader& fields)
{
    const auto count = [&fields](std::string_view key) {
        return static_cast<int>(fields.integer(key, 0, mostCounted).value_or(0));
    };
    event::RoomInfo info;
    info.room = readRoomName(fields);
    info.topic = fields.text(key::topic).value_or(QString());
    info.lastSeq = fields.seq(key::lastSeq, 0).value_or(Seq {});
    info.readSeq = fields.seq(key::readSeq, 0).value_or(Seq {});
    info.unread = count(key::unread);
    info.mentions = count(key::mentions);
    info.members = count(key::members);
    info.isPrivate = fields.boolean(key::isPrivate).value_or(false);
    info.joined = fields.boolean(key::joined).value_or(false);
    return info;
}

QList<event::RoomInfo> readRooms(JsonReader& fields)
{
    QList<event::RoomInfo> rooms;
    readObjects(fields, key::rooms, [&rooms](JsonReader& room) { rooms.append(readRoom(room)); });
    return rooms;
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
    text.replyTo = fields.seq(key::replyTo, 1);
    text.mentions = readNames(fields, key::mentions);
    text.guest = fields.boolean(key::guest).value_or(false);
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

Result<event::Persistent> readPersistent(dom::object object)
{
    JsonReader fields(object);
    std::optional<event::Persistent> entry;
    if (const auto type = fields.utf8(key::type); type == type::text) {
        entry = readText(fields);
    } else if (type == type::topic) {
        entry = readTopic(fields);
    }
    if (entry && !fields.fault()) {
        return *std::move(entry);
    }
    if (auto place = readPlace(object)) {
        return event::Persistent { *std::move(place) };
    }
    return fields.fault().value_or(
        Error { ErrorCode::BadField, u"An event of a room's log must have room and seq."_s });
}

event::History readHistory(JsonReader& fields)
{
    event::History history;
    history.room = readRoomName(fields);
    if (const auto array = fields.array(key::events)) {
        for (const auto element : *array) {
            dom::object object;
            if (element.get(object)) {
                fields.fail(ErrorCode::BadField, key::events, u"must be an array of objects");
                break;
            }
            auto entry = readPersistent(object);
            if (!entry) {
                fields.fail(entry.error());
                break;
            }
            history.events.append(std::move(entry).value());
        }
    }
    history.first = fields.seq(key::first, 0).value_or(Seq {});
    history.last = fields.seq(key::last, 0).value_or(Seq {});
    history.more = fields.boolean(key::more).value_or(false);
    history.reset = fields.boolean(key::reset).value_or(false);
    history.id = fields.id();
    return history;
}

event::Users readUsers(JsonReader& fields)
{
    event::Users users;
    users.room = readRoomName(fields);
    readObjects(fields, key::users, [&users](JsonReader& member) {
        const auto name = readUserName(member);
        const bool online = member.text(key::presence).value_or(QString()) != "offline"_L1;
        users.users.append({ name, online ? event::Presence::Online : event::Presence::Offline });
    });
    users.id = fields.id();
    return users;
}

event::Limits readLimits(JsonReader& fields)
{
    const auto bound = [&fields](std::string_view key) {
        return fields.integer(key, 0, std::numeric_limits<qint64>::max()).value_or(0);
    };
    return { bound(key::content), bound(key::frame), fields.number(key::rate).value_or(0),
        bound(key::burst), bound(key::file) };
}

event::Welcome readWelcome(JsonReader& fields)
{
    event::Welcome welcome;
    welcome.username = readUserName(fields);
    welcome.token = fields.text(key::token);
    if (const auto server = fields.object(key::server)) {
        readObject(fields, *server, [&welcome](JsonReader& about) {
            welcome.serverName = about.text(key::name).value_or(QString());
            welcome.serverVersion = about.text(key::version).value_or(QString());
            welcome.serverId = about.text(key::id).value_or(QString());
        });
    }
    welcome.rooms = readRooms(fields);
    for (auto& room : welcome.rooms) {
        room.joined = true;
    }
    if (const auto bounds = fields.object(key::limits)) {
        readObject(
            fields, *bounds, [&welcome](JsonReader& bound) { welcome.limits = readLimits(bound); });
    }
    welcome.roles = readStrings(fields, key::roles);
    welcome.features = readStrings(fields, key::features);
    welcome.id = fields.id();
    return welcome;
}

event::Failure readFailure(JsonReader& fields)
{
    const auto code = errorCodeFromWire(fields.text(key::code).value_or(QString()).toLatin1());
    event::Failure failure { code.value_or(ErrorCode::BadFrame),
        fields.text(key::content).value_or(QString()), fields.id(), std::nullopt };
    if (const auto seconds = fields.number(key::retryAfter)) {
        constexpr double longest = 86400; // a day, so that no server can silence a client for good
        failure.retryAfter = std::chrono::round<std::chrono::milliseconds>(
            std::chrono::duration<double>(std::clamp(*seconds, 0.0, longest)));
    }
    return failure;
}

event::Leave readLeave(JsonReader& fields)
{
    return { readRoomName(fields), readUserName(fields),
        fields.text(key::content).value_or(QString()), readTimestamp(fields),
        fields.boolean(key::member).value_or(false), fields.id() };
}

std::optional<Event> readTransient(std::string_view type, JsonReader& fields)
{
    if (type == type::typing) {
        return event::Typing { readRoomName(fields), readUserName(fields),
            fields.boolean(key::active).value_or(true), readTimestamp(fields) };
    }
    if (type == type::join) {
        return event::Join { readRoomName(fields), readUserName(fields),
            fields.text(key::content).value_or(QString()), readTimestamp(fields) };
    }
    if (type == type::leave) {
        return readLeave(fields);
    }
    if (type == type::history) {
        return readHistory(fields);
    }
    if (type == type::userList) {
        return event::UserList { readRoomName(fields), readNames(fields, key::users),
            readTimestamp(fields), fields.id() };
    }
    if (type == type::users) {
        return readUsers(fields);
    }
    if (type == type::read) {
        return event::Read { readRoomName(fields), readUserName(fields),
            fields.required(fields.seq(key::seq, 0), key::seq), fields.id() };
    }
    if (type == type::rooms) {
        return event::Rooms { readRooms(fields), fields.id() };
    }
    if (type == type::room) {
        return event::RoomCreated { readRoom(fields), fields.id() };
    }
    if (type == type::welcome) {
        return readWelcome(fields);
    }
    if (type == type::pong) {
        return event::Pong { fields.id() };
    }
    if (type == type::error) {
        return readFailure(fields);
    }
    return std::nullopt;
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

Result<Event> decodeEvent(QByteArrayView json)
{
    const auto object = parseObject(json);
    if (!object) {
        return object.error();
    }
    JsonReader fields(*object);
    const auto type = readType(fields);
    if (!type) {
        return type.error();
    }
    if (auto event = readTransient(*type, fields)) {
        if (fields.fault()) {
            return *fields.fault();
        }
        return *std::move(event);
    }
    auto entry = readPersistent(*object);
    if (!entry) {
        const bool known = *type == type::text || *type == type::topic;
        return known
            ? entry.error()
            : Error { ErrorCode::UnknownType,
                  u"There is no event of the type \"%1\"."_s.arg(toQString(type->substr(0, 64))) };
    }
    return std::visit(
        [](auto&& e) { return Event { std::forward<decltype(e)>(e) }; }, std::move(entry).value());
}

} // namespace landline
