// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/composer.h"

#include "messages/limits.h"
#include "ui/compose/composeredit.h"
#include "ui/compose/contextbar.h"
#include "ui/compose/wordcompleter.h"
#include "ui/look/appearance.h"
#include "ui/look/iconbutton.h"
#include "ui/look/labels.h"

#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QPainter>

#include <chrono>

namespace landline::ui {

using namespace std::chrono_literals;

namespace {

/// A draft goes to disk once the writer pauses, not with each key.
constexpr std::chrono::milliseconds draftPause = 500ms;

} // namespace

Composer::Composer(const Appearance& appearance, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_context(new ContextBar(appearance, this))
    , m_edit(new ComposerEdit(this))
    , m_completer(new WordCompleter(*m_edit, *this, appearance, this))
    , m_send(new IconButton(Icon::Send, tr("Send"), appearance, this))
    , m_problem(plainLabel(this))
{
    setFocusPolicy(Qt::StrongFocus); // around the text is as good as on it
    setFocusProxy(m_edit);
    m_edit->setAccessibleName(tr("Message"));
    m_edit->installEventFilter(this);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(draftPause);

    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(10, 5, 5, 5);
    layout->setHorizontalSpacing(4);
    layout->setVerticalSpacing(2);
    layout->addWidget(m_context, 0, 0, 1, 2);
    layout->addWidget(m_edit, 1, 0);
    layout->addWidget(m_send, 1, 1, Qt::AlignBottom);
    layout->addWidget(m_problem, 2, 0, 1, 2);
    layout->setColumnStretch(0, 1);

    setTabOrder(m_edit, m_send);
    connect(m_context, &ContextBar::cancelled, this, &Composer::contextCancelled);
    connect(m_edit, &ComposerEdit::previousWanted, this, &Composer::previousWanted);
    connect(m_edit, &ComposerEdit::submitted, this, &Composer::submit);
    connect(m_edit, &QTextEdit::textChanged, this, &Composer::takeChange);
    connect(m_edit, &ComposerEdit::pasteCut, this, [this] {
        showProblem(tr("What was pasted is longer than a message can be. The end was left out."));
    });
    connect(m_send, &QAbstractButton::clicked, this, &Composer::submit);
    connect(&m_draftTimer, &QTimer::timeout, this, [this] { Q_EMIT draftSettled(text()); });
    connect(&appearance, &Appearance::themeChanged, this, &Composer::applyTheme);
    applyTheme();
    takeChange();
}

QString Composer::text() const
{
    return m_edit->toPlainText();
}

void Composer::setText(const QString& text)
{
    m_replacing = true;
    m_completer->reset();
    m_edit->setPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
    m_draftTimer.stop();
    m_problem->hide();
    m_replacing = false;
    checkLength();
}

void Composer::setPlaceholder(const QString& text)
{
    m_edit->setPlaceholderText(text);
}

void Composer::clear()
{
    setText({});
}

void Composer::showProblem(const QString& sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

void Composer::showContext(Icon icon, const QString& title, const QString& line)
{
    m_context->describe(icon, title, line);
}

void Composer::hideContext()
{
    m_context->hide();
}

void Composer::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !m_context->isHidden()) {
        Q_EMIT contextCancelled();
        return;
    }
    QWidget::keyPressEvent(event);
}

void Composer::takeTyped(const QString& characters)
{
    m_edit->setFocus(Qt::OtherFocusReason);
    m_edit->insertPlainText(characters);
}

void Composer::submit()
{
    if (m_edit->isComposing() || checkLength()) {
        return;
    }
    if (text().trimmed().isEmpty()) {
        if (!m_context->isHidden()) {
            Q_EMIT blankSubmitted();
        }
        return;
    }
    m_draftTimer.stop();
    Q_EMIT messageSubmitted(text());
}

void Composer::takeChange()
{
    m_send->setEnabled(!m_edit->document()->isEmpty());
    if (m_replacing) {
        return;
    }
    m_draftTimer.start();
    showProblem({});
    checkLength();
    m_completer->offer();
    Q_EMIT typingChanged(!m_edit->document()->isEmpty());
}

bool Composer::checkLength()
{
    // A character is at most three bytes of UTF-8 for each unit of UTF-16: short texts need no counting.
    if (m_edit->document()->characterCount() <= limits::content / 3) {
        return false;
    }
    const auto over = text().toUtf8().size() - limits::content;
    if (over <= 0) {
        return false;
    }
    showProblem(tr("Too long to send: %n bytes over the limit. Shorten it or send it in parts.",
        nullptr, static_cast<int>(over)));
    return true;
}

void Composer::applyTheme()
{
    QPalette palette;
    palette.setColor(QPalette::WindowText, m_appearance.theme().palette.danger);
    m_problem->setPalette(palette);
    m_problem->setFont(m_appearance.theme().fonts.small);
    QPalette edit;
    edit.setColor(QPalette::Base, Qt::transparent);
    m_edit->setPalette(edit);
    m_edit->setFont(m_appearance.theme().fonts.body);
    update();
}

void Composer::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double width = m_edit->hasFocus() ? 1.5 : 1;
    painter.setPen(
        QPen(m_edit->hasFocus() ? theme.palette.accent : theme.palette.fieldBorder, width));
    painter.setBrush(theme.palette.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 10, 10);
}

bool Composer::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        update(); // the frame shows the focus
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace landline::ui
