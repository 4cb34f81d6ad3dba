// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/errorcode.h"
#include "messages/logevents.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <type_traits>
#include <variant>

/// What the server says to a client (PROTOCOL.md section 4), one aggregate a type.
///
/// `id`, where present, is that of the request which the event answers.
namespace landline::event {

/// A user's first connection came to a room.
struct Join {
    RoomName room;
    UserName username;
    QString content; ///< "ann joined general"
    Timestamp timestamp;

    bool operator==(const Join&) const = default;
};

/// A user's last connection left a room.
struct Leave {
    RoomName room;
    UserName username;
    QString content; ///< "ann left general"
    Timestamp timestamp;
    bool remainsMember = false; ///< Went offline, and did not end the membership. Wire: "member".
    std::optional<EventId> id; ///< Only to the connection that asked to leave.

    bool operator==(const Leave&) const = default;
};

struct Typing {
    RoomName room;
    UserName username;
    bool active = true;
    Timestamp timestamp;

    bool operator==(const Typing&) const = default;
};

/// Who is connected to a room, sorted, each once.
struct UserList {
    RoomName room;
    QList<UserName> users;
    Timestamp timestamp;
    std::optional<EventId> id;

    bool operator==(const UserList&) const = default;
};

enum class Presence { Online, Offline };

struct Member {
    UserName username;
    Presence presence = Presence::Offline;

    bool operator==(const Member&) const = default;
};

/// All members of a room, sorted by name.
struct Users {
    RoomName room;
    QList<Member> users;
    std::optional<EventId> id;

    bool operator==(const Users&) const = default;
};

/// A run of a room's past. `first` and `last` are the seqs of the run's ends, both 0 where it is empty.
///
/// Either the log, entry by entry, or (asked for backwards, or a fresh start) its messages as they read now: then
/// changes are not among the events, and the run may end behind the last of them.
struct History {
    RoomName room;
    QList<Persistent> events; ///< Rising in seq.
    Seq first;
    Seq last;
    bool more = false; ///< There is more in the direction that was asked for.
    bool reset
        = false; ///< Too much was missed: forget what is held of the room, this is the newest.
    std::optional<EventId> id;

    bool operator==(const History&) const = default;
};

/// A message that was looked for, as it reads now, and what was said around it in its room.
struct FoundMessage {
    Text message;
    QList<Text> before; ///< Rising in seq, like the next.
    QList<Text> after;

    bool operator==(const FoundMessage&) const = default;
};

/// The answer to request::Search: the newest first.
struct Results {
    QList<FoundMessage> results;
    std::optional<SearchPlace>
        next; ///< There may be more: request::Search::before of the next page.
    bool indexing
        = false; ///< The server has not read all that was said yet; the newest may be missing.
    std::optional<EventId> id;

    bool operator==(const Results&) const = default;
};

/// A room as one user sees it.
struct RoomInfo {
    RoomName room;
    QString topic;
    Seq lastSeq;
    Seq readSeq;
    int unread = 0; ///< Messages of others after readSeq; counting stops at 1,000.
    int mentions = 0;
    int members = 0;
    bool isPrivate = false;
    bool joined
        = false; ///< The asker is a member. Wire: "joined", in `rooms` and `room` only: in a welcome all are.

    bool operator==(const RoomInfo&) const = default;
};

struct Rooms {
    QList<RoomInfo> rooms;
    std::optional<EventId> id;

    bool operator==(const Rooms&) const = default;
};

struct RoomCreated {
    RoomInfo room;
    std::optional<EventId> id;

    bool operator==(const RoomCreated&) const = default;
};

struct Read {
    RoomName room;
    UserName username;
    Seq seq;
    std::optional<EventId> id;

    bool operator==(const Read&) const = default;
};

struct Limits {
    qint64 content = 0; ///< UTF-8 bytes in a message.
    qint64 frame = 0; ///< Bytes in a frame.
    double rate = 0; ///< Messages a second.
    qint64 burst = 0; ///< Messages at once.
    qint64 file = 0; ///< Bytes in a file.

    bool operator==(const Limits&) const = default;
};

/// The answer to request::Hello.
struct Welcome {
    UserName username;
    std::optional<QString> token; ///< Only when newly issued.
    QString serverName;
    QString serverVersion;
    QString serverId;
    QList<RoomInfo> rooms; ///< The user's rooms; the connection is live in each from lastSeq on.
    Limits limits;
    QStringList roles;
    QStringList features;
    std::optional<EventId> id;

    bool operator==(const Welcome&) const = default;
};

struct Pong {
    std::optional<EventId> id;

    bool operator==(const Pong&) const = default;
};

/// A request was not done.
struct Failure {
    ErrorCode code = ErrorCode::BadFrame;
    QString content; ///< A sentence for a person.
    std::optional<EventId> id;
    std::optional<std::chrono::milliseconds> retryAfter;

    bool operator==(const Failure&) const = default;
};

} // namespace landline::event

namespace landline {

using Event = std::variant<event::Text, event::Topic, event::Edit, event::Delete, event::React,
    event::Pin, event::Unknown, event::Join, event::Leave, event::Typing, event::UserList,
    event::Users, event::History, event::Results, event::Rooms, event::RoomCreated, event::Read,
    event::Welcome, event::Pong, event::Failure>;

/// The entry of a log that an event is; nothing where it is of another kind.
inline std::optional<event::Persistent> asPersistent(const Event& event)
{
    return std::visit(
        []<typename T>(const T& e) -> std::optional<event::Persistent> {
            if constexpr (std::is_constructible_v<event::Persistent, T>) {
                return event::Persistent(e);
            } else {
                return std::nullopt;
            }
        },
        event);
}

} // namespace landline
