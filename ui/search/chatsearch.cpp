// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/chatsearch.h"

#include "client/searchmodel.h"
#include "ui/compose/composer.h"
#include "ui/conversation.h"
#include "ui/search/searchpanel.h"
#include "ui/timeline/timelineview.h"

#include <utility>

namespace landline::ui {

ChatSearch::ChatSearch(
    client::Session& session, Conversation& conversation, SearchPanel& panel, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_conversation(conversation)
    , m_panel(panel)
{
    connect(&panel, &SearchPanel::searchWanted, &session, &client::Session::search);
    connect(&panel, &SearchPanel::moreWanted, &session, &client::Session::searchMore);
    connect(&panel, &SearchPanel::messageChosen, this, &ChatSearch::leadTo);
    connect(&panel, &SearchPanel::closed, this, &ChatSearch::close);
    connect(&session, &client::Session::statusChanged, &panel,
        [&session, &panel](const client::SessionStatus& status) {
            const bool isLive = status.state == client::SessionState::Live;
            if (isLive && panel.isVisible() && session.searchResults().status().isOffline) {
                panel.searchAgain(); // now the server can be asked
            }
        });
}

bool ChatSearch::isOpen() const
{
    return m_panel.isVisibleTo(m_panel.parentWidget());
}

void ChatSearch::findHere()
{
    open(true);
}

void ChatSearch::findEverywhere()
{
    open(false);
}

void ChatSearch::open(bool here)
{
    const bool wasOpen = isOpen();
    m_panel.open(here ? SearchPanel::Scope::Room : SearchPanel::Scope::Everywhere, m_room);
    if (!wasOpen) {
        Q_EMIT openChanged();
    }
}

void ChatSearch::close()
{
    if (!isOpen()) {
        return;
    }
    m_landing = {};
    m_conversation.timeline().forgetFound();
    stepAside();
}

void ChatSearch::stepAside()
{
    m_panel.hide();
    Q_EMIT openChanged();
    m_conversation.composer().setFocus(Qt::OtherFocusReason);
}

void ChatSearch::enter(const RoomName& room)
{
    m_room = room;
    m_panel.setRoom(room);
    if (m_landing != Seq() && room == m_landingRoom) {
        land();
        if (isOpen()) {
            m_panel.takeKeys();
        }
    }
}

void ChatSearch::leadTo(const RoomName& room, Seq seq)
{
    m_landingRoom = room;
    m_landing = seq;
    if (m_conversation.isHidden()) {
        stepAside(); // the window is too narrow for both
    }
    if (room == m_room) {
        land();
    } else {
        Q_EMIT roomWanted(room);
    }
}

void ChatSearch::land()
{
    m_conversation.timeline().jumpToFound(
        std::exchange(m_landing, {}), m_session.searchResults().query());
}

} // namespace landline::ui
