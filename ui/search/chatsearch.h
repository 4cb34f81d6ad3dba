// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"
#include "messages/search/searchquery.h"

#include <QObject>

namespace landline::ui {

class Conversation;
class SearchPanel;

/// Searching in a ChatPage: asks the session for what the panel wants, and leads to the message that was chosen, in
/// whatever room it is.
class ChatSearch final : public QObject {
    Q_OBJECT

public:
    /// All are borrowed.
    ChatSearch(client::Session& session, Conversation& conversation, SearchPanel& panel,
        QObject* parent = nullptr);

    /// Opens the panel for the room that is shown.
    void findHere();
    void findEverywhere();
    bool isOpen() const;
    /// Closes the panel; the keys go back to the composer.
    void close();
    /// The conversation shows this room now; nothing where it shows none.
    void enter(const RoomName& room);

Q_SIGNALS:
    /// The panel came or went.
    void openChanged();
    /// A message of this room is to be shown; it may be that the room has yet to be joined.
    void roomWanted(const landline::RoomName& room);

private:
    void open(bool here);
    void stepAside();
    void leadTo(const RoomName& room, Seq seq);
    void land();

    client::Session& m_session;
    Conversation& m_conversation;
    SearchPanel& m_panel;
    RoomName m_room;
    RoomName m_landingRoom; ///< Where the chosen message is, until it is shown.
    Seq m_landing;
};

} // namespace landline::ui
