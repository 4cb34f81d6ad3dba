// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversationheader.h"

#include "messages/limits.h"
#include "ui/look/appearance.h"
#include "ui/look/iconbutton.h"
#include "ui/look/labels.h"
#include "ui/timeline/displaytext.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>

namespace landline::ui {

ConversationHeader::ConversationHeader(const Appearance& appearance, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_name(new ElidedLabel(this))
    , m_topicLabel(new ElidedLabel(this))
    , m_topicEdit(new QLineEdit(this))
    , m_search(new IconButton(Icon::Search, tr("Search this room (Ctrl+F)"), appearance, this))
    , m_members(new IconButton(Icon::People, tr("Show or hide the members"), appearance, this))
    , m_more(new IconButton(Icon::More, tr("More about this room"), appearance, this))
{
    setFixedHeight(appearance.theme().metrics.headerHeight);
    m_topicLabel->setCursor(Qt::PointingHandCursor);
    m_topicLabel->installEventFilter(this);
    m_topicEdit->installEventFilter(this);
    m_topicEdit->setMaxLength(limits::topic / 4); // characters, so that the bytes fit
    m_topicEdit->setPlaceholderText(tr("What this room is about"));
    m_topicEdit->setAccessibleName(tr("Topic"));
    m_topicEdit->hide();

    auto* lines = new QVBoxLayout;
    lines->setSpacing(1);
    lines->addStretch();
    lines->addWidget(m_name);
    lines->addWidget(m_topicLabel);
    lines->addStretch();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(20, 0, 10, 1);
    layout->setSpacing(4);
    layout->addLayout(lines, 1);
    layout->addWidget(m_topicEdit, 3);
    layout->addWidget(m_search);
    layout->addWidget(m_members);
    layout->addWidget(m_more);

    connect(m_search, &QAbstractButton::clicked, this, &ConversationHeader::searchRequested);
    connect(m_members, &QAbstractButton::clicked, this, &ConversationHeader::membersToggled);
    connect(m_more, &QAbstractButton::clicked, this, &ConversationHeader::openMenu);
    connect(m_topicEdit, &QLineEdit::returnPressed, this, &ConversationHeader::submitTopic);
    connect(&appearance, &Appearance::themeChanged, this, &ConversationHeader::applyTheme);
    applyTheme();
}

void ConversationHeader::setRoom(const QString& name, const QString& topic)
{
    m_topic = topic;
    m_name->setFullText(onOneLine(name));
    m_topicLabel->setFullText(
        topic.isEmpty() ? tr("Add a topic") : onOneLine(topic, limits::topic));
}

void ConversationHeader::setMemberCount(int count)
{
    m_members->setWords(count > 0 ? QString::number(count) : QString());
    m_members->setAccessibleName(tr("Members: %n. Show or hide them", nullptr, count));
}

void ConversationHeader::editTopic()
{
    m_topicLabel->hide();
    m_topicEdit->setText(m_topic);
    m_topicEdit->show();
    m_topicEdit->setFocus(Qt::OtherFocusReason);
    m_topicEdit->selectAll();
}

void ConversationHeader::submitTopic()
{
    const QString topic = m_topicEdit->text().trimmed();
    cancelTopic();
    if (topic != m_topic) {
        Q_EMIT topicSubmitted(topic);
    }
}

void ConversationHeader::cancelTopic()
{
    m_topicEdit->hide();
    m_topicLabel->show();
}

void ConversationHeader::openMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Change the topic")), &QAction::triggered, this,
        &ConversationHeader::editTopic);
    menu->addSeparator();
    connect(menu->addAction(tr("Leave this room")), &QAction::triggered, this,
        &ConversationHeader::leaveRequested);
    const QPoint corner = m_more->mapToGlobal(QPoint(m_more->width(), m_more->height() + 2));
    menu->popup(corner - QPoint(menu->sizeHint().width(), 0));
}

void ConversationHeader::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().palette.surface);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_appearance.theme().palette.border);
}

bool ConversationHeader::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_topicLabel && event->type() == QEvent::MouseButtonRelease) {
        editTopic();
        return true;
    }
    if (watched == m_topicEdit && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        cancelTopic();
        return true;
    }
    if (watched == m_topicEdit && event->type() == QEvent::FocusOut) {
        cancelTopic();
    }
    return QWidget::eventFilter(watched, event);
}

void ConversationHeader::applyTheme()
{
    const Theme& theme = m_appearance.theme();
    dress(*m_name, theme.palette.text, theme.fonts.title);
    dress(*m_topicLabel, theme.palette.textMuted, theme.fonts.small);
    update();
}

} // namespace landline::ui
