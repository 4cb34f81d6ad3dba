// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/events.h"

#include <QList>
#include <QString>

#include <optional>

namespace landline::server {

/// A room's number in the store. Never on the wire.
struct RoomId {
    qint64 value = 0;

    bool operator==(const RoomId&) const = default;
};

/// All that is kept of a room but its log.
struct RoomRecord {
    RoomId id;
    RoomName name;
    QString topic;
    bool isPrivate = false;
    Seq lastSeq;
    QList<UserName> members; ///< Sorted.
};

/// A room and what one user has read of it.
struct Membership {
    RoomRecord room;
    Seq readSeq;
    int unread = 0;
    int mentions = 0;
};

/// How a room is to be opened.
struct RoomOpening {
    RoomName name;
    bool mustBeNew
        = false; ///< Fail with NameTaken where it exists; else it is made only where it does not.
    QString topic; ///< Of a new room.
    bool isPrivate = false; ///< Of a new room.
    Timestamp at;
};

/// What kind of event a row is; the numbers are stored and never change their meaning.
enum class EventKind {
    Text = 0,
    Topic = 1,
    Edit = 2,
    Delete = 3,
    React = 4,
    Unreact = 5,
    Pin = 6,
    Unpin = 7,
};

/// The kind is about another event, NewEvent::target.
constexpr bool isChange(EventKind kind)
{
    return kind >= EventKind::Edit && kind <= EventKind::Unpin;
}

/// An event that has no seq yet.
struct NewEvent {
    RoomId room;
    RoomName roomName;
    EventKind kind = EventKind::Text;
    UserName author;
    std::optional<EventId> id;
    Timestamp at;
    QString content = {}; ///< Of a message or an edit; the topic; the emoji.
    std::optional<Seq> replyTo = {};
    QList<UserName> mentions = {};
    bool guest = false;
    bool mentionsRoom = false;
    std::optional<Seq> target = {}; ///< Of a change.
};

/// An event as it was stored.
struct StoredEvent {
    event::Persistent event;
    bool repeated = false; ///< Stored before under the same id: this is the original.
};

/// Part of a room's log, or of its messages as they read now.
struct LogPage {
    QList<event::Persistent> events; ///< Rising in seq.
    bool more = false; ///< There is more in the direction that was read.
};

} // namespace landline::server
