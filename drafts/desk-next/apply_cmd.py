import os
os.chdir(os.path.dirname(os.path.abspath(__file__)) + '/../..')
def sub(p, *pairs):
    s=open(p).read()
    for a,b in pairs:
        assert s.count(a)==1, (p, s.count(a), a)
        s=s.replace(a,b)
    open(p,'w').write(s)
sub('ui/CMakeLists.txt',('        compose/composer.cpp compose/composer.h\n','        compose/completion.cpp compose/completion.h\n        compose/completionpopup.cpp compose/completionpopup.h\n        compose/completions.cpp compose/completions.h\n        compose/composer.cpp compose/composer.h\n'),
('        compose/composeredit.cpp','        compose/composercompletion.cpp\n        compose/composeredit.cpp'))
sub('client/CMakeLists.txt',('        timelinechanges.cpp\n','        slashcommand.cpp slashcommand.h\n        timelinechanges.cpp\n'))
sub('tests/client/CMakeLists.txt',('roomlistmodel serveraddress','roomlistmodel serveraddress slashcommand'))
sub('ui/compose/composer.h',('#include <QTimer>\n','#include <QTimer>\n') if open('ui/compose/composer.h').read().count('#include <QTimer>\n')==1 else ('#include <QWidget>\n','#include <QWidget>\n'))
s=open('ui/compose/composer.h').read()
s=s.replace('class Appearance;\n','class Appearance;\nclass CompletionPopup;\n',1)
s=s.replace('''    /// What a key press elsewhere in the window meant to write.
''','''    /// What may stand behind '@', '#' and '/': asked whenever such a word is begun.
    void setCompletions(std::function<QList<Completion>(QChar sign)> source);
    /// What a key press elsewhere in the window meant to write.
''')
s=s.replace('''    bool checkLength();
''','''    bool checkLength();

    // composercompletion.cpp
    void makeCompletion();
    void offerCompletions();
    void hideCompletions();
    bool takeCompletionKey(const QKeyEvent& event);
    void complete();
''')
s=s.replace('''    ComposerEdit* m_edit;
''','''    ComposerEdit* m_edit;
    CompletionPopup* m_popup;
    std::function<QList<Completion>(QChar)> m_completions;
    UnfinishedWord m_word; ///< That the popup is for.
    int m_dismissed = -1; ///< Where the word stands for which no completion is wanted.
''')
s=s.replace('''#include <QWidget>
''','''#include <QWidget>

#include <functional>
''')
s=s.replace('#pragma once\n\n','#pragma once\n\n#include "ui/compose/completion.h"\n\n',1)
open('ui/compose/composer.h','w').write(s)
open('ui/compose/composercompletion.cpp','w').write('''// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Composer that completes names of people, rooms and commands.
#include "ui/compose/composer.h"

#include "ui/compose/completionpopup.h"
#include "ui/compose/composeredit.h"

#include <QKeyEvent>

namespace landline::ui {

namespace {

/// Between the composer and the popup above it.
constexpr int gap = 4;

} // namespace

void Composer::makeCompletion()
{
    connect(m_popup, &CompletionPopup::chosen, this, &Composer::complete);
    connect(m_edit, &QTextEdit::cursorPositionChanged, this, [this] {
        if (m_popup->isVisible()) {
            offerCompletions();
        }
    });
}

void Composer::setCompletions(std::function<QList<Completion>(QChar sign)> source)
{
    m_completions = std::move(source);
}

void Composer::offerCompletions()
{
    const auto word = unfinishedWord(m_edit->toPlainText(), m_edit->textCursor().position());
    if (!word || word->start != m_dismissed) {
        m_dismissed = -1;
    }
    if (!word || m_edit->isComposing() || !m_completions || word->start == m_dismissed) {
        hideCompletions();
        return;
    }
    m_word = *word;
    QTextCursor sign(m_edit->document());
    sign.setPosition(word->start);
    const int x = m_edit->mapTo(parentWidget(), m_edit->cursorRect(sign).topLeft()).x();
    m_popup->offer(
        word->sign, completionsFor(word->typed, m_completions(word->sign)), { x, y() - gap });
}

void Composer::hideCompletions()
{
    m_popup->hide();
}

bool Composer::takeCompletionKey(const QKeyEvent& event)
{
    if (!m_popup->isVisible() || m_edit->isComposing()) {
        return false; // the input method's, not ours (TRAPS 26)
    }
    const bool isPlain = !(event.modifiers() & ~Qt::KeypadModifier);
    switch (isPlain ? event.key() : 0) {
    case Qt::Key_Up:
        m_popup->step(-1);
        return true;
    case Qt::Key_Down:
        m_popup->step(1);
        return true;
    case Qt::Key_Escape:
        m_dismissed = m_word.start;
        hideCompletions();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_popup->current().word == m_word.typed) {
            hideCompletions(); // there is nothing to complete: it is to be sent
            return false;
        }
        complete();
        return true;
    case Qt::Key_Tab:
        complete();
        return true;
    default:
        return false;
    }
}

void Composer::complete()
{
    const QString word = m_popup->current().word;
    hideCompletions();
    QTextCursor cursor = m_edit->textCursor();
    const int end = cursor.position();
    const QString text = m_edit->toPlainText();
    const bool hasBlank = end < text.size() && text.at(end).isSpace();
    cursor.setPosition(m_word.start + 1);
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    cursor.insertText(hasBlank ? word : word + u' ');
    m_edit->setTextCursor(cursor);
    m_edit->setFocus(Qt::OtherFocusReason);
}

} // namespace landline::ui
''')
s=open('ui/compose/composer.cpp').read()
s=s.replace('''    , m_edit(new ComposerEdit(this))
''','''    , m_edit(new ComposerEdit(this))
    , m_popup(new CompletionPopup(appearance, parent ? parent : this))
''')
s=s.replace('#include "ui/compose/composeredit.h"\n','#include "ui/compose/completionpopup.h"\n#include "ui/compose/composeredit.h"\n')
s=s.replace('''    setTabOrder(m_edit, m_send);
''','''    setTabOrder(m_edit, m_send);
    makeCompletion();
''')
s=s.replace('''    m_replacing = true;
    m_edit->setPlainText(text);''','''    m_replacing = true;
    hideCompletions();
    m_edit->setPlainText(text);''')
