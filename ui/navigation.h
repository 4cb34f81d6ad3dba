// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/events.h"
#include "ui/rooms/roompanel.h"
#include "ui/switcher/switchermodel.h"

#include <QHash>
#include <QKeySequence>
#include <QObject>

#include <functional>

namespace landline::client {
class Session;
}

namespace landline::ui {

class Appearance;
class KeyOverview;
class Switcher;

/// What the switcher can do beside going to a room.
enum class PageCommand {
    JoinOrCreate,
    SearchRoom,
    SearchEverywhere,
    ToggleMembers,
    ChangeTopic,
    LeaveRoom,
    ShowKeys,
};

/// How one gets about in a window by keys: the switcher, the next room, the overview of keys.
class Navigation final : public QObject {
    Q_OBJECT

public:
    /// All are borrowed. The keys are those of `page`, over which switcher and overview open.
    Navigation(client::Session& session, const RoomPanel& rooms, const Appearance& appearance,
        QWidget* page);

    /// A room is on the screen now.
    void visit(const RoomName& room);
    void openKeys();

Q_SIGNALS:
    void roomWanted(const landline::RoomName& room);
    void commandWanted(landline::ui::PageCommand command);

private:
    void addKeys();
    void addKey(const QKeySequence& keys, std::function<void()> action);
    void want(PageCommand what);
    void step(int by, RoomPanel::Among among);
    void goTo(const Destination& destination);
    QList<Destination> destinations() const;
    QList<Destination> rooms() const;
    QList<Destination> joinableRooms() const;
    static QList<Destination> commands();
    void toggleSwitcher();

    client::Session& m_session;
    const RoomPanel& m_rooms;
    QWidget* m_page;
    Switcher* m_switcher;
    KeyOverview* m_keys;
    QList<event::RoomInfo> m_available; ///< On the server, as it said when it was last asked.
    RoomName m_current;
    QHash<RoomName, qint64> m_visits; ///< The number of each room's latest visit.
    qint64 m_visitCount = 0;
};

} // namespace landline::ui
