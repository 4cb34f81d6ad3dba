// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/composeredit.h"

#include "messages/limits.h"

#include <QAbstractTextDocumentLayout>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMimeData>

#include <algorithm>
#include <cmath>

namespace landline::ui {

namespace {

constexpr int mostLines = 8;
/// Above and below the text.
constexpr int margin = 8;
/// Characters taken from one paste: what cannot be sent need not be laid out either (TRAPS 17).
constexpr qsizetype longestPaste = 2 * limits::content;

} // namespace

ComposerEdit::ComposerEdit(QWidget* parent)
    : QTextEdit(parent)
{
    setAcceptRichText(false);
    setTabChangesFocus(true);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(margin);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
        [this](const QSizeF& size) {
            const bool overflows = size.height() > heightOfLines(mostLines);
            setVerticalScrollBarPolicy(overflows ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
            updateGeometry();
        });
}

int ComposerEdit::heightOfLines(int lines) const
{
    return static_cast<int>(std::ceil(QFontMetricsF(font()).lineSpacing() * lines)) + 2 * margin;
}

QSize ComposerEdit::sizeHint() const
{
    const int wanted = static_cast<int>(std::ceil(document()->size().height()));
    return { 200, std::clamp(wanted, heightOfLines(1), heightOfLines(mostLines)) };
}

QSize ComposerEdit::minimumSizeHint() const
{
    return { 60, sizeHint().height() };
}

bool ComposerEdit::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // QTextEdit would keep Ctrl+K, which deletes to the end of the line under X11, from the window.
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_K && key->modifiers() == Qt::ControlModifier) {
            event->ignore();
            return false;
        }
    }
    return QTextEdit::event(event);
}

void ComposerEdit::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool isMoved = event->modifiers() & ~Qt::KeypadModifier;
    if (event->key() == Qt::Key_Up && !isMoved && !m_composing && document()->isEmpty()) {
        Q_EMIT previousWanted();
        return;
    }
    if (!enter) {
        QTextEdit::keyPressEvent(event);
        return;
    }
    if (m_composing) {
        return; // the input method's, not ours (TRAPS 26)
    }
    if (event->modifiers() & Qt::ShiftModifier) {
        // QTextEdit would insert U+2028 for Shift+Enter; a message has plain line breaks.
        textCursor().insertBlock();
        ensureCursorVisible();
        return;
    }
    Q_EMIT submitted();
}

void ComposerEdit::inputMethodEvent(QInputMethodEvent* event)
{
    m_composing = !event->preeditString().isEmpty();
    QTextEdit::inputMethodEvent(event);
}

bool ComposerEdit::canInsertFromMimeData(const QMimeData* source) const
{
    return source->hasText();
}

void ComposerEdit::insertFromMimeData(const QMimeData* source)
{
    QString text = source->text();
    const bool cut = text.size() > longestPaste;
    text.truncate(longestPaste);
    textCursor().insertText(text);
    ensureCursorVisible();
    if (cut) {
        Q_EMIT pasteCut();
    }
}

} // namespace landline::ui
