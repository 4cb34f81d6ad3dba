// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"
#include "client/slashcommand.h"

#include <QHash>
#include <QModelIndex>
#include <QObject>

namespace landline::ui {

class Composer;
class Conversation;

/// What is being written in the room on the screen: a message, a reply, or an earlier message said otherwise.
///
/// Stands between composer and session. What was begun stays with its room while another is on the screen; an
/// edit takes the place of the draft for as long as it lasts.
class MessageWriter final : public QObject {
    Q_OBJECT

public:
    /// Both are borrowed.
    MessageWriter(client::Session& session, Conversation& conversation, QObject* parent = nullptr);

    /// Another room is on the screen, its draft in the composer. Goes on with what was begun there.
    void enter(const RoomName& room);
    /// To be called before another room is shown.
    void leave();
    /// Puts the room's draft on the disk, which is not what is being edited.
    void keepDraft();

    void reply(Seq seq);
    void edit(Seq seq);
    /// A message is gone: nobody edits it any more.
    void endEditOf(Seq seq);
    /// An edit was refused. What was typed comes back, so that it is not lost. False where that is not on the screen,
    /// and the sentence has to be said elsewhere.
    bool takeBack(const client::MessageChange& edit, const QString& sentence);

Q_SIGNALS:
    /// An edit left nothing of a message.
    void deletionWanted(landline::Seq seq);
    /// A command asked for it.
    void roomWanted(const landline::RoomName& room);
    void helpWanted();

private:
    struct About {
        Seq seq;
        QString author;
        QString words; ///< Markdown, as it read when this began.
    };
    struct Work {
        std::optional<About> reply;
        std::optional<About> edit;
        QString aside; ///< While something is edited: the draft that it took the place of.
        QString text; ///< Of an edit in a room that is not on the screen: how far it came.

        bool isPlain() const { return !reply && !edit; }
    };

    void connectComposer();
    void submit(const QString& text);
    void submitEdit(const QString& text);
    void obey(const client::SlashCommand& command);
    void goTo(const QString& name);
    void setTopic(const QString& topic);
    void post(const QString& content);
    void finish();
    void editNewest();
    void cancel();
    void endEdit();
    void showContext();
    std::optional<About> about(Seq seq) const;
    QString draft() const;

    client::Session& m_session;
    Conversation& m_conversation;
    Composer& m_composer;
    RoomName m_room;
    Work m_work;
    QHash<RoomName, Work> m_elsewhere; ///< Begun in rooms that are not on the screen.
};

} // namespace landline::ui
