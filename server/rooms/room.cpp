// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rooms/room.h"

#include "messages/change.h"

#include <algorithm>

namespace landline::server {

Room::Room(RoomRecord record)
    : m_id(record.id)
    , m_name(std::move(record.name))
    , m_topic(std::move(record.topic))
    , m_private(record.isPrivate)
    , m_lastSeq(record.lastSeq)
    , m_members(record.members.cbegin(), record.members.cend())
{
}

Room::~Room() = default;

void Room::setMember(const UserName& user, bool member)
{
    if (member) {
        m_members.insert(user);
    } else {
        m_members.remove(user);
    }
}

bool Room::mayEnter(const Identity& identity) const
{
    return !m_private || (!identity.guest && m_members.contains(identity.name));
}

FrameLog& Room::logFor(const Participant& participant)
{
    auto& log = participant.dialect() == Dialect::Session ? m_sessionLog : m_simpleLog;
    return log.logFor(participant.peer());
}

void Room::enter(Participant& participant)
{
    auto& connections = m_present[participant.name()];
    if (connections.isEmpty()) {
        m_presentUsers.insert(placeOf(participant.name()), participant.name());
    }
    connections.append(&participant);
    participant.rooms().insert(shared_from_this());
}

void Room::follow(Participant& participant)
{
    participant.peer().follow(logFor(participant));
}

bool Room::exit(Participant& participant)
{
    const auto self = participant.rooms().take(m_name);
    participant.peer().unfollow(logFor(participant));
    const auto connections = m_present.find(participant.name());
    if (connections == m_present.end()) {
        return false;
    }
    connections->removeOne(&participant);
    if (!connections->isEmpty()) {
        return false;
    }
    m_present.remove(participant.name());
    m_presentUsers.removeAt(placeOf(participant.name()));
    return true;
}

qsizetype Room::placeOf(const UserName& user) const
{
    return std::lower_bound(m_presentUsers.cbegin(), m_presentUsers.cend(), user)
        - m_presentUsers.cbegin();
}

QList<event::Member> Room::membersWithPresence() const
{
    auto names = m_members;
    for (auto user = m_present.keyBegin(); user != m_present.keyEnd(); ++user) {
        names.insert(*user);
    }
    QList<UserName> sorted(names.cbegin(), names.cend());
    std::sort(sorted.begin(), sorted.end());
    QList<event::Member> members;
    members.reserve(sorted.size());
    for (const auto& name : sorted) {
        members.append(
            { name, isPresent(name) ? event::Presence::Online : event::Presence::Offline });
    }
    return members;
}

event::RoomInfo Room::info(const Identity& identity) const
{
    event::RoomInfo info;
    info.room = m_name;
    info.topic = m_topic;
    info.lastSeq = m_lastSeq;
    info.members = static_cast<int>(m_members.size());
    info.isPrivate = m_private;
    info.joined = m_members.contains(identity.name);
    return info;
}

void Room::append(MessageLog& log, SharedMessage& message, const UserName& except)
{
    log.append(message);
    if (except.isEmpty()) {
        return;
    }
    for (auto* participant : connectionsOf(except)) {
        const auto& own = log.logFor(participant->peer());
        if (auto* cursor = participant->peer().cursorIn(own)) {
            cursor->skip(own.newest(), own.end());
        }
    }
}

void Room::publish(const Event& event, const Audience& audience)
{
    const bool toSimple = audience.simple && hasSimple();
    if (m_sessionLog.isUnread() && !toSimple) {
        return;
    }
    SharedMessage message(encode(event));
    if (!m_sessionLog.isUnread()) {
        append(m_sessionLog, message, audience.except);
    }
    if (toSimple) {
        append(m_simpleLog, message, audience.except);
    }
}

void Room::publishStored(const event::Persistent& stored)
{
    m_lastSeq = seqOf(stored);
    const bool isText = std::holds_alternative<event::Text>(stored);
    if (const auto* topic = std::get_if<event::Topic>(&stored)) {
        m_topic = topic->topic;
    } else if (!isText && event::targetOf(stored)) {
        m_recentChanges.add(stored);
    }
    std::visit([&](const auto& event) { publish(event, { isText, {} }); }, stored);
}

qsizetype Room::audienceOf(const event::Persistent& stored) const
{
    const bool isText = std::holds_alternative<event::Text>(stored);
    return m_sessionLog.readers() + (isText ? m_simpleLog.readers() : 0);
}

void Room::publishUserList(Timestamp now)
{
    const Event list = event::UserList { m_name, presentUsers(), now, std::nullopt };
    SharedMessage message(encode(list));
    m_simpleLog.append(message);
}

void Room::flush()
{
    flushDue = false;
    m_sessionLog.flush();
    m_simpleLog.flush();
}

void Room::giveBack()
{
    m_sessionLog.giveBack();
    m_simpleLog.giveBack();
}

} // namespace landline::server
