// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rooms/roompanel.h"

#include "client/roomlistmodel.h"
#include "ui/look/appearance.h"
#include "ui/look/iconbutton.h"
#include "ui/look/labels.h"
#include "ui/rooms/connectionpill.h"
#include "ui/rooms/joinpanel.h"
#include "ui/rooms/roomdelegate.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QSortFilterProxyModel>
#include <QStackedWidget>

namespace landline::ui {

using client::RoomListModel;

RoomPanel::RoomPanel(
    RoomListModel& rooms, const Appearance& appearance, const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_rooms(rooms)
    , m_appearance(appearance)
    , m_filtered(new QSortFilterProxyModel(this))
    , m_server(new ElidedLabel(this))
    , m_pill(new ConnectionPill(appearance, clock, this))
    , m_filter(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_add(new IconButton(Icon::Add, tr("Join or create a room"), appearance, this))
    , m_join(new JoinPanel(appearance, this))
    , m_pages(new QStackedWidget(this))
{
    setAutoFillBackground(true);
    m_filtered->setSourceModel(&rooms);
    m_filtered->setFilterRole(RoomListModel::NameRole);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_filtered);
    m_list->setItemDelegate(new RoomDelegate(appearance, clock, m_list));
    m_pages->addWidget(makeListPage());
    m_pages->addWidget(m_join);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(m_pages, 1);

    connect(m_list, &QListView::clicked, this, &RoomPanel::choose);
    connect(m_list, &QListView::activated, this, &RoomPanel::choose);
    connect(m_filter, &QLineEdit::textChanged, m_filtered,
        &QSortFilterProxyModel::setFilterFixedString);
    connect(m_add, &QAbstractButton::clicked, this, &RoomPanel::openJoinPanel);
    connect(m_join, &JoinPanel::closed, this, &RoomPanel::closeJoinPanel);
    connect(m_join, &JoinPanel::joinRequested, this, &RoomPanel::joinRequested);
    connect(m_pill, &ConnectionPill::tryNowRequested, this, &RoomPanel::tryNowRequested);
    connect(&appearance, &Appearance::themeChanged, this, &RoomPanel::applyTheme);
    applyTheme();
}

QWidget* RoomPanel::makeHeader()
{
    auto* header = new QWidget(this);
    header->setFixedHeight(m_appearance.theme().metrics.headerHeight + 8);
    auto* layout = new QVBoxLayout(header);
    layout->setContentsMargins(16, 10, 12, 4);
    layout->setSpacing(0);
    layout->addWidget(m_server);
    layout->addWidget(m_pill);
    return header;
}

QWidget* RoomPanel::makeListPage()
{
    m_filter->setPlaceholderText(tr("Find a room"));
    m_filter->setAccessibleName(tr("Find a room"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    m_list->installEventFilter(this);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Rooms"));
    m_list->viewport()->setBackgroundRole(QPalette::Window);
    m_add->setWords(tr("Join or create a room"));

    auto* page = new QWidget(this);
    auto* filterRow = new QHBoxLayout;
    filterRow->setContentsMargins(12, 0, 12, 8);
    filterRow->addWidget(m_filter);
    auto* addRow = new QHBoxLayout;
    addRow->setContentsMargins(10, 6, 10, 10);
    addRow->addWidget(m_add);
    addRow->addStretch();
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(filterRow);
    layout->addWidget(m_list, 1);
    layout->addLayout(addRow);
    return page;
}

void RoomPanel::setServerName(const QString& name)
{
    m_server->setFullText(name);
}

void RoomPanel::setStatus(const client::SessionStatus& status)
{
    m_pill->setStatus(status);
    if (status.state == client::SessionState::Live && m_pages->currentWidget() == m_join) {
        Q_EMIT availableRoomsWanted(); // what was asked for while there was no connection
    }
}

void RoomPanel::setAvailable(const QList<event::RoomInfo>& rooms)
{
    m_join->setAvailable(rooms);
}

void RoomPanel::showJoinProblem(const QString& sentence)
{
    m_pages->setCurrentWidget(m_join);
    m_join->showProblem(sentence);
}

void RoomPanel::setCurrent(const RoomName& room)
{
    const QModelIndex index = m_filtered->mapFromSource(m_rooms.indexOf(room));
    m_list->setCurrentIndex(index);
}

RoomName RoomPanel::neighbour(int step, Among among) const
{
    const int count = m_filtered->rowCount();
    const QModelIndex current = m_list->currentIndex();
    int row = current.isValid() ? current.row() : (step > 0 ? -1 : count);
    for (int i = 0; i < count; ++i) {
        row = ((row + step) % count + count) % count;
        const QModelIndex index = m_filtered->index(row, 0);
        const bool isMeant = among == Among::All
            || (among == Among::Unread && index.data(RoomListModel::UnreadRole).toInt() > 0)
            || (among == Among::Mentioning && index.data(RoomListModel::MentionsRole).toInt() > 0);
        if (isMeant && index != current) {
            return m_rooms.roomAt(m_filtered->mapToSource(index));
        }
    }
    return {};
}

void RoomPanel::openJoinPanel()
{
    m_pages->setCurrentWidget(m_join);
    m_join->begin();
    Q_EMIT availableRoomsWanted();
}

void RoomPanel::closeJoinPanel()
{
    if (m_pages->currentWidget() == m_join) {
        m_pages->setCurrentIndex(0);
        m_add->setFocus(Qt::OtherFocusReason);
    }
}

void RoomPanel::choose(const QModelIndex& index)
{
    const RoomName room = m_rooms.roomAt(m_filtered->mapToSource(index));
    if (!room.isEmpty()) {
        m_filter->clear();
        Q_EMIT roomChosen(room);
    }
}

bool RoomPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress) {
        return QWidget::eventFilter(watched, event);
    }
    auto* key = static_cast<QKeyEvent*>(event);
    if (watched == m_list) {
        // A list would look for a row by its first letter: here letters are for the composer.
        const bool writes = !key->text().isEmpty() && key->text().front().isPrint()
            && key->key() != Qt::Key_Space;
        if (writes) {
            key->ignore();
            return true;
        }
        return false;
    }
    if (key->key() == Qt::Key_Down) {
        m_list->setFocus(Qt::OtherFocusReason);
        return true;
    }
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        choose(m_filtered->index(0, 0));
        return true;
    }
    if (key->key() == Qt::Key_Escape && !m_filter->text().isEmpty()) {
        m_filter->clear();
        return true;
    }
    return false;
}

void RoomPanel::applyTheme()
{
    dress(*m_server, m_appearance.theme().palette.text, m_appearance.theme().fonts.title);
}

} // namespace landline::ui
