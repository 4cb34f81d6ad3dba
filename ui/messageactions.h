// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"

#include <QObject>

namespace landline::ui {

class Conversation;
class MessageWriter;

/// What is done to the messages of the room on the screen: asks the session for it, the reader where it cannot be
/// taken back, and says what was refused. Replies and edits are the writer's.
class MessageActions final : public QObject {
    Q_OBJECT

public:
    /// All are borrowed.
    MessageActions(client::Session& session, Conversation& conversation, MessageWriter& writer,
        QObject* parent = nullptr);

    /// Another room is on the screen.
    void enter(const RoomName& room);

private:
    void connectTimeline();
    void askToDelete(Seq seq);
    void goOnAfterQuestion();
    void takeFailure(const client::MessageChange& change, const Error& error);
    void sayIfRefused(client::MessageChange::Kind kind, const Outcome& outcome);

    client::Session& m_session;
    Conversation& m_conversation;
    MessageWriter& m_writer;
    RoomName m_room;
    Seq m_toDelete;
};

} // namespace landline::ui
