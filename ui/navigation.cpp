// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/navigation.h"

#include "client/roomlistmodel.h"
#include "client/session.h"
#include "ui/keyoverview.h"
#include "ui/switcher/switcher.h"

#include <QShortcut>

namespace landline::ui {

using client::RoomListModel;

Navigation::Navigation(
    client::Session& session, const RoomPanel& rooms, const Appearance& appearance, QWidget* page)
    : QObject(page)
    , m_session(session)
    , m_rooms(rooms)
    , m_page(page)
    , m_switcher(new Switcher(appearance, page))
    , m_keys(new KeyOverview(appearance, page))
{
    connect(m_switcher, &Switcher::chosen, this, &Navigation::goTo);
    connect(&session, &client::Session::roomsAvailable, this,
        [this](const QList<event::RoomInfo>& available) {
            m_available = available;
            if (m_switcher->isVisible()) {
                m_switcher->setDestinations(destinations());
            }
        });
    addKeys();
}

void Navigation::addKeys()
{
    using Among = RoomPanel::Among;
    addKey(Qt::CTRL | Qt::Key_K, [this] { toggleSwitcher(); });
    addKey(Qt::CTRL | Qt::Key_Slash, [this] { openKeys(); });
    addKey(Qt::CTRL | Qt::Key_F, [this] { want(PageCommand::SearchRoom); });
    addKey(Qt::CTRL | Qt::SHIFT | Qt::Key_F, [this] { want(PageCommand::SearchEverywhere); });
    addKey(Qt::ALT | Qt::Key_Down, [this] { step(1, Among::All); });
    addKey(Qt::ALT | Qt::Key_Up, [this] { step(-1, Among::All); });
    addKey(Qt::ALT | Qt::SHIFT | Qt::Key_Down, [this] { step(1, Among::Unread); });
    addKey(Qt::ALT | Qt::SHIFT | Qt::Key_Up, [this] { step(-1, Among::Unread); });
    addKey(Qt::ALT | Qt::Key_A, [this] { step(1, Among::Mentioning); });
}

void Navigation::addKey(const QKeySequence& keys, std::function<void()> action)
{
    auto* shortcut = new QShortcut(keys, m_page);
    connect(shortcut, &QShortcut::activated, this, std::move(action));
}

void Navigation::visit(const RoomName& room)
{
    m_current = room;
    m_visits.insert(room, ++m_visitCount);
}

void Navigation::step(int by, RoomPanel::Among among)
{
    const RoomName room = m_rooms.neighbour(by, among);
    if (!room.isEmpty() && !m_switcher->isVisible() && !m_keys->isVisible()) {
        Q_EMIT roomWanted(room);
    }
}

void Navigation::toggleSwitcher()
{
    if (m_switcher->isVisible()) {
        m_switcher->close();
        return;
    }
    m_keys->close();
    m_session.requestAvailableRooms();
    m_switcher->openWith(destinations());
}

void Navigation::openKeys()
{
    m_switcher->close();
    m_keys->open();
}

void Navigation::want(PageCommand what)
{
    m_switcher->close();
    m_keys->close();
    Q_EMIT commandWanted(what);
}

void Navigation::goTo(const Destination& destination)
{
    if (destination.kind == Destination::Kind::Command) {
        Q_EMIT commandWanted(static_cast<PageCommand>(destination.command));
    } else {
        Q_EMIT roomWanted(destination.room);
    }
}

QList<Destination> Navigation::destinations() const
{
    return rooms() + joinableRooms() + commands();
}

QList<Destination> Navigation::rooms() const
{
    const RoomListModel& model = m_session.rooms();
    QList<Destination> found;
    found.reserve(model.rowCount());
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        Destination one;
        one.room = model.roomAt(index);
        one.name = one.room.toString();
        one.detail = index.data(RoomListModel::TopicRole).toString();
        one.isPrivate = index.data(RoomListModel::PrivateRole).toBool();
        if (one.room == m_current) {
            one.visited = -1; // nobody goes where they are
        } else {
            one.unread = index.data(RoomListModel::UnreadRole).toInt();
            one.mentions = index.data(RoomListModel::MentionsRole).toInt();
            one.visited = m_visits.value(one.room, 0);
        }
        found.append(std::move(one));
    }
    return found;
}

QList<Destination> Navigation::joinableRooms() const
{
    QList<Destination> found;
    found.reserve(m_available.size());
    for (const event::RoomInfo& room : m_available) {
        if (!m_session.rooms().indexOf(room.room).isValid()) {
            Destination one;
            one.kind = Destination::Kind::Joinable;
            one.name = room.room.toString();
            one.detail = room.topic;
            one.room = room.room;
            one.isPrivate = room.isPrivate;
            found.append(std::move(one));
        }
    }
    return found;
}

QList<Destination> Navigation::commands()
{
    const auto command = [](PageCommand what, const QString& name, const QKeySequence& keys = {}) {
        Destination one;
        one.kind = Destination::Kind::Command;
        one.name = name;
        one.detail = keys.toString(QKeySequence::NativeText);
        one.command = static_cast<int>(what);
        return one;
    };
    return {
        command(PageCommand::JoinOrCreate, tr("Join or create a room")),
        command(PageCommand::SearchRoom, tr("Search this room"), Qt::CTRL | Qt::Key_F),
        command(PageCommand::SearchEverywhere, tr("Search everywhere"),
            Qt::CTRL | Qt::SHIFT | Qt::Key_F),
        command(PageCommand::ChangeTopic, tr("Change the topic")),
        command(PageCommand::ToggleMembers, tr("Show or hide the members")),
        command(PageCommand::LeaveRoom, tr("Leave this room")),
        command(PageCommand::ShowKeys, tr("Keys"), Qt::CTRL | Qt::Key_Slash),
    };
}

} // namespace landline::ui
