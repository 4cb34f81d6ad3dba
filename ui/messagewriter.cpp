// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messagewriter.h"

#include "client/timelinemodel.h"
#include "ui/compose/composer.h"
#include "ui/conversation.h"
#include "ui/look/icons.h"
#include "ui/sentences.h"
#include "ui/timeline/displaytext.h"
#include "ui/timeline/timelineview.h"

namespace landline::ui {

using client::MessageChange;
using client::TimelineModel;

MessageWriter::MessageWriter(client::Session& session, Conversation& conversation, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_conversation(conversation)
    , m_composer(conversation.composer())
{
    connectComposer();
}

void MessageWriter::connectComposer()
{
    connect(&m_composer, &Composer::messageSubmitted, this, &MessageWriter::submit);
    connect(&m_composer, &Composer::contextCancelled, this, &MessageWriter::cancel);
    connect(&m_composer, &Composer::previousWanted, this, &MessageWriter::editNewest);
    connect(&m_composer, &Composer::draftSettled, this, &MessageWriter::keepDraft);
    connect(&m_composer, &Composer::typingChanged, this, [this](bool active) {
        // Whoever mends what was said has nothing to say that others could wait for.
        m_session.reportTyping(m_room, active && !m_work.edit);
    });
    connect(&m_composer, &Composer::blankSubmitted, this, [this] {
        if (m_work.edit) {
            Q_EMIT deletionWanted(m_work.edit->seq);
        }
    });
}

std::optional<MessageWriter::About> MessageWriter::about(Seq seq) const
{
    const TimelineModel* model = m_conversation.timeline().model();
    const int row = model ? model->rowOf(seq) : -1;
    if (row < 0) {
        return std::nullopt;
    }
    const QModelIndex index = model->index(row);
    return About { seq, index.data(TimelineModel::AuthorRole).toString(),
        index.data(TimelineModel::ContentRole).toString() };
}

void MessageWriter::enter(const RoomName& room)
{
    m_room = room;
    m_work = m_elsewhere.take(room);
    if (m_work.edit) {
        m_work.aside = m_composer.text();
        m_composer.setText(m_work.text);
    }
    showContext();
}

void MessageWriter::leave()
{
    keepDraft();
    if (!m_work.isPlain()) {
        m_work.text = m_composer.text();
        m_elsewhere.insert(m_room, m_work);
    }
    m_work = {};
    m_room = {};
}

void MessageWriter::keepDraft()
{
    if (!m_room.isEmpty()) {
        m_session.setDraft(m_room, draft());
    }
}

QString MessageWriter::draft() const
{
    return m_work.edit ? m_work.aside : m_composer.text();
}

void MessageWriter::reply(Seq seq)
{
    endEdit();
    m_work.reply = about(seq);
    showContext();
    m_composer.setFocus(Qt::OtherFocusReason);
}

void MessageWriter::edit(Seq seq)
{
    auto message = about(seq);
    if (!message) {
        return;
    }
    m_work.aside = draft();
    m_work.edit = std::move(message);
    m_composer.setText(m_work.edit->words);
    showContext();
    m_composer.setFocus(Qt::OtherFocusReason);
    m_conversation.timeline().reveal(seq);
}

void MessageWriter::editNewest()
{
    const auto newest = m_conversation.timeline().newestEditable();
    if (newest && !m_work.edit) {
        edit(*newest);
    }
}

void MessageWriter::cancel()
{
    if (m_work.edit) {
        endEdit();
    } else {
        m_work.reply.reset();
    }
    m_composer.showProblem({});
    showContext();
}

void MessageWriter::endEdit()
{
    if (m_work.edit) {
        m_composer.setText(m_work.aside);
        m_work.edit.reset();
        m_work.aside.clear();
        showContext();
    }
}

void MessageWriter::endEditOf(Seq seq)
{
    if (m_work.edit && m_work.edit->seq == seq) {
        endEdit();
    }
}

void MessageWriter::showContext()
{
    if (m_work.edit) {
        m_composer.showContext(
            Icon::Edit, tr("Editing your message"), onOneLine(m_work.edit->words));
    } else if (m_work.reply) {
        m_composer.showContext(Icon::Reply,
            tr("Replying to %1").arg(onOneLine(m_work.reply->author)),
            onOneLine(m_work.reply->words));
    } else {
        m_composer.hideContext();
    }
}

void MessageWriter::submit(const QString& text)
{
    if (m_work.edit) {
        submitEdit(text);
        return;
    }
    if (const auto command = client::SlashCommand::fromText(text)) {
        obey(*command);
    } else {
        post(client::withoutSlashEscape(text));
    }
}

void MessageWriter::post(const QString& content)
{
    const auto original = m_work.reply ? std::optional(m_work.reply->seq) : std::nullopt;
    const Outcome outcome = m_session.post(m_room, content, original);
    if (!outcome) {
        m_composer.showProblem(refusalSentence(outcome.error()));
        return;
    }
    m_work = {};
    finish();
    m_conversation.timeline().jumpToEnd();
}

/// The composer is empty again, and nobody waits for what is written there.
void MessageWriter::finish()
{
    m_composer.clear();
    showContext();
    keepDraft();
    m_session.reportTyping(m_room, false);
}

void MessageWriter::obey(const client::SlashCommand& command)
{
    using Kind = client::SlashCommand::Kind;
    switch (command.kind) {
    case Kind::Me:
    case Kind::Shrug:
        if (command.message().isEmpty()) {
            m_composer.showProblem(tr("Say what you do: /me waves"));
        } else {
            post(command.message());
        }
        break;
    case Kind::Join:
        goTo(command.rest);
        break;
    case Kind::Leave:
        finish();
        m_session.leave(m_room);
        break;
    case Kind::Topic:
        setTopic(command.rest);
        break;
    case Kind::Help:
        finish();
        Q_EMIT helpWanted();
        break;
    case Kind::Unknown:
        m_composer.showProblem(
            tr("There is no command /%1. To send this as a message, begin it with //; /help "
               "shows all commands.")
                .arg(command.name));
    }
}

void MessageWriter::goTo(const QString& name)
{
    const auto room = RoomName::fromString(name.startsWith(u'#') ? name.mid(1) : name);
    if (!room) {
        m_composer.showProblem(roomNameProblem(name));
        return;
    }
    finish();
    Q_EMIT roomWanted(*room);
}

void MessageWriter::setTopic(const QString& topic)
{
    if (topic.isEmpty()) {
        m_composer.showProblem(tr("Say what this room is about: /topic Plants of the roof"));
    } else if (m_session.status().state != client::SessionState::Live) {
        m_composer.showProblem(tr("That needs a connection to the server, and there is none now."));
    } else {
        finish();
        m_session.setTopic(m_room, topic.simplified());
    }
}

void MessageWriter::submitEdit(const QString& text)
{
    const bool isSame = text == m_work.edit->words;
    const Outcome outcome = isSame ? done() : m_session.edit(m_room, m_work.edit->seq, text);
    if (outcome) {
        endEdit();
    } else {
        m_composer.showProblem(changeProblem(MessageChange::Kind::Edit, outcome.error()));
    }
}

bool MessageWriter::takeBack(const MessageChange& change, const QString& sentence)
{
    if (change.room != m_room) {
        Work& work = m_elsewhere[change.room];
        if (!work.edit) {
            work.edit = About { change.target, {}, {} };
            work.text = change.content;
        }
        return false;
    }
    if (m_work.edit) {
        return false;
    }
    edit(change.target);
    if (!m_work.edit) {
        return false; // it is not loaded any more
    }
    m_composer.setText(change.content);
    m_composer.showProblem(sentence);
    return true;
}

} // namespace landline::ui
