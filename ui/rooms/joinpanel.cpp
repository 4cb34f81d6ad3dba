// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rooms/joinpanel.h"

#include "ui/look/appearance.h"
#include "ui/look/iconbutton.h"
#include "ui/look/labels.h"
#include "ui/rooms/availableroomdelegate.h"
#include "ui/sentences.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

namespace landline::ui {

JoinPanel::JoinPanel(const Appearance& appearance, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_title(plainLabel(this, tr("Join or create a room")))
    , m_name(new QLineEdit(this))
    , m_join(new QPushButton(tr("Join"), this))
    , m_problem(plainLabel(this))
    , m_listTitle(plainLabel(this, tr("Rooms on this server")))
    , m_list(new QListWidget(this))
{
    auto* close = new IconButton(Icon::Close, tr("Back to the rooms"), appearance, this);
    m_name->setPlaceholderText(tr("Room name"));
    m_name->setAccessibleName(tr("Room name"));
    m_join->setDefault(true);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_list->setItemDelegate(new AvailableRoomDelegate(appearance, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(m_listTitle->text());
    m_list->viewport()->setBackgroundRole(QPalette::Window);

    auto* top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    top->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 8, 12, 8);
    layout->setSpacing(8);
    layout->addLayout(top);
    layout->addWidget(m_name);
    layout->addWidget(m_problem);
    layout->addWidget(m_join);
    layout->addSpacing(8);
    layout->addWidget(m_listTitle);
    layout->addWidget(m_list, 1);

    connect(close, &QAbstractButton::clicked, this, &JoinPanel::closed);
    connect(m_name, &QLineEdit::returnPressed, this, &JoinPanel::submit);
    connect(m_join, &QPushButton::clicked, this, &JoinPanel::submit);
    connect(m_name, &QLineEdit::textChanged, this, &JoinPanel::filter);
    connect(m_list, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        m_name->setText(item->text());
        submit();
    });
    connect(m_list, &QListWidget::itemClicked, m_list, &QListWidget::itemActivated);
    connect(&appearance, &Appearance::themeChanged, this, &JoinPanel::applyTheme);
    applyTheme();
}

void JoinPanel::begin()
{
    m_name->clear();
    showProblem({});
    m_name->setFocus(Qt::OtherFocusReason);
}

void JoinPanel::setAvailable(const QList<event::RoomInfo>& rooms)
{
    m_list->clear();
    for (const event::RoomInfo& room : rooms) {
        if (!room.joined) {
            auto* item = new QListWidgetItem(room.room.toString(), m_list);
            item->setData(AvailableRoomDelegate::TopicRole, room.topic);
            item->setData(AvailableRoomDelegate::MembersRole, room.members);
        }
    }
    m_listTitle->setText(m_list->count() > 0 ? tr("Rooms on this server")
                                             : tr("No other rooms yet: name one and it is made."));
    filter();
}

void JoinPanel::showProblem(const QString& sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

void JoinPanel::submit()
{
    const QString text = m_name->text().trimmed();
    const auto room = RoomName::fromString(text);
    if (!room) {
        showProblem(roomNameProblem(text));
        m_name->setFocus(Qt::OtherFocusReason);
        return;
    }
    showProblem({});
    Q_EMIT joinRequested(*room);
}

void JoinPanel::filter()
{
    const QString part = m_name->text().trimmed();
    bool exists = false;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem* item = m_list->item(row);
        item->setHidden(!item->text().contains(part, Qt::CaseInsensitive));
        exists = exists || item->text().compare(part, Qt::CaseInsensitive) == 0;
    }
    m_join->setText(exists || part.isEmpty() ? tr("Join") : tr("Join or create"));
    showProblem({});
}

void JoinPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT closed();
        return;
    }
    QWidget::keyPressEvent(event);
}

void JoinPanel::applyTheme()
{
    const Theme& theme = m_appearance.theme();
    dress(*m_title, theme.palette.text, theme.fonts.strong);
    dress(*m_problem, theme.palette.danger, theme.fonts.small);
    dress(*m_listTitle, theme.palette.textMuted, theme.fonts.small);
    m_listTitle->setWordWrap(true);
}

} // namespace landline::ui
