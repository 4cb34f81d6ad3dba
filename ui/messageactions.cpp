// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messageactions.h"

#include "client/timelinemodel.h"
#include "ui/compose/composer.h"
#include "ui/conversation.h"
#include "ui/messagewriter.h"
#include "ui/noticebar.h"
#include "ui/questionbar.h"
#include "ui/sentences.h"
#include "ui/timeline/displaytext.h"
#include "ui/timeline/timelineview.h"

namespace landline::ui {

using client::MessageChange;
using client::TimelineModel;

MessageActions::MessageActions(
    client::Session& session, Conversation& conversation, MessageWriter& writer, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_conversation(conversation)
    , m_writer(writer)
{
    connectTimeline();
    connect(&m_writer, &MessageWriter::deletionWanted, this, &MessageActions::askToDelete);
    connect(&m_conversation.question(), &QuestionBar::confirmed, this, [this] {
        const Outcome outcome = m_session.deleteMessage(m_room, m_toDelete);
        sayIfRefused(MessageChange::Kind::Delete, outcome);
        if (outcome) {
            m_writer.endEditOf(m_toDelete);
        }
        goOnAfterQuestion();
    });
    connect(&m_conversation.question(), &QuestionBar::declined, this,
        &MessageActions::goOnAfterQuestion);
    connect(&m_session, &client::Session::changeFailed, this, &MessageActions::takeFailure);
}

void MessageActions::connectTimeline()
{
    TimelineView& timeline = m_conversation.timeline();
    timeline.setFeatures(m_session.features());
    connect(&m_session, &client::Session::featuresChanged, &timeline,
        [this, &timeline] { timeline.setFeatures(m_session.features()); });
    connect(&timeline, &TimelineView::replyRequested, &m_writer, &MessageWriter::reply);
    connect(&timeline, &TimelineView::editRequested, &m_writer, &MessageWriter::edit);
    connect(&timeline, &TimelineView::deleteRequested, this, &MessageActions::askToDelete);
    connect(&timeline, &TimelineView::pinRequested, this, [this](Seq seq, bool on) {
        sayIfRefused(MessageChange::Kind::Pin, m_session.pin(m_room, seq, on));
    });
    connect(&timeline, &TimelineView::reactionRequested, this,
        [this](Seq seq, const Emoji& emoji, bool on) {
            sayIfRefused(MessageChange::Kind::React, m_session.react(m_room, seq, emoji, on));
        });
    connect(&timeline, &TimelineView::originalWanted, this,
        [this](Seq seq) { m_session.loadOriginal(m_room, seq); });
    connect(&m_session, &client::Session::statusChanged, &timeline,
        [&timeline](const client::SessionStatus& status) {
            if (status.state == client::SessionState::Live) {
                timeline.askAgain();
            }
        });
    connect(&timeline, &TimelineView::olderPageWanted, this, [this, &timeline] {
        if (!m_session.loadOlder(m_room)) {
            timeline.giveUpJump();
        }
    });
    connect(&timeline, &TimelineView::jumpFailed, this, [this] {
        m_conversation.notice().say(NoticeBar::Tone::Warning,
            tr("That message cannot be shown. It is too far back, or it is not on this computer "
               "and "
               "there is no connection."),
            tr("Close"));
    });
}

void MessageActions::enter(const RoomName& room)
{
    m_room = room;
}

void MessageActions::askToDelete(Seq seq)
{
    const TimelineModel* model = m_conversation.timeline().model();
    const int row = model ? model->rowOf(seq) : -1;
    if (row < 0) {
        return;
    }
    m_toDelete = seq;
    m_conversation.question().ask(
        tr("Delete this message for everybody? It cannot be brought back."),
        onOneLine(model->index(row).data(TimelineModel::ContentRole).toString()), tr("Delete"),
        tr("Keep"));
}

void MessageActions::goOnAfterQuestion()
{
    m_toDelete = {};
    m_conversation.composer().setFocus(Qt::OtherFocusReason);
}

void MessageActions::sayIfRefused(MessageChange::Kind kind, const Outcome& outcome)
{
    if (!outcome) {
        m_conversation.notice().say(
            NoticeBar::Tone::Warning, changeProblem(kind, outcome.error()), tr("Close"));
    }
}

void MessageActions::takeFailure(const MessageChange& change, const Error& error)
{
    const QString sentence = changeProblem(change.kind, error);
    if (change.kind == MessageChange::Kind::Edit && m_writer.takeBack(change, sentence)) {
        return; // said where it was typed
    }
    m_conversation.notice().say(NoticeBar::Tone::Warning, sentence, tr("Close"));
}

} // namespace landline::ui
