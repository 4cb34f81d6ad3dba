// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rooms/entrance.h"

#include "messages/limits.h"

#include <algorithm>

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<Participant> lockOpen(const std::weak_ptr<Conversation>& weak)
{
    auto participant = std::static_pointer_cast<Participant>(weak.lock());
    return participant && !participant->peer().isClosing() ? participant : nullptr;
}

/// A cursor stays put until what comes first has been sent.
void holdCursor(Participant& participant, Room& room, bool held)
{
    if (auto* cursor = participant.peer().cursorIn(room.logFor(participant))) {
        cursor->setHeld(held);
    }
}

Error noSuchRoom(const RoomName& name)
{
    return { ErrorCode::NoSuchRoom,
        u"There is no room named \"%1\" that you may join."_s.arg(name.toString()) };
}

} // namespace

Entrance::Entrance(const ServerConfig& config, EventStore& store, RoomDirectory& rooms,
    ConnectedUsers& users, HistorySender& history, Fanout& fanout, const Clock& clock)
    : m_config(config)
    , m_store(store)
    , m_rooms(rooms)
    , m_users(users)
    , m_history(history)
    , m_fanout(fanout)
    , m_clock(clock)
{
}

// --- Simple connections ---

Result<Entrance::SimpleWish> Entrance::readSimpleWish(const RequestHead& head)
{
    SimpleWish wish;
    auto identity = m_admission.admitGuest(head.parameter(u"username"_s));
    if (!identity) {
        return identity.error();
    }
    wish.identity = *std::move(identity);
    const auto roomText = head.parameter(u"room"_s);
    auto room
        = roomText && !roomText->isEmpty() ? RoomName::fromString(*roomText) : RoomName::general();
    if (!room) {
        return room.error();
    }
    wish.room = *std::move(room);
    if (const auto history = head.parameter(u"history"_s)) {
        bool isNumber = false;
        const int wanted = history->toInt(&isNumber);
        if (!isNumber || wanted < 0) {
            return Error { ErrorCode::BadField,
                u"\"history\" must be a number of messages, from 0 to %1."_s.arg(
                    limits::historyPage) };
        }
        wish.history = std::min(wanted, limits::historyPage);
    }
    return wish;
}

void Entrance::enterSimple(
    Participant& participant, const SimpleWish& wish, std::function<void()> entered)
{
    participant.identify(wish.identity);
    m_users.add(participant);
    const auto weak = participant.weak_from_this();
    m_rooms.open({ wish.room, false, {}, false, m_clock.now() },
        [this, weak, wish, entered = std::move(entered)](
            const Result<std::shared_ptr<Room>>& opened) {
            const auto guest = lockOpen(weak);
            if (!guest) {
                return;
            }
            if (!opened || !(*opened)->mayEnter(wish.identity)) {
                guest->refuse(opened ? noSuchRoom(wish.room) : opened.error());
                guest->peer().close(CloseCode::PolicyViolation, u"The room cannot be joined."_s);
                entered();
                return;
            }
            const auto& room = *opened;
            enter(*guest, *room);
            guest->tell(event::UserList {
                room->name(), room->presentUsers(), m_clock.now(), std::nullopt });
            if (wish.history > 0) {
                holdCursor(*guest, *room, true);
                m_history.newest(
                    *guest, room, room->lastSeq(), wish.history, std::nullopt, [weak, room] {
                        if (const auto reader = lockOpen(weak)) {
                            holdCursor(*reader, *room, false);
                        }
                    });
            }
            entered();
            m_fanout.schedule(*guest);
        });
}

// --- Sessions ---

void Entrance::hello(
    Participant& participant, const request::Hello& hello, const std::optional<EventId>& id)
{
    auto identity = m_admission.admit(hello);
    if (!identity) {
        participant.refuse(identity.error(), id);
        return;
    }
    participant.hold();
    m_rooms.readBegan();
    const auto weak = participant.weak_from_this();
    m_store.readMemberships(hello.username,
        [this, weak, hello, id, identity = *identity](
            const Result<QList<Membership>>& memberships) {
            m_rooms.readEnded();
            const auto greeted = lockOpen(weak);
            if (!greeted) {
                return;
            }
            if (memberships) {
                greeted->identify(identity);
                m_users.add(*greeted);
                welcome(*greeted, *memberships, hello, id);
            } else {
                greeted->refuse(memberships.error(), id);
            }
            greeted->proceed();
            m_fanout.schedule(*greeted);
        });
}

