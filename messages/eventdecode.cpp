// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/codec.h"

#include "messages/eventfields.h"
#include "messages/logdecode.h"

#include <limits>

namespace landline {

using namespace Qt::StringLiterals;
namespace dom = simdjson::dom;

namespace {

constexpr int mostCounted = std::numeric_limits<int>::max();

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
            JsonReader entryFields(object);
            auto entry = readPersistent(entryFields, object);
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

/// The messages of an array; what else this build finds there is passed over. `take` is called with the fields of each
/// and the message.
template <typename Take>
void readTexts(JsonReader& fields, std::string_view key, const Take& take)
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
        JsonReader inner(object);
        auto entry = readPersistent(inner, object);
        if (!entry) {
            fields.fail(entry.error());
            return;
        }
        auto held = *std::move(entry);
        auto* text = std::get_if<event::Text>(&held);
        if (text == nullptr) {
            continue;
        }
        take(inner, std::move(*text));
        if (inner.fault()) {
            fields.fail(*inner.fault());
            return;
        }
    }
}

event::Results readResults(JsonReader& fields)
{
    event::Results results;
    readTexts(fields, key::results, [&results](JsonReader& found, event::Text&& message) {
        event::FoundMessage result { std::move(message), {}, {} };
        readTexts(found, key::before,
            [&result](JsonReader&, event::Text&& text) { result.before.append(std::move(text)); });
        readTexts(found, key::after,
            [&result](JsonReader&, event::Text&& text) { result.after.append(std::move(text)); });
        results.results.append(std::move(result));
    });
    const auto next = fields.searchPlace(key::next);
    results.next = fields.boolean(key::more).value_or(false) ? next : std::nullopt;
    results.indexing = fields.boolean(key::indexing).value_or(false);
    results.id = fields.id();
    return results;
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
    if (type == type::results) {
        return readResults(fields);
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
    auto entry = readPersistent(fields, *object);
    if (!entry) {
        return isLogType(*type)
            ? entry.error()
            : Error { ErrorCode::UnknownType,
                  u"There is no event of the type \"%1\"."_s.arg(toQString(type->substr(0, 64))) };
    }
    return std::visit(
        [](auto&& e) { return Event { std::forward<decltype(e)>(e) }; }, std::move(entry).value());
}

} // namespace landline
