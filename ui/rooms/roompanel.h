// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/sessionstate.h"
#include "messages/clock.h"
#include "messages/events.h"

#include <QWidget>

class QLineEdit;
class QListView;
class QSortFilterProxyModel;
class QStackedWidget;

namespace landline::client {
class RoomListModel;
}

namespace landline::ui {

class Appearance;
class ConnectionPill;
class ElidedLabel;
class IconButton;
class JoinPanel;

/// The left of the window: the server and its connection, the rooms, and the way into more of them.
class RoomPanel final : public QWidget {
    Q_OBJECT

public:
    RoomPanel(client::RoomListModel& rooms, const Appearance& appearance, const Clock& clock,
        QWidget* parent = nullptr);

    void setServerName(const QString& name);
    void setStatus(const client::SessionStatus& status);
    void setAvailable(const QList<event::RoomInfo>& rooms);
    void showJoinProblem(const QString& sentence);
    /// Marks the room as the one shown; nothing is emitted.
    void setCurrent(const RoomName& room);
    /// Which rooms a step leads to.
    enum class Among { All, Unread, Mentioning };
    /// The next room below the current one (step 1) or above it (-1), around the ends; empty where there is none.
    RoomName neighbour(int step, Among among = Among::All) const;
    void openJoinPanel();
    void closeJoinPanel();

Q_SIGNALS:
    void roomChosen(const landline::RoomName& room);
    void joinRequested(const landline::RoomName& room);
    /// The rooms that may be joined are wanted now.
    void availableRoomsWanted();
    void tryNowRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void choose(const QModelIndex& index);
    QWidget* makeHeader();
    QWidget* makeListPage();
    void applyTheme();

    client::RoomListModel& m_rooms;
    const Appearance& m_appearance;
    QSortFilterProxyModel* m_filtered;
    ElidedLabel* m_server;
    ConnectionPill* m_pill;
    QLineEdit* m_filter;
    QListView* m_list;
    IconButton* m_add;
    JoinPanel* m_join;
    QStackedWidget* m_pages;
};

} // namespace landline::ui
