// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/timelinemodel.h"

namespace landline::client {

/// One row of a TimelineModel.
struct TimelineEntry {
    TimelineModel::Kind kind = TimelineModel::Kind::Message;
    bool hasSeq = false; ///< A persistent event, whose seq is `place`.
    bool mentionsMe = false;
    bool isOwn = false;
    bool isDeleted = false;
    bool isPinned = false;
    Delivery delivery = Delivery::Received;
    Seq place; ///< Of a notice: the seq that it stands after.
    EventId id;
    UserName author;
    QString content;
    QString failure;
    Timestamp timestamp;
    Seq replyTo; ///< 0 where none.
    std::optional<Timestamp> edited;
    QList<event::Reaction> reactions;

    /// The row of an event; nothing where it has none of its own.
    static std::optional<TimelineEntry> from(const event::Persistent& event, const UserName& self);
    static TimelineEntry fromPending(const PendingMessage& message, const UserName& self);

    /// Makes the message read as after a change (event::apply). False where it reads as before.
    bool apply(const event::Persistent& change, const UserName& self);

private:
    void take(const event::Text& text, const UserName& self);
    event::Text toText(const UserName& self) const;
};

} // namespace landline::client
