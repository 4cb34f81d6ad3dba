// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/database.h"
#include "server/store/records.h"

#include <optional>

namespace landline::server {

/// The columns of `events` and `users` that takeEvent() reads, in its order.
#define EVENT_COLUMNS                                                                              \
    "events.seq, events.kind, users.name, events.id, events.at, events.content, events.reply_to, " \
    "events.mentions, events.guest"
constexpr int eventColumns = 9;

/// Likewise for messages as they read now, with `message_states` joined. A message without content is deleted.
#define MESSAGE_COLUMNS                                                                            \
    "events.seq, events.kind, users.name, events.id, events.at, "                                  \
    "iif(message_states.edited IS NULL, events.content, message_states.content), "                 \
    "events.reply_to, "                                                                            \
    "iif(message_states.edited IS NULL, events.mentions, message_states.mentions), "               \
    "events.guest, message_states.edited, message_states.pinned"

/// The event that is stored under this seq.
event::Persistent eventOf(const NewEvent& event, Seq seq);

/// The event of a row that begins with EVENT_COLUMNS.
event::Persistent takeEvent(const Rows& row, const RoomName& room);
/// The event of a row that begins with MESSAGE_COLUMNS. Reactions are in a table of their own.
event::Persistent takeMessage(const Rows& row, const RoomName& room);

/// Values as their columns have them.
std::optional<QString> columnOf(const std::optional<EventId>& id);
std::optional<qint64> columnOf(const std::optional<Seq>& seq);
/// Whom an event mentions, one name a line, and "@room" (no user's name) where it is all; nothing where nobody.
std::optional<QString> mentionsColumnOf(const NewEvent& event);

} // namespace landline::server
