// SPDX-License-Identifier: GPL-3.0-or-later
// What is entered in a Chat.
#include "app/cli/chat.h"
#include "app/cli/chatcommand.h"
#include "app/cli/completer.h"
#include "app/cli/manual.h"
#include "app/cli/sentences.h"
#include "app/cli/tables.h"
#include "app/cli/terminaltext.h"
#include "client/memberlistmodel.h"
#include "client/roomlistmodel.h"

#include <algorithm>
#include <utility>

namespace landline::cli {

using namespace Qt::StringLiterals;
using client::MemberListModel;
using client::RoomListModel;

namespace {

/// Messages that /older shows.
constexpr int olderMessages = 20;

} // namespace

void Chat::takeLine(const QString& line)
{
    const ChatCommand command = readChatCommand(line);
    const bool needsRoom = command.kind == ChatCommand::Kind::Say
        || command.kind == ChatCommand::Kind::Who || command.kind == ChatCommand::Kind::Topic
        || command.kind == ChatCommand::Kind::Reply || command.kind == ChatCommand::Kind::Older;
    if (needsRoom && !m_transcript) {
        m_screen.note(u"You are in no room. /join ROOM takes you into one."_s);
    } else {
        obey(command);
    }
}

void Chat::obey(const ChatCommand& command)
{
    switch (command.kind) {
    case ChatCommand::Kind::Nothing:
        break;
    case ChatCommand::Kind::Say:
        say(command.argument);
        break;
    case ChatCommand::Kind::Join:
        join(command.argument);
        break;
    case ChatCommand::Kind::Room:
        goTo(command.argument);
        break;
    case ChatCommand::Kind::Leave:
        leave(command.argument);
        break;
    case ChatCommand::Kind::Rooms:
        listRooms();
        break;
    case ChatCommand::Kind::Who:
        listPeople();
        break;
    case ChatCommand::Kind::Topic:
        topic(command.argument);
        break;
    case ChatCommand::Kind::Reply:
        reply(command.argument);
        break;
    case ChatCommand::Kind::Older:
        showOlder();
        break;
    case ChatCommand::Kind::Help:
        m_screen.print(chatManual());
        break;
    case ChatCommand::Kind::Quit:
        quit({});
        break;
    case ChatCommand::Kind::Unknown:
        m_screen.note(u"There is no %1. /help names the commands, and //TEXT says /TEXT."_s.arg(
            onOneLine(command.argument)));
        break;
    }
}

void Chat::say(const QString& text, std::optional<Seq> answered)
{
    const RoomName& room = m_transcript->room();
    if (const Outcome posted = m_session.post(room, text, answered); !posted) {
        m_anyRefused = true;
        m_screen.note(refusalSentence(posted.error()));
        return;
    }
    if (!m_spokenIn.contains(&m_transcript->model())) {
        m_spokenIn.append(&m_transcript->model());
    }
    m_refresh.start();
}

void Chat::join(const QString& name)
{
    const auto room = RoomName::fromString(name.startsWith(u'#') ? name.mid(1) : name);
    if (!room) {
        m_screen.note(onOneLine(room.error().detail));
        return;
    }
    m_session.join(*room);
    openRoom(*room);
}

void Chat::goTo(const QString& name)
{
    const auto room = RoomName::fromString(name);
    if (room && m_session.rooms().indexOf(*room).isValid()) {
        openRoom(*room);
    } else {
        m_screen.note(u"You are in no room of that name. /join ROOM enters one."_s);
    }
}

void Chat::leave(const QString& name)
{
    const auto room = name.isEmpty() && m_transcript ? Result<RoomName>(m_transcript->room())
                                                     : RoomName::fromString(name);
    if (room && m_session.rooms().indexOf(*room).isValid()) {
        m_session.leave(*room);
    } else {
        m_screen.note(u"You are in no room of that name."_s);
    }
}

void Chat::listRooms()
{
    m_listsRooms = true;
    m_session.requestAvailableRooms();
}

void Chat::takeRooms(const QList<event::RoomInfo>& rooms)
{
    m_otherRooms.clear();
    for (const event::RoomInfo& info : rooms) {
        if (!info.joined) {
            m_otherRooms.append(onOneLine(info.room.toString()));
        }
    }
    if (std::exchange(m_listsRooms, false)) {
        m_screen.print(roomTable(rooms, m_form.style));
    }
}

void Chat::listPeople()
{
    const MemberListModel& model = m_session.members(m_transcript->room());
    QList<event::Member> members;
    members.reserve(model.rowCount());
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        const bool isOnline = index.data(MemberListModel::OnlineRole).toBool();
        if (const auto name = UserName::fromString(index.data().toString())) {
            members.append(
                { *name, isOnline ? event::Presence::Online : event::Presence::Offline });
        }
    }
    m_screen.print(memberList(members, m_form.style));
}

void Chat::topic(const QString& text)
{
    const RoomName& room = m_transcript->room();
    if (!text.isEmpty()) {
        m_session.setTopic(room, text);
        return;
    }
    const QString now = m_session.rooms().indexOf(room).data(RoomListModel::TopicRole).toString();
    m_screen.note(now.isEmpty() ? u"The room has no topic."_s : onOneLine(now));
}

void Chat::reply(const QString& argument)
{
    // A name may have blanks, so the longest that fits is meant.
    QStringList people = peopleHere();
    std::sort(people.begin(), people.end(),
        [](const QString& a, const QString& b) { return a.size() > b.size(); });
    for (const QString& name : std::as_const(people)) {
        if (!argument.startsWith(name + u' ')) {
            continue;
        }
        if (const auto seq = m_transcript->lastOf(name)) {
            say(argument.mid(name.size() + 1), seq);
        } else {
            m_screen.note(u"%1 has said nothing lately."_s.arg(onOneLine(name)));
        }
        return;
    }
    m_screen.note(u"It is: /reply NAME TEXT, with the name of somebody in this room."_s);
}

void Chat::showOlder()
{
    if (const auto lines = m_transcript->older(olderMessages)) {
        m_screen.print(m_form.style.faint(u"── before that ──"_s) + u'\n' + *lines + u'\n'
            + m_form.style.faint(u"── so far ──"_s));
    } else if (m_transcript->model().hasOlder()) {
        m_wantsOlder = true;
        m_session.loadOlder(m_transcript->room());
    } else {
        m_screen.note(u"Nothing was said before that."_s);
    }
}

QStringList Chat::peopleHere()
{
    const MemberListModel& members = m_session.members(m_transcript->room());
    QStringList people;
    people.reserve(members.rowCount());
    for (int row = 0; row < members.rowCount(); ++row) {
        people.append(members.index(row).data().toString());
    }
    return people;
}

QStringList Chat::myRooms()
{
    const RoomListModel& rooms = m_session.rooms();
    QStringList names;
    names.reserve(rooms.rowCount());
    for (int row = 0; row < rooms.rowCount(); ++row) {
        names.append(rooms.index(row).data().toString());
    }
    return names;
}

Completion Chat::complete(const QString& beginning)
{
    return cli::complete(
        beginning, { myRooms(), m_otherRooms, m_transcript ? peopleHere() : QStringList() });
}

} // namespace landline::cli
