// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chatpage.h"

#include "client/memberlistmodel.h"
#include "client/roomlistmodel.h"
#include "client/timelinemodel.h"
#include "ui/compose/completionsource.h"
#include "ui/compose/composer.h"
#include "ui/compose/wordcompleter.h"
#include "ui/conversation.h"
#include "ui/conversationheader.h"
#include "ui/look/appearance.h"
#include "ui/members/memberpanel.h"
#include "ui/messageactions.h"
#include "ui/messagewriter.h"
#include "ui/navigation.h"
#include "ui/noticebar.h"
#include "ui/rooms/roompanel.h"
#include "ui/search/chatsearch.h"
#include "ui/search/searchpanel.h"
#include "ui/sentences.h"
#include "ui/settings.h"
#include "ui/timeline/timelineview.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QSplitter>

namespace landline::ui {

using client::RoomListModel;
using client::SessionProblem;
using client::SessionState;

namespace {

/// Narrower than this the members make way for the conversation.
constexpr int membersNeed = 980;
/// Narrower than this the rooms make way for a search, and than the next also the conversation.
constexpr int searchNeeds = 860;
constexpr int searchAndTalkNeed = 620;

} // namespace

ChatPage::ChatPage(client::Session& session, const Appearance& appearance, const Clock& clock,
    Settings& settings, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_settings(settings)
    , m_splitter(new QSplitter(this))
    , m_rooms(new RoomPanel(session.rooms(), appearance, clock, m_splitter))
    , m_conversation(new Conversation(appearance, clock, m_splitter))
    , m_members(new MemberPanel(appearance, m_splitter))
    , m_writer(new MessageWriter(session, *m_conversation, this))
    , m_actions(new MessageActions(session, *m_conversation, *m_writer, this))
    , m_searchPanel(new SearchPanel(session.searchResults(), appearance, clock, m_splitter))
    , m_search(new ChatSearch(session, *m_conversation, *m_searchPanel, this))
    , m_navigation(new Navigation(session, *m_rooms, appearance, this))
    , m_membersWanted(settings.membersShown())
{
    m_rooms->setMinimumWidth(200);
    m_members->setMinimumWidth(170);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setStretchFactor(2, 0);
    m_splitter->setStretchFactor(3, 0);
    m_splitter->setSizes({ 280, 700, 220, 360 });
    m_splitter->restoreState(settings.splitterState());
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);

    connectSession();
    connectRooms();
    connectConversation();
    connectNavigation();
    takeStatus(session.status());
    showFirstRoom();
}

ChatPage::~ChatPage() = default;

void ChatPage::connectSession()
{
    const auto nameServer = [this] {
        const QString name = m_session.serverName();
        m_rooms->setServerName(name.isEmpty() ? m_session.config().server.displayName() : name);
    };
    nameServer();
    connect(&m_session, &client::Session::serverNameChanged, this, nameServer);
    connect(&m_session, &client::Session::statusChanged, this, &ChatPage::takeStatus);
    connect(&m_session, &client::Session::typingChanged, this,
        [this](const RoomName& room, const QList<UserName>& users) {
            if (room == m_room) {
                m_conversation->setTyping(users);
            }
        });
    connect(&m_session, &client::Session::roomsAvailable, m_rooms, &RoomPanel::setAvailable);
    connect(&m_session, &client::Session::joinFailed, this,
        [this](const RoomName&, const Error& error) {
            m_wanted = {};
            m_rooms->showJoinProblem(refusalSentence(error));
        });
    connect(&m_session, &client::Session::requestFailed, this, [this](const Error& error) {
        m_conversation->notice().say(NoticeBar::Tone::Warning, refusalSentence(error), tr("Close"));
    });
    connect(&m_session.rooms(), &QAbstractItemModel::rowsInserted, this, &ChatPage::showFirstRoom);
    connect(&m_session.rooms(), &QAbstractItemModel::modelReset, this, &ChatPage::showFirstRoom);
    connect(&m_session.rooms(), &QAbstractItemModel::rowsRemoved, this, [this] {
        if (!m_session.rooms().indexOf(m_room).isValid()) {
            showRoom({});
            showFirstRoom();
        }
    });
    connect(&m_session.rooms(), &QAbstractItemModel::dataChanged, this, &ChatPage::refreshHeader);
}

void ChatPage::connectRooms()
{
    connect(m_rooms, &RoomPanel::roomChosen, this, &ChatPage::openRoom);
    connect(m_rooms, &RoomPanel::joinRequested, this, &ChatPage::openRoom);
    connect(m_rooms, &RoomPanel::availableRoomsWanted, &m_session,
        &client::Session::requestAvailableRooms);
    connect(m_rooms, &RoomPanel::tryNowRequested, &m_session, &client::Session::tryNow);
    connect(m_conversation, &Conversation::roomWanted, m_rooms, &RoomPanel::openJoinPanel);
    connect(m_members, &MemberPanel::closed, this, &ChatPage::toggleMembers);
    connect(m_search, &ChatSearch::openChanged, this, &ChatPage::arrange);
    connect(m_search, &ChatSearch::roomWanted, this, &ChatPage::openRoom);
}

void ChatPage::connectConversation()
{
    const ConversationHeader& header = m_conversation->header();
    connect(&header, &ConversationHeader::membersToggled, this, &ChatPage::toggleMembers);
    connect(&header, &ConversationHeader::searchRequested, m_search, &ChatSearch::findHere);
    connect(
        &header, &ConversationHeader::leaveRequested, this, [this] { m_session.leave(m_room); });
    connect(&header, &ConversationHeader::topicSubmitted, this,
        [this](const QString& topic) { m_session.setTopic(m_room, topic); });

    const TimelineView& timeline = m_conversation->timeline();
    connect(&timeline, &TimelineView::seenUpTo, this,
        [this](Seq seq) { m_session.markRead(m_room, seq); });
    connect(&timeline, &TimelineView::retryRequested, &m_session, &client::Session::retry);
    connect(&timeline, &TimelineView::discardRequested, &m_session, &client::Session::discard);
    connect(&timeline, &TimelineView::linkActivated, this, &ChatPage::linkActivated);

    connect(&m_conversation->notice(), &NoticeBar::actionRequested, this, [this] {
        if (isFinal(m_session.status().problem)) {
            Q_EMIT anotherStartRequested();
        }
        m_conversation->notice().say(NoticeBar::Tone::Warning, {});
    });
}

void ChatPage::connectNavigation()
{
    connect(m_navigation, &Navigation::roomWanted, this, &ChatPage::openRoom);
    connect(m_navigation, &Navigation::commandWanted, this, &ChatPage::obey);
    connect(m_writer, &MessageWriter::roomWanted, this, &ChatPage::openRoom);
    connect(m_writer, &MessageWriter::helpWanted, m_navigation, &Navigation::openKeys);
    m_conversation->composer().completer().setSource(
        [this](QChar sign) { return completionsIn(m_session, m_room, sign); });
}

void ChatPage::obey(PageCommand command)
{
    switch (command) {
    case PageCommand::JoinOrCreate:
        m_rooms->openJoinPanel();
        break;
    case PageCommand::SearchRoom:
        m_search->findHere();
        break;
    case PageCommand::SearchEverywhere:
        m_search->findEverywhere();
        break;
    case PageCommand::ToggleMembers:
        toggleMembers();
        break;
    case PageCommand::ChangeTopic:
        m_conversation->header().editTopic();
        break;
    case PageCommand::LeaveRoom:
        m_session.leave(m_room);
        break;
    case PageCommand::ShowKeys:
        m_navigation->openKeys();
        break;
    }
}

void ChatPage::openRoom(const RoomName& room)
{
    if (room.isEmpty()) {
        return;
    }
    if (m_session.rooms().indexOf(room).isValid()) {
        m_wanted = {};
        m_rooms->closeJoinPanel();
        showRoom(room);
        return;
    }
    m_wanted = room;
    m_session.join(room);
    showFirstRoom(); // it may be in the list already, as one that is being joined
}

void ChatPage::showFirstRoom()
{
    const RoomListModel& rooms = m_session.rooms();
    if (!m_wanted.isEmpty() && rooms.indexOf(m_wanted).isValid()) {
        openRoom(RoomName(m_wanted));
        return;
    }
    if (!m_room.isEmpty()) {
        return;
    }
    const auto last = RoomName::fromString(m_settings.lastRoom());
    if (last && rooms.indexOf(*last).isValid()) {
        showRoom(*last);
    } else if (rooms.rowCount() > 0) {
        showRoom(rooms.roomAt(rooms.index(0)));
    }
}

void ChatPage::showRoom(const RoomName& room)
{
    if (room == m_room && !room.isEmpty()) {
        m_conversation->composer().setFocus(Qt::OtherFocusReason);
        return;
    }
    m_writer->leave();
    m_room = room;
    m_actions->enter(room);
    if (room.isEmpty()) {
        m_conversation->showRoom(nullptr, {});
        m_members->setModel(nullptr);
    } else {
        m_conversation->showRoom(&m_session.timeline(room), m_session.draft(room));
        m_writer->enter(room);
        m_members->setModel(&m_session.members(room));
        m_rooms->setCurrent(room);
        m_navigation->visit(room);
        m_conversation->composer().setFocus(Qt::OtherFocusReason);
        m_settings.setLastRoom(room.toString());
    }
    m_search->enter(room);
    arrange();
    refreshHeader();
    Q_EMIT currentRoomChanged();
}

void ChatPage::takeStatus(const client::SessionStatus& status)
{
    m_rooms->setStatus(status);
    const QString server = m_session.config().server.displayName();
    const bool final = status.state == SessionState::Offline && isFinal(status.problem);
    // What comes and goes by itself is for the pill; a bar says what needs somebody, or lasts.
    if (status.state == SessionState::Live || status.state == SessionState::Syncing) {
        m_conversation->notice().say(NoticeBar::Tone::Warning, {});
    } else if (final) {
        m_conversation->notice().say(
            NoticeBar::Tone::Danger, problemSentence(status, server), tr("Change…"));
    } else if (status.problem != SessionProblem::None) {
        m_conversation->notice().say(NoticeBar::Tone::Warning,
            tr("%1 What you write is kept and sent as soon as it can be.")
                .arg(problemSentence(status, server)));
    }
}

void ChatPage::refreshHeader()
{
    const QModelIndex index = m_session.rooms().indexOf(m_room);
    m_conversation->header().setRoom(
        m_room.toString(), index.data(RoomListModel::TopicRole).toString());
    m_conversation->header().setMemberCount(index.data(RoomListModel::MemberCountRole).toInt());
}

void ChatPage::toggleMembers()
{
    m_membersWanted = !m_members->isVisible();
    m_settings.setMembersShown(m_membersWanted);
    m_search->close(); // they stand in one place
    m_members->setVisible(m_membersWanted && !m_room.isEmpty());
}

void ChatPage::arrange()
{
    const bool searches = m_search->isOpen();
    m_members->setVisible(
        m_membersWanted && !searches && width() >= membersNeed && !m_room.isEmpty());
    m_rooms->setVisible(!searches || width() >= searchNeeds);
    m_conversation->setVisible(!searches || width() >= searchAndTalkNeed);
}

void ChatPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const auto crosses = [event](int width) {
        return (event->oldSize().width() < width) != (event->size().width() < width);
    };
    if (crosses(membersNeed) || crosses(searchNeeds) || crosses(searchAndTalkNeed)) {
        arrange();
    }
}

void ChatPage::hideEvent(QHideEvent* event)
{
    m_writer->keepDraft();
    m_settings.setSplitterState(m_splitter->saveState());
    QWidget::hideEvent(event);
}

void ChatPage::keyPressEvent(QKeyEvent* event)
{
    // Whoever types anywhere means the composer.
    const bool writes = !event->text().isEmpty() && event->text().front().isPrint()
        && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (writes && !m_room.isEmpty()) {
        m_conversation->composer().takeTyped(event->text());
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace landline::ui
