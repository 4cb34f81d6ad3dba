// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/database.h"
#include "server/store/records.h"

namespace landline::server {

/// How messages read now, beside the log that says how they came to: edited, deleted, pinned, reacted to.
///
/// Kept only of messages that somebody changed, so that saying something costs nothing here. To be written to in the
/// transaction that stores the change. Values where the database failed are empty: Database::failure() tells.
class MessageStates {
public:
    explicit MessageStates(Database& database)
        : m_database(database)
    {
    }

    /// Why the user may not make this change: NoSuchMessage where the target is no message that can be read, Forbidden
    /// where it is somebody else's, or has as many reactions as it may have. Nothing where it can be made.
    std::optional<Error> refusal(const NewEvent& change, qint64 userNumber);
    /// Makes the change, which is in the log by now. A deleted message's content goes from the log, too.
    void apply(const NewEvent& change, qint64 userNumber);
    /// Adds the reactions to messages of a room, which rise in seq.
    void readReactions(RoomId room, QList<event::Persistent>& messages);

private:
    std::optional<Error> refuseReaction(const NewEvent& change, qint64 userNumber);
    void react(const NewEvent& change, qint64 userNumber);
    void remove(const NewEvent& change);

    Database& m_database;
};

} // namespace landline::server
