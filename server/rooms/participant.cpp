// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rooms/participant.h"

#include "messages/limits.h"

namespace landline::server {

using namespace Qt::StringLiterals;

Participant::Participant(
    std::unique_ptr<Peer> peer, Dialect dialect, ParticipantHandler& handler, const Clock& clock)
    : Conversation(std::move(peer))
    , m_dialect(dialect)
    , m_handler(handler)
    , m_since(clock.steadyNow())
{
}

Participant::~Participant() = default;

void Participant::tell(const Event& event)
{
    peer().sendText(encode(event));
}

void Participant::refuse(const Error& error, const std::optional<EventId>& id,
    std::optional<std::chrono::milliseconds> retryAfter)
{
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
        const RequestFrame frame = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_handler.requested(*this, frame);
    }
    if (!m_held) {
        peer().setPaused(false);
    }
}

void Participant::textReceived(Peer&, QByteArrayView text)
{
    auto decoded = decodeRequest(text);
    if (const auto* error = std::get_if<RequestError>(&decoded)) {
        refuse(error->error, error->id);
        return;
    }
    auto& frame = std::get<RequestFrame>(decoded);
    if (m_held) {
        // Bounded: reading is paused, so these are the rest of one read.
        m_waiting.push_back(std::move(frame));
        return;
    }
    m_handler.requested(*this, frame);
}

void Participant::binaryReceived(Peer&, QByteArrayView)
{
    refuse({ ErrorCode::BadFrame,
        u"Frames must be JSON in text messages; binary messages are for /echo."_s });
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
