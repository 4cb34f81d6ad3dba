// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a SimulatedUser does with what it is told; the rest of the class is in simulateduser.cpp.
#include "tests/support/simulateduser.h"

#include "messages/codec.h"
#include "messages/limits.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace landline::support {

namespace {

/// Where a rate limit does not say how long.
constexpr auto limitDelay = 500ms;

template <typename... Types>
bool isOneOf(const Event& event)
{
    return (std::holds_alternative<Types>(event) || ...);
}

std::optional<EventId> idOf(const Event& event)
{
    return std::visit(
        [](const auto& e) -> std::optional<EventId> {
            if constexpr (requires { e.id; })
                return e.id;
            else
                return {};
        },
        event);
}

} // namespace

void SimulatedUser::take(const QByteArray& json)
{
    Result<Event> decoded = decodeEvent(json);
    if (!decoded) {
        // A type that is not known is a newer server's, and ignored.
        if (decoded.error().code != ErrorCode::UnknownType)
            m_complaints.append(u"this is not an event (%1): %2"_s.arg(
                decoded.error().detail, QString::fromUtf8(json.left(200))));
        return;
    }
    Event event = std::move(decoded).value();
    if (m_manner == Manner::Simple)
        checkManner(event);
    record(event);
    m_inbox.append(std::move(event));
}

void SimulatedUser::checkManner(const Event& event)
{
    using namespace event;
    const bool isMeant = isOneOf<Text, Join, Leave, Typing, UserList, Failure>(event)
        || (m_history && isOneOf<History>(event));
    if (!isMeant)
        m_complaints.append(
            u"a simple connection was sent %1"_s.arg(QString::fromUtf8(encode(event).left(200))));
}

void SimulatedUser::record(const Event& event)
{
    if (const auto entry = asPersistent(event))
        takeEntry(*entry);
    else if (const auto* history = std::get_if<event::History>(&event))
        takeHistory(*history);
    else if (const auto* welcome = std::get_if<event::Welcome>(&event))
        takeWelcome(*welcome);
    else if (const auto* typing = std::get_if<event::Typing>(&event))
        m_typing[typing->room][typing->username]
            = m_clock->steadyNow() + (typing->active ? limits::typingExpiry : 0s);
    else if (const auto* failure = std::get_if<event::Failure>(&event))
        return takeFailure(*failure);
    if (const std::optional<EventId> id = idOf(event))
        m_sent.takeAnswer(*id);
}

void SimulatedUser::takeEntry(const event::Persistent& entry)
{
    const bool isRepeat = std::visit(
        [this](const auto& e) {
            if constexpr (requires { e.id; })
                return e.username == m_name && e.id && m_sent.isRepeated(*e.id);
            else
                return false;
        },
        entry);
    m_records[roomOf(entry)].takeLive(entry, isRepeat);
    const auto* text = std::get_if<event::Text>(&entry);
    if (!text)
        return;
    m_typing[text->room].remove(text->username);
    if (text->username == m_name && !m_limitTimer.isActive())
        retryLimited();
}

void SimulatedUser::takeHistory(const event::History& history)
{
    const bool isResync = !history.id || m_catchUps.remove(*history.id);
    m_records[history.room].takeHistory(
        history, isResync && !history.reset && m_manner == Manner::Session);
    if (isResync && history.more && !history.reset && m_manner == Manner::Session)
        m_catchUps.insert(
            send(request::History { history.room, {}, history.last, limits::historyPage }));
}

void SimulatedUser::takeWelcome(const event::Welcome& welcome)
{
    m_handshakeDeadline.stop();
    m_welcome = welcome;
    for (const event::RoomInfo& info : welcome.rooms) {
        m_joined.insert(info.room);
        m_records[info.room].beginConnection(info.lastSeq);
    }
    m_state = State::Live;
    ++m_connections;
    for (const RequestFrame& frame : m_sent.takeUnacknowledged())
        write(frame);
}

void SimulatedUser::takeFailure(const event::Failure& failure)
{
    if (!failure.id)
        return;
    if (failure.code != ErrorCode::RateLimited) {
        m_sent.takeAnswer(*failure.id);
        return;
    }
    m_sent.takeLimit(*failure.id);
    m_limitTimer.start(failure.retryAfter.value_or(limitDelay));
}

void SimulatedUser::retryLimited()
{
    // One at a time: the echo of this one, or another limit, leads to the next.
    if (const std::optional<RequestFrame> frame = m_sent.takeLimited())
        write(*frame);
}

} // namespace landline::support