s=s.replace('''    m_draftTimer.start();
    showProblem({});
    checkLength();
''','''    m_draftTimer.start();
    showProblem({});
    checkLength();
    offerCompletions();
''')
s=s.replace('''        update(); // the frame shows the focus
    }
''','''        update(); // the frame shows the focus
        if (event->type() == QEvent::FocusOut) {
            hideCompletions();
        }
    }
    if (event->type() == QEvent::KeyPress && takeCompletionKey(*static_cast<QKeyEvent*>(event))) {
        return true;
    }
''')
open('ui/compose/composer.cpp','w').write(s)
# writer
sub('ui/messagewriter.h',('''    void deletionWanted(landline::Seq seq);
''','''    void deletionWanted(landline::Seq seq);
    /// A command asked for it.
    void roomWanted(const landline::RoomName& room);
    void helpWanted();
'''),('''    void submitEdit(const QString& text);
''','''    void submitEdit(const QString& text);
    void obey(const client::SlashCommand& command);
    void post(const QString& content);
    void finish();
'''),('#include "client/session.h"\n','#include "client/session.h"\n#include "client/slashcommand.h"\n'))
sub('ui/messagewriter.cpp',('''    const auto original = m_work.reply ?''','''    if (const auto command = client::SlashCommand::fromText(text)) {
        obey(*command);
    } else {
        post(client::withoutSlashEscape(text));
    }
}

void MessageWriter::post(const QString& content)
{
    const auto original = m_work.reply ?'''),('''    const Outcome outcome = m_session.post(m_room, text, original);
    if (!outcome) {
        m_composer.showProblem(refusalSentence(outcome.error()));
        return;
    }
    m_work = {};
    m_composer.clear();
    showContext();
    keepDraft();
    m_session.reportTyping(m_room, false);
    m_conversation.timeline().jumpToEnd();
}
''','''    const Outcome outcome = m_session.post(m_room, content, original);
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
    const auto room = RoomName::fromString(command.rest);
    switch (command.kind) {
    case Kind::Me:
    case Kind::Shrug:
        if (command.message().isEmpty()) {
            m_composer.showProblem(tr("Say what you do: /me waves"));
        } else {
            post(command.message());
        }
        return;
    case Kind::Join:
        if (!room) {
            m_composer.showProblem(roomNameProblem(command.rest));
            return;
        }
        finish();
        Q_EMIT roomWanted(*room);
        return;
    case Kind::Leave:
        finish();
        m_session.leave(m_room);
        return;
    case Kind::Topic:
        finish();
        m_session.setTopic(m_room, command.rest);
        return;
    case Kind::Help:
        finish();
        Q_EMIT helpWanted();
        return;
    case Kind::Unknown:
        m_composer.showProblem(tr("There is no command /%1. /help shows those there are; with // in front it is "
                                  "sent as a message.").arg(command.name));
    }
}
'''))
