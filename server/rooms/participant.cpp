// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rooms/participant.h"

#include "messages/limits.h"

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

/// Refusals for speed after which a connection is closed with 4029, and how many it is forgiven in a second. A program
/// that heeds `retry_after` is refused once for each wait.
constexpr double mostRefused = 200;
constexpr double forgivenInASecond = 5;

} // namespace

Participant::Participant(std::unique_ptr<Peer> peer, Dialect dialect, ParticipantHandler& handler,
    std::chrono::milliseconds helloDeadline, const Clock& clock)
    : Conversation(std::move(peer))
    , m_dialect(dialect)
    , m_handler(handler)
    , m_helloDue(clock.steadyNow() + helloDeadline)
    , m_patience(forgivenInASecond, mostRefused, clock.steadyNow())
{
}

Participant::~Participant() = default;

void Participant::checkDeadlines(Clock::Steady::time_point now)
{
    Conversation::checkDeadlines(now);
    if (m_dialect == Dialect::Session && !isIdentified() && now >= m_helloDue) {
        peer().close(CloseCode::NoHello, u"No \"hello\" came in time."_s);
    }
}

void Participant::tell(const Event& event)
{
    peer().sendText(encode(event));
}

void Participant::refuse(const Error& error, const std::optional<EventId>& id,
    std::optional<std::chrono::milliseconds> retryAfter)
{
    m_handler.refused(error.code);
    tell(event::Failure { error.code, error.detail, id, retryAfter });
}

void Participant::hold()
{
    m_held = true;
    peer().setPaused(true);
}

void Participant::proceed()
{
    m_held = false;
    while (!m_held && !m_waiting.empty() && !peer().isClosing()) {
        const Heard heard = std::move(m_waiting.front());
        m_waiting.pop_front();
        handle(heard);
    }
    if (!m_held) {
        peer().setPaused(false);
    }
}

void Participant::proceedWhenDrained()
{
    peer().whenDrained([weak = weak_from_this()] {
        if (const auto self = std::static_pointer_cast<Participant>(weak.lock())) {
            self->proceed();
        }
    });
}

void Participant::textReceived(Peer&, QByteArrayView text)
{
    hear(decodeRequest(text));
}

void Participant::hear(Heard heard)
{
    if (m_held) {
        // Bounded: reading is paused, so these are the rest of one read.
        m_waiting.push_back(std::move(heard));
    } else {
        handle(heard);
    }
}

void Participant::handle(const Heard& heard)
{
    if (const auto* error = std::get_if<RequestError>(&heard)) {
        m_handler.misspoke(*this, *error);
    } else {
        m_handler.requested(*this, std::get<RequestFrame>(heard));
    }
}

void Participant::binaryReceived(Peer&, QByteArrayView)
{
    hear(RequestError {
        { ErrorCode::BadFrame,
            u"Frames must be JSON in text messages; binary messages are for /echo."_s },
        std::nullopt });
}

void Participant::oversizeReceived(Peer&)
{
    refuse({ ErrorCode::TooLong, u"A frame may have at most %1 bytes."_s.arg(limits::frame) });
}

void Participant::gone(Peer&)
{
    m_handler.ended(*this);
}

} // namespace landline::server
