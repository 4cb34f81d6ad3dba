// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/emoji.h"
#include "messages/names.h"
#include "messages/values.h"

#include <QList>
#include <QString>

#include <optional>
#include <variant>

/// The entries of a room's log (PROTOCOL.md section 5.1), one aggregate a type.
///
/// Each has a seq, and its place never changes. `id` is that of the request which made it. A change (edit, delete,
/// react, pin) names by `target` the message that it is about; what it does to it is in messages/change.h.
namespace landline::event {

/// Who reacted to a message with one emoji.
struct Reaction {
    Emoji emoji;
    QList<UserName> users; ///< Sorted.

    bool operator==(const Reaction&) const = default;
};

/// A message. In the log as it was said, but for `deleted`; elsewhere as it reads now.
struct Text {
    RoomName room;
    Seq seq;
    std::optional<EventId> id;
    UserName username;
    QString content; ///< Markdown; empty where it was deleted.
    Timestamp timestamp;
    std::optional<Seq> replyTo;
    QList<UserName> mentions;
    bool guest = false; ///< Said over a simple connection, by someone who is not a member.
    bool mentionsRoom = false; ///< It says "@room". Wire: "mentions_room".
    bool deleted = false;
    bool pinned = false;
    std::optional<Timestamp> edited = {}; ///< When it was edited last.
    QList<Reaction> reactions = {}; ///< Sorted by emoji.

    bool operator==(const Text&) const = default;
};

/// A room's topic was set.
struct Topic {
    RoomName room;
    Seq seq;
    std::optional<EventId> id;
    UserName username;
    QString topic;
    Timestamp timestamp;

    bool operator==(const Topic&) const = default;
};

/// The author said it otherwise.
struct Edit {
    RoomName room;
    Seq seq;
    std::optional<EventId> id;
    UserName username;
    Seq target;
    QString
        content; ///< In place of what was there; empty where the message has been deleted since.
    Timestamp timestamp;
    QList<UserName> mentions = {}; ///< Of the new content.
    bool mentionsRoom = false;

    bool operator==(const Edit&) const = default;
};

/// The author took it back: its content is nowhere any more.
struct Delete {
    RoomName room;
    Seq seq;
    std::optional<EventId> id;
    UserName username;
    Seq target;
    Timestamp timestamp;

    bool operator==(const Delete&) const = default;
};

/// Somebody reacted, or (not `on`) took it back.
struct React {
    RoomName room;
    Seq seq;
    std::optional<EventId> id;
    UserName username;
    Seq target;
    Emoji emoji;
    bool on = true;
    Timestamp timestamp;

    bool operator==(const React&) const = default;
};

/// The message was pinned to the room, or (not `on`) is no longer.
struct Pin {
    RoomName room;
    Seq seq;
    std::optional<EventId> id;
    UserName username;
    Seq target;
    bool on = true;
    Timestamp timestamp;

    bool operator==(const Pin&) const = default;
};

/// An entry of a type that this build does not know: only its place counts.
struct Unknown {
    RoomName room;
    Seq seq;
    Timestamp timestamp;

    bool operator==(const Unknown&) const = default;
};

/// One entry of a room's log.
using Persistent = std::variant<Text, Topic, Edit, Delete, React, Pin, Unknown>;

inline Seq seqOf(const Persistent& entry)
{
    return std::visit([](const auto& e) { return e.seq; }, entry);
}

inline const RoomName& roomOf(const Persistent& entry)
{
    return std::visit([](const auto& e) -> const RoomName& { return e.room; }, entry);
}

} // namespace landline::event
