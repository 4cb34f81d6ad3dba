// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rooms/requesthandler.h"

#include "messages/limits.h"

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

template <typename... Types>
bool isOneOf(const Request& request)
{
    return (std::holds_alternative<Types>(request) || ...);
}

bool isWriting(const Request& request)
{
    using namespace request;
    return isOneOf<Text, Edit, Delete, React, Pin, Topic, Create>(request);
}

/// What a simple connection may ask for (PROTOCOL.md section 2).
bool isSimple(const Request& request)
{
    return isOneOf<request::Text, request::Typing, request::History>(request);
}

} // namespace

RequestHandler::RequestHandler(const ServerConfig& config, EventStore& store, MessageSearch& search,
    RoomDirectory& rooms, ConnectedUsers& users, Fanout& fanout, Metrics& metrics,
    const Clock& clock, std::function<void(Participant&)> ended)
    : m_config(config)
    , m_store(store)
    , m_rooms(rooms)
    , m_users(users)
    , m_fanout(fanout)
    , m_metrics(metrics)
    , m_clock(clock)
    , m_ended(std::move(ended))
    , m_poster(store, search, rooms, fanout, metrics, clock)
    , m_history(store, fanout)
    , m_searches(search, fanout, metrics, clock)
    , m_entrance(config, store, rooms, users, m_history, fanout, clock)
{
}

void RequestHandler::requested(Participant& participant, const RequestFrame& frame)
{
    ++m_metrics.requests;
    if (!mayAsk(participant, frame) || !isWithinRate(participant, frame)) {
        return;
    }
    std::visit([&](const auto& request) { handle(participant, request, frame.id); }, frame.request);
}

void RequestHandler::ended(Participant& participant)
{
    m_entrance.depart(participant);
    m_ended(participant);
}

bool RequestHandler::mayAsk(Participant& participant, const RequestFrame& frame)
{
    const bool isHello = std::holds_alternative<request::Hello>(frame.request);
    std::optional<Error> error;
    if (m_draining) {
        error
            = Error { ErrorCode::Draining, u"The server is stopping. Nothing more is accepted."_s };
    } else if (participant.dialect() == Dialect::Simple && !isSimple(frame.request)) {
        error = Error { ErrorCode::Unsupported,
            u"This connection began with a name in its address: it may send text, "
            "typing and history. Begin with \"hello\" for the rest."_s };
    } else if (!participant.isIdentified() && !isHello) {
        error = Error { ErrorCode::Forbidden, u"Say \"hello\" first."_s };
    } else if (participant.isIdentified() && isHello) {
        error = Error { ErrorCode::BadFrame, u"\"hello\" has been said already."_s };
    }
    if (error) {
        participant.refuse(*error, frame.id);
    }
    return !error;
}

bool RequestHandler::isWithinRate(Participant& participant, const RequestFrame& frame)
{
    if (!m_config.rateLimited || !participant.isIdentified()) {
        return true;
    }
    const auto now = m_clock.steadyNow();
    auto& rates = m_users.rates(participant.name(), now);
    const auto wait = isWriting(frame.request) ? rates.messages.take(now) : rates.signals.take(now);
    if (wait) {
        refuseForNow(participant, frame.id, *wait);
    }
    return !wait;
}

void RequestHandler::refuseForNow(
    Participant& participant, const Id& id, std::chrono::milliseconds wait)
{
    participant.refuse(
        { ErrorCode::RateLimited, u"That was too fast. Wait a moment, then send it again."_s }, id,
        wait);
    if (participant.patience().take(m_clock.steadyNow())) {
        participant.peer().close(
            CloseCode::Flooding, u"Too many frames, too fast, for too long."_s);
    }
}

void RequestHandler::misspoke(Participant& participant, const RequestError& error)
{
    if (m_config.rateLimited && participant.isIdentified()) {
        const auto now = m_clock.steadyNow();
        if (const auto wait = m_users.rates(participant.name(), now).signals.take(now)) {
            refuseForNow(participant, error.id, *wait);
            return;
        }
    }
    participant.refuse(error.error, error.id);
}

std::shared_ptr<Room> RequestHandler::roomFor(
    Participant& participant, const std::optional<RoomName>& name, const Id& id)
{
    const auto& rooms = participant.rooms();
    if (!name) {
        if (rooms.size() == 1) {
            return rooms.values().front();
        }
        participant.refuse(rooms.isEmpty()
                ? Error { ErrorCode::NotJoined, u"You are in no room. Join one first."_s }
                : Error { ErrorCode::BadField,
                    u"\"room\" is missing, and you are in %1 rooms."_s.arg(rooms.size()) },
            id);
        return nullptr;
    }
    const auto found = rooms.value(*name);
    if (!found) {
        participant.refuse(
            { ErrorCode::NotJoined,
                u"You are not in the room \"%1\". Join it first."_s.arg(name->toString()) },
            id);
    }
    return found;
}

// --- Coming and going ---

