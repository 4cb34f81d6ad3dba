// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rooms/room.h"

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
    return participant.dialect() == Dialect::Session ? m_sessionLog : m_simpleLog;
}

void Room::enter(Participant& participant)
{
    m_present[participant.name()].append(&participant);
    participant.rooms().insert(m_name, shared_from_this());
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
    m_present.erase(connections);
    return true;
}

QList<UserName> Room::presentUsers() const
{
    auto users = m_present.keys();
    std::sort(users.begin(), users.end());
    return users;
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

void Room::append(FrameLog& log, QByteArrayView frame, const UserName& except)
{
    const qint64 start = log.append(frame);
    if (except.isEmpty()) {
        return;
    }
    for (auto* participant : connectionsOf(except)) {
        if (auto* cursor = participant->peer().cursorIn(log)) {
            cursor->skip(start, log.end());
        }
    }
}

void Room::publish(const Event& event, const Audience& audience)
{
    const bool toSimple = audience.simple && hasSimple();
    if (m_sessionLog.isUnread() && !toSimple) {
        return;
    }
    const QByteArray frame = frameOf(Opcode::Text, encode(event));
    if (!m_sessionLog.isUnread()) {
        append(m_sessionLog, frame, audience.except);
    }
    if (toSimple) {
        append(m_simpleLog, frame, audience.except);
    }
}

void Room::publishStored(const event::Persistent& stored)
{
    m_lastSeq = seqOf(stored);
    const bool isText = std::holds_alternative<event::Text>(stored);
    if (const auto* topic = std::get_if<event::Topic>(&stored)) {
        m_topic = topic->topic;
    }
    std::visit([&](const auto& event) { publish(event, { isText, {} }); }, stored);
}

void Room::publishUserList(Timestamp now)
{
    const Event list = event::UserList { m_name, presentUsers(), now, std::nullopt };
    m_simpleLog.append(frameOf(Opcode::Text, encode(list)));
}

void Room::flush()
{
    flushDue = false;
    m_sessionLog.flush();
    m_simpleLog.flush();
}

} // namespace landline::server