void Entrance::welcome(Participant& participant, const QList<Membership>& memberships,
    const request::Hello& hello, const std::optional<EventId>& id)
{
    event::Welcome welcome;
    welcome.username = participant.name();
    welcome.serverName = m_config.name;
    welcome.serverVersion = QStringLiteral(LANDLINE_VERSION);
    welcome.serverId = m_store.serverId();
    // "rate" is a promise; where nothing is limited, it is what no one reaches.
    constexpr double unlimited = 1e6;
    welcome.limits
        = { limits::content, limits::frame, m_config.rateLimited ? m_config.rate : unlimited,
              m_config.rateLimited ? m_config.burst : static_cast<qint64>(unlimited), 0 };
    welcome.roles = participant.identity().roles;
    welcome.features = { u"edit"_s, u"delete"_s, u"react"_s, u"pin"_s };
    if (m_config.search) {
        welcome.features.append(u"search"_s);
    }
    welcome.id = id;
    auto resumed = std::make_shared<std::deque<Resumed>>();
    QList<std::shared_ptr<Room>> rooms;
    for (const auto& membership : memberships) {
        const auto room = m_rooms.adopt(membership.room);
        auto info = room->info(participant.identity());
        info.readSeq = membership.readSeq;
        info.unread = membership.unread;
        info.mentions = membership.mentions;
        info.joined = true;
        welcome.rooms.append(info);
        rooms.append(room);
    }
    participant.tell(welcome);
    for (const auto& room : rooms) {
        enter(participant, *room);
        const auto since = hello.resume.constFind(room->name());
        if (since != hello.resume.cend()) {
            holdCursor(participant, *room, true);
            resumed->push_back({ room, *since, room->lastSeq() });
        }
    }
    resumeNext(participant, resumed);
}

void Entrance::resumeNext(
    Participant& participant, const std::shared_ptr<std::deque<Resumed>>& resumed)
{
    if (resumed->empty()) {
        return;
    }
    const auto [room, since, upTo] = resumed->front();
    resumed->pop_front();
    m_history.resync(participant, room, since, upTo, std::nullopt,
        [this, weak = participant.weak_from_this(), room = room, resumed] {
            if (const auto reader = lockOpen(weak)) {
                holdCursor(*reader, *room, false);
                reader->peer().whenDrained([this, weak, resumed] {
                    if (const auto drained = lockOpen(weak)) {
                        resumeNext(*drained, resumed);
                    }
                });
            }
        });
}

void Entrance::enter(Participant& participant, Room& room)
{
    if (participant.rooms().contains(room.name())) {
        return;
    }
    const bool isNews = !room.isPresent(participant.name());
    room.enter(participant);
    // The others are told; the newcomer follows from there on.
    if (isNews) {
        m_rooms.tellPresence(room,
            event::Join { room.name(), participant.name(),
                u"%1 joined %2"_s.arg(participant.name().toString(), room.name().toString()),
                m_clock.now() });
        m_rooms.listUsers(room);
    }
    room.follow(participant);
}

void Entrance::becomeMember(Participant& participant, const std::shared_ptr<Room>& room,
    const std::optional<EventId>& id, const Then& then)
{
    if (room->members().contains(participant.name())) {
        then(participant);
        return;
    }
    const auto weak = participant.weak_from_this();
    m_store.setMember(room->id(), participant.name(), true, m_clock.now(),
        [this, weak, room, name = participant.name(), id, then](
            const Result<std::monostate>& stored) {
            if (stored) {
                room->setMember(name, true);
            }
            const auto member = lockOpen(weak);
            if (!member) {
                return;
            }
            if (stored) {
                then(*member);
            } else {
                told(*member, stored.error(), id);
            }
        });
}

void Entrance::told(
    Participant& participant, const std::optional<Error>& failure, const std::optional<EventId>& id)
{
    if (failure) {
        participant.refuse(*failure, id);
    }
    participant.proceed();
    m_fanout.schedule(participant);
}

