// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/questionbar.h"

#include "ui/look/appearance.h"
#include "ui/look/labels.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace landline::ui {

QuestionBar::QuestionBar(const Appearance& appearance, const QMargins& outer, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_outer(outer)
    , m_question(plainLabel(this))
    , m_line(new ElidedLabel(this))
    , m_yes(new QPushButton(this))
    , m_no(new QPushButton(this))
{
    m_question->setWordWrap(true);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_question);
    words->addWidget(m_line);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(QMargins(14, 8, 8, 8) + outer);
    layout->addLayout(words, 1);
    layout->addWidget(m_no);
    layout->addWidget(m_yes);
    m_yes->setDefault(true);
    for (QPushButton* button : { m_yes, m_no }) {
        button->setAutoDefault(true); // Enter presses the one that has the focus
    }
    connect(m_yes, &QPushButton::clicked, this, [this] { answer(true); });
    connect(m_no, &QPushButton::clicked, this, [this] { answer(false); });
    connect(&appearance, &Appearance::themeChanged, this, &QuestionBar::applyTheme);
    applyTheme();
    hide();
}

void QuestionBar::ask(
    const QString& question, const QString& line, const QString& yes, const QString& no)
{
    m_question->setText(question);
    m_line->setFullText(line);
    m_line->setVisible(!line.isEmpty());
    m_yes->setText(yes);
    m_no->setText(no);
    m_yes->setAccessibleDescription(question);
    setAccessibleName(question);
    show();
    m_yes->setFocus(Qt::OtherFocusReason);
}

void QuestionBar::dismiss()
{
    hide();
}

void QuestionBar::answer(bool yes)
{
    hide();
    if (yes) {
        Q_EMIT confirmed();
    } else {
        Q_EMIT declined();
    }
}

void QuestionBar::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape) {
        answer(false);
    } else if (enter) {
        answer(!m_no->hasFocus());
    } else if (!event->text().isEmpty()) {
        event->accept(); // while it is asked, letters are no message
    } else {
        QWidget::keyPressEvent(event);
    }
}

void QuestionBar::applyTheme()
{
    const Theme& theme = m_appearance.theme();
    dress(*m_question, theme.palette.danger, theme.fonts.strong);
    dress(*m_line, theme.palette.text, theme.fonts.small);
    update();
}

void QuestionBar::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.palette.dangerFill);
    painter.drawRoundedRect(
        rect().marginsRemoved(m_outer), theme.metrics.radius, theme.metrics.radius);
}

} // namespace landline::ui
