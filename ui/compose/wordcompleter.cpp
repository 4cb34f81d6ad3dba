// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/wordcompleter.h"

#include "ui/compose/completionpopup.h"
#include "ui/compose/composeredit.h"

#include <QKeyEvent>

namespace landline::ui {

namespace {

/// Pixels between the box and the popup above it.
constexpr int gap = 4;

} // namespace

WordCompleter::WordCompleter(
    ComposerEdit& edit, QWidget& box, const Appearance& appearance, QObject* parent)
    : QObject(parent)
    , m_edit(edit)
    , m_box(box)
    , m_popup(new CompletionPopup(appearance, box.parentWidget() ? box.parentWidget() : &box))
{
    m_edit.installEventFilter(this);
    m_box.installEventFilter(this);
    connect(m_popup, &CompletionPopup::chosen, this, &WordCompleter::complete);
    connect(&m_edit, &QTextEdit::cursorPositionChanged, this, [this] {
        if (m_popup->isVisible()) {
            offer();
        }
    });
}

void WordCompleter::setSource(Source source)
{
    m_source = std::move(source);
}

void WordCompleter::offer()
{
    const auto word = unfinishedWord(m_edit.toPlainText(), m_edit.textCursor().position());
    if (!word || word->start != m_dismissed) {
        m_dismissed = -1;
    }
    if (!word || m_edit.isComposing() || !m_source || word->start == m_dismissed) {
        m_popup->hide();
        return;
    }
    m_word = *word;
    QTextCursor sign(m_edit.document());
    sign.setPosition(word->start);
    const QWidget* page = m_popup->parentWidget();
    const int x = m_edit.mapTo(page, m_edit.cursorRect(sign).topLeft()).x();
    const int y = m_box.mapTo(page, QPoint(0, -gap)).y();
    m_popup->offer(word->sign, completionsFor(word->typed, m_source(word->sign)), { x, y });
}

void WordCompleter::reset()
{
    m_dismissed = -1;
    m_popup->hide();
}

bool WordCompleter::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_edit && event->type() == QEvent::FocusOut) {
        m_popup->hide();
    }
    if (watched == &m_edit && event->type() == QEvent::KeyPress) {
        return takeKey(*static_cast<QKeyEvent*>(event));
    }
    const bool moves = event->type() == QEvent::Move || event->type() == QEvent::Resize;
    if (watched == &m_box && moves && m_popup->isVisible()) {
        offer();
    }
    return QObject::eventFilter(watched, event);
}

bool WordCompleter::takeKey(const QKeyEvent& event)
{
    const bool isPlain = !(event.modifiers() & ~Qt::KeypadModifier);
    if (!m_popup->isVisible() || m_edit.isComposing() || !isPlain) {
        return false;
    }
    switch (event.key()) {
    case Qt::Key_Up:
        m_popup->step(-1);
        return true;
    case Qt::Key_Down:
        m_popup->step(1);
        return true;
    case Qt::Key_Escape:
        m_dismissed = m_word.start;
        m_popup->hide();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_popup->current().word == m_word.typed) {
            m_popup->hide(); // there is nothing to complete: it is to be sent
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

void WordCompleter::complete()
{
    const QString word = m_popup->current().word;
    QTextCursor cursor = m_edit.textCursor();
    const int end = cursor.position();
    const bool hasBlank = m_edit.document()->characterAt(end) == u' ';
    cursor.setPosition(m_word.start + 1);
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    cursor.insertText(hasBlank ? word : word + u' ');
    m_edit.setTextCursor(cursor);
    m_popup->hide();
}

} // namespace landline::ui