void Entrance::join(
    Participant& participant, const request::Join& join, const std::optional<EventId>& id)
{
    participant.hold();
    const auto weak = participant.weak_from_this();
    m_rooms.open({ join.room, false, {}, false, m_clock.now() },
        [this, weak, join, id](const Result<std::shared_ptr<Room>>& opened) {
            const auto comer = lockOpen(weak);
            if (!comer) {
                return;
            }
            if (!opened || !(*opened)->mayEnter(comer->identity())) {
                told(*comer, opened ? noSuchRoom(join.room) : opened.error(), id);
                return;
            }
            becomeMember(
                *comer, *opened, id, [this, room = *opened, join, id](Participant& member) {
                    enter(member, *room);
                    answerJoin(member, room, join, id);
                });
        });
}

void Entrance::answerJoin(Participant& participant, const std::shared_ptr<Room>& room,
    const request::Join& join, const std::optional<EventId>& id)
{
    participant.tell(event::UserList { room->name(), room->presentUsers(), m_clock.now(), id });
    holdCursor(participant, *room, true);
    const auto release = [weak = participant.weak_from_this(), room] {
        if (const auto reader = lockOpen(weak)) {
            holdCursor(*reader, *room, false);
            reader->proceedWhenDrained();
        }
    };
    if (join.since) {
        m_history.resync(participant, room, *join.since, room->lastSeq(), id, release);
    } else {
        m_history.newest(participant, room, room->lastSeq(),
            join.limit.value_or(limits::historyDefault), id, release);
    }
}

void Entrance::create(
    Participant& participant, const request::Create& create, const std::optional<EventId>& id)
{
    participant.hold();
    const auto weak = participant.weak_from_this();
    m_rooms.open({ create.room, true, create.topic, create.isPrivate, m_clock.now() },
        [this, weak, id](const Result<std::shared_ptr<Room>>& opened) {
            const auto founder = lockOpen(weak);
            if (!founder) {
                return;
            }
            if (!opened) {
                told(*founder, opened.error(), id);
                return;
            }
            becomeMember(*founder, *opened, id, [this, room = *opened, id](Participant& member) {
                enter(member, *room);
                member.tell(event::RoomCreated { room->info(member.identity()), id });
                told(member, std::nullopt, id);
            });
        });
}

// --- Leaving ---

void Entrance::expel(Participant& participant, Room& room, bool remainsMember)
{
    if (!room.exit(participant)) {
        return;
    }
    m_rooms.tellPresence(room,
        event::Leave { room.name(), participant.name(),
            u"%1 left %2"_s.arg(participant.name().toString(), room.name().toString()),
            m_clock.now(), remainsMember, std::nullopt });
    m_rooms.listUsers(room);
}

void Entrance::leave(
    Participant& participant, const std::shared_ptr<Room>& room, const std::optional<EventId>& id)
{
    participant.hold();
    const auto weak = participant.weak_from_this();
    m_store.setMember(room->id(), participant.name(), false, m_clock.now(),
        [this, weak, room, name = participant.name(), id](const Result<std::monostate>& stored) {
            if (stored) {
                room->setMember(name, false);
                const event::Leave farewell { room->name(), name,
                    u"%1 left %2"_s.arg(name.toString(), room->name().toString()), m_clock.now(),
                    false, std::nullopt };
                for (auto* device : room->connectionsOf(name)) {
                    auto own = farewell;
                    own.id = device->weak_from_this().lock() == weak.lock() ? id : std::nullopt;
                    expel(*device, *room, false);
                    device->tell(own);
                    m_fanout.schedule(*device);
                }
            }
            if (const auto leaver = lockOpen(weak)) {
                told(*leaver, stored ? std::nullopt : std::optional(stored.error()), id);
            }
        });
}

void Entrance::depart(Participant& participant)
{
    const auto rooms = participant.rooms().values();
    for (const auto& room : rooms) {
        expel(participant, *room, room->members().contains(participant.name()));
    }
    if (participant.isIdentified()) {
        m_users.remove(participant);
    }
}

} // namespace landline::server
