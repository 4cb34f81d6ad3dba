// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation.h"

#include "client/timelinemodel.h"
#include "ui/compose/composer.h"
#include "ui/conversationheader.h"
#include "ui/look/appearance.h"
#include "ui/look/labels.h"
#include "ui/noticebar.h"
#include "ui/questionbar.h"
#include "ui/sentences.h"
#include "ui/timeline/timelineview.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>

namespace landline::ui {

Conversation::Conversation(const Appearance& appearance, const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_header(new ConversationHeader(appearance, this))
    , m_notice(new NoticeBar(appearance, QMargins(16, 8, 16, 4), this))
    , m_composer(new Composer(appearance, this))
    , m_timeline(new TimelineView(appearance, clock, this))
    , m_question(new QuestionBar(appearance, {}, this))
    , m_typing(new ElidedLabel(this))
    , m_empty(makeEmptyPage())
{
    setMinimumWidth(320);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_notice);
    layout->addWidget(m_timeline, 1);
    layout->addWidget(m_empty, 1);
    auto* bottom = new QVBoxLayout;
    bottom->setContentsMargins(20, 0, 20, 16);
    bottom->setSpacing(2);
    bottom->addWidget(m_question);
    bottom->addWidget(m_typing);
    bottom->addWidget(m_composer);
    layout->addLayout(bottom);
    m_typing->setFixedHeight(22); // always there, so that nothing moves when somebody types
    connect(&appearance, &Appearance::themeChanged, this, &Conversation::applyTheme);
    applyTheme();
    showRoom(nullptr, {});
}

QWidget* Conversation::makeEmptyPage()
{
    auto* page = new QWidget(this);
    auto* title = plainLabel(page, tr("You are in no room yet"));
    auto* hint = plainLabel(page, tr("Join one that exists, or name a new one and it is made."));
    auto* button = new QPushButton(tr("Join or create a room"), page);
    button->setDefault(true);
    title->setAlignment(Qt::AlignCenter);
    hint->setAlignment(Qt::AlignCenter);
    hint->setWordWrap(true);
    title->setFont(m_appearance.theme().fonts.title);
    auto* layout = new QVBoxLayout(page);
    layout->addStretch(2);
    layout->addWidget(title);
    layout->addWidget(hint);
    layout->addSpacing(12);
    layout->addWidget(button, 0, Qt::AlignCenter);
    layout->addStretch(3);
    connect(button, &QPushButton::clicked, this, &Conversation::roomWanted);
    return page;
}

void Conversation::showRoom(client::TimelineModel* timeline, const QString& draft)
{
    const bool any = timeline != nullptr;
    m_header->setVisible(any);
    m_timeline->setVisible(any);
    m_typing->setVisible(any);
    m_composer->setVisible(any);
    m_empty->setVisible(!any);
    m_timeline->setModel(timeline);
    m_question->dismiss();
    m_composer->hideContext();
    m_typing->setFullText({});
    m_composer->setText(draft);
    if (any) {
        m_composer->setPlaceholder(tr("Message %1").arg(timeline->room().toString()));
    }
}

void Conversation::setTyping(const QList<UserName>& users)
{
    m_typing->setFullText(typingSentence(users));
}

void Conversation::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        if (!m_composer->hasFocus()) {
            m_composer->setFocus(Qt::OtherFocusReason);
        } else {
            m_timeline->jumpToEnd();
        }
        return;
    }
    QWidget::keyPressEvent(event);
}

void Conversation::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), m_appearance.theme().palette.surface);
}

void Conversation::applyTheme()
{
    dress(*m_typing, m_appearance.theme().palette.textMuted, m_appearance.theme().fonts.small);
    update();
}

} // namespace landline::ui
