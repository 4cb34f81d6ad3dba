// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"
#include "messages/clock.h"

#include <QWidget>

class QSplitter;

namespace landline::ui {

class Appearance;
class ChatSearch;
class Conversation;
class MemberPanel;
class MessageActions;
class MessageWriter;
class Navigation;
enum class PageCommand;
class RoomPanel;
class SearchPanel;
class Settings;

/// A session on the screen: rooms, one conversation, members or, in their place, what is searched for. Connects what they
/// ask for to the session.
class ChatPage final : public QWidget {
    Q_OBJECT

public:
    ChatPage(client::Session& session, const Appearance& appearance, const Clock& clock,
        Settings& settings, QWidget* parent = nullptr);
    ~ChatPage() override;

    /// Shows a room, joining it first where need be.
    void openRoom(const RoomName& room);
    /// Nothing where no room is shown.
    const RoomName& currentRoom() const { return m_room; }

Q_SIGNALS:
    void currentRoomChanged();
    /// The session will not connect again as it is: another name or server is wanted.
    void anotherStartRequested();
    void linkActivated(const QUrl& url);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void connectSession();
    void connectRooms();
    void connectConversation();
    void connectNavigation();
    void obey(PageCommand command);
    void showRoom(const RoomName& room);
    void showFirstRoom();
    void takeStatus(const client::SessionStatus& status);
    void refreshHeader();
    void toggleMembers();
    void arrange();

    client::Session& m_session;
    Settings& m_settings;
    QSplitter* m_splitter;
    RoomPanel* m_rooms;
    Conversation* m_conversation;
    MemberPanel* m_members;
    MessageWriter* m_writer;
    MessageActions* m_actions;
    SearchPanel* m_searchPanel;
    ChatSearch* m_search;
    Navigation* m_navigation;
    RoomName m_room;
    RoomName m_wanted; ///< Asked to join; shown as soon as it is there.
    bool m_membersWanted = true;
};

} // namespace landline::ui