void RequestHandler::handle(Participant& participant, const request::Hello& hello, const Id& id)
{
    m_entrance.hello(participant, hello, id);
}

void RequestHandler::handle(Participant& participant, const request::Join& join, const Id& id)
{
    m_entrance.join(participant, join, id);
}

void RequestHandler::handle(Participant& participant, const request::Create& create, const Id& id)
{
    m_entrance.create(participant, create, id);
}

void RequestHandler::handle(Participant& participant, const request::Leave& leave, const Id& id)
{
    if (const auto room = roomFor(participant, leave.room, id)) {
        m_entrance.leave(participant, room, id);
    }
}

// --- Saying ---

template <typename Said>
void RequestHandler::handle(Participant& participant, const Said& said, const Id& id)
{
    if (const auto room = roomFor(participant, said.room, id)) {
        m_poster.post(participant, room, said, id);
    }
}

void RequestHandler::handle(Participant& participant, const request::Typing& typing, const Id& id)
{
    if (const auto room = roomFor(participant, typing.room, id)) {
        m_rooms.tell(*room,
            event::Typing { room->name(), participant.name(), typing.active, m_clock.now() },
            { true, participant.name() });
    }
}

void RequestHandler::handle(Participant& participant, const request::Read& read, const Id& id)
{
    const auto room = roomFor(participant, read.room, id);
    if (!room) {
        return;
    }
    if (read.seq > room->lastSeq()) {
        participant.refuse(
            { ErrorCode::NoSuchMessage,
                u"The room's newest event is %1, not %2."_s.arg(room->lastSeq().value)
                    .arg(read.seq.value) },
            id);
        return;
    }
    // Stored, then told: a device that connects behind the news finds it in its welcome.
    m_store.setRead(room->id(), participant.name(), read.seq,
        [this, weak = participant.weak_from_this(), name = participant.name(), room = room->name(),
            seq = read.seq, id](const Result<std::monostate>& stored) {
            const auto reader = std::static_pointer_cast<Participant>(weak.lock());
            if (!stored && reader && !reader->peer().isClosing()) {
                reader->refuse(stored.error(), id);
                m_fanout.schedule(*reader);
            }
            if (!stored) {
                return;
            }
            for (auto* device : m_users.connectionsOf(name)) {
                if (device != reader.get() && device->dialect() == Dialect::Session) {
                    device->tell(event::Read { room, name, seq, std::nullopt });
                    m_fanout.schedule(*device);
                }
            }
        });
}

// --- Asking ---

void RequestHandler::handle(Participant& participant, const request::History& history, const Id& id)
{
    const auto room = roomFor(participant, history.room, id);
    if (!room) {
        return;
    }
    const int limit = history.limit > 0 ? history.limit : limits::historyDefault;
    const auto done = holdUntilDone(participant);
    if (history.after) {
        m_history.after(participant, room, *history.after, limit, id, done);
        return;
    }
    const Seq upTo = history.before ? Seq { history.before->value - 1 } : room->lastSeq();
    m_history.newest(participant, room, std::min(upTo, room->lastSeq()), limit, id, done);
}

std::function<void()> RequestHandler::holdUntilDone(Participant& participant)
{
    // Small questions have large answers: the next is looked at when the last one's is on its way.
    participant.hold();
    return [weak = participant.weak_from_this()] {
        if (const auto asker = std::static_pointer_cast<Participant>(weak.lock())) {
            asker->proceedWhenDrained();
        }
    };
}

void RequestHandler::handle(Participant& participant, const request::Search& search, const Id& id)
{
    m_searches.answer(participant, search, id, holdUntilDone(participant));
}

void RequestHandler::handle(Participant& participant, const request::Rooms&, const Id& id)
{
    const auto done = holdUntilDone(participant);
    m_store.readRooms(participant.name(),
        [this, weak = participant.weak_from_this(), id, done](
            const Result<QList<RoomRecord>>& records) {
            const auto asker = std::static_pointer_cast<Participant>(weak.lock());
            if (!asker || asker->peer().isClosing()) {
                return;
            }
            if (!records) {
                asker->refuse(records.error(), id);
            } else {
                event::Rooms rooms { {}, id };
                for (const auto& record : *records) {
                    const auto known = m_rooms.find(record.name);
                    rooms.rooms.append(known ? known->info(asker->identity())
                                             : Room(record).info(asker->identity()));
                }
                asker->tell(rooms);
            }
            done();
            m_fanout.schedule(*asker);
        });
}

void RequestHandler::handle(Participant& participant, const request::Users& users, const Id& id)
{
    if (const auto room = roomFor(participant, users.room, id)) {
        participant.tell(event::Users { room->name(), room->membersWithPresence(), id });
        m_fanout.schedule(participant);
    }
}

void RequestHandler::handle(Participant& participant, const request::Ping&, const Id& id)
{
    participant.tell(event::Pong { id });
    m_fanout.schedule(participant);
}

} // namespace landline::server
