// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/emoji.h"
#include "messages/names.h"
#include "messages/search/searchquery.h"
#include "messages/values.h"

#include <QHash>
#include <QString>

#include <optional>
#include <variant>

/// What a client says to the server (PROTOCOL.md section 3), one aggregate a type.
///
/// Where `room` is optional the server takes the connection's only room.
namespace landline::request {

/// First frame of a session connection.
struct Hello {
    int protocol = 1;
    QString client; ///< Such as "landline/1.0"; for the log alone.
    UserName username;
    std::optional<QString> token;
    std::optional<QString> password;
    QHash<RoomName, Seq>
        resume; ///< Rooms whose missed events are wanted at once, and the last seq seen of each.

    bool operator==(const Hello&) const = default;
};

/// Enter a room, making it where it does not exist. Answered by event::UserList and event::History.
struct Join {
    RoomName room;
    std::optional<Seq> since; ///< The last seq seen; excludes `limit`.
    std::optional<int> limit; ///< 0 to limits::historyPage newest messages; 0 for none.

    bool operator==(const Join&) const = default;
};

/// End the membership of a room.
struct Leave {
    std::optional<RoomName> room;

    bool operator==(const Leave&) const = default;
};

/// Say something. Answered by the event::Text itself.
struct Text {
    std::optional<RoomName> room;
    QString content; ///< Markdown, 1 to limits::content UTF-8 bytes.
    std::optional<Seq> replyTo;

    bool operator==(const Text&) const = default;
};

struct Typing {
    std::optional<RoomName> room;
    bool active = true;

    bool operator==(const Typing&) const = default;
};

/// Say a message of one's own otherwise. Answered by the event::Edit, as the next three by theirs.
struct Edit {
    std::optional<RoomName> room;
    Seq seq; ///< Of the message.
    QString content; ///< As of Text.

    bool operator==(const Edit&) const = default;
};

/// Take a message of one's own back.
struct Delete {
    std::optional<RoomName> room;
    Seq seq; ///< Of the message.

    bool operator==(const Delete&) const = default;
};

/// React to a message, or take that back.
struct React {
    std::optional<RoomName> room;
    Seq seq; ///< Of the message.
    Emoji emoji;
    bool on = true;

    bool operator==(const React&) const = default;
};

/// Pin a message to the room, or unpin it.
struct Pin {
    std::optional<RoomName> room;
    Seq seq; ///< Of the message.
    bool on = true;

    bool operator==(const Pin&) const = default;
};

struct Topic {
    std::optional<RoomName> room;
    QString topic; ///< At most limits::topic UTF-8 bytes; empty removes it.

    bool operator==(const Topic&) const = default;
};

/// All up to and including `seq` has been read.
struct Read {
    std::optional<RoomName> room;
    Seq seq;

    bool operator==(const Read&) const = default;
};

/// A page of the past. With `after` the log; else its messages as they read now, the newest where there is no `before`.
struct History {
    std::optional<RoomName> room;
    std::optional<Seq> before;
    std::optional<Seq> after; ///< Excludes `before`.
    int limit = 0; ///< 1 to limits::historyPage; 0 where the client did not say.

    bool operator==(const History&) const = default;
};

/// Messages that are looked for, the newest first, in all rooms that the user may read. Answered by event::Results.
struct Search {
    SearchQuery query;
    std::optional<SearchPlace> before; ///< event::Results::next of the page before.
    int limit = 0; ///< As of History.

    bool operator==(const Search&) const = default;
};

/// All rooms that the user may join.
struct Rooms {
    bool operator==(const Rooms&) const = default;
};

/// All members of a room with their presence.
struct Users {
    std::optional<RoomName> room;

    bool operator==(const Users&) const = default;
};

/// Make a room and become its first member. Answered by event::RoomCreated.
struct Create {
    RoomName room;
    QString topic;
    bool isPrivate = false;

    bool operator==(const Create&) const = default;
};

struct Ping {
    bool operator==(const Ping&) const = default;
};

} // namespace landline::request

namespace landline {

using Request = std::variant<request::Hello, request::Join, request::Leave, request::Text,
    request::Edit, request::Delete, request::React, request::Pin, request::Typing, request::Topic,
    request::Read, request::History, request::Search, request::Rooms, request::Users,
    request::Create, request::Ping>;

/// A request as it came: with the id that its answer will bear.
struct RequestFrame {
    std::optional<EventId> id;
    Request request;

    bool operator==(const RequestFrame&) const = default;
};

} // namespace landline
