// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/visitor.h"

#include "server/net/handshake.h"

#include <algorithm>
#include <array>

namespace landline::server {

namespace {

/// What begins a TLS ClientHello (PROTOCOL.md section 1).
constexpr char tlsHandshake = 0x16;

} // namespace

Visitor::Visitor(quint64 number, std::unique_ptr<Transport> transport, DoorKeeper& keeper,
    VisitorHandler& handler, Clock::Steady::time_point deadline)
    : m_number(number)
    , m_transport(std::move(transport))
    , m_keeper(keeper)
    , m_handler(handler)
    , m_deadline(deadline)
{
}

Visitor::~Visitor() = default;

void Visitor::start(AddressLimits::Place place)
{
    m_place = std::move(place);
    m_transport->start(*this);
}

void Visitor::awaitRequest(quint64 number, Clock::Steady::time_point deadline)
{
    m_number = number;
    m_deadline = deadline;
    m_wasServed = true;
    m_head = {};
    m_stage = Stage::Reading;
}

void Visitor::turnAway(const Refusal& refusal)
{
    const bool isOwed = !m_wasServed || !m_received.isEmpty();
    if (m_stage == Stage::Reading && isOwed) {
        reply(HttpReply::problem(refusal));
    }
}

void Visitor::leave()
{
    m_transport->abort();
    m_place = {};
    m_handler.left(*this);
}

Arrival Visitor::takeArrival()
{
    const auto address = m_transport->peerAddress();
    m_place = {};
    return { std::move(m_head), address, std::move(m_transport), std::move(m_received),
        std::move(m_deflate) };
}

void Visitor::bytesRead(QByteArrayView bytes)
{
    if (m_stage == Stage::Leaving) {
        return;
    }
    m_received.append(bytes);
    if (m_received.startsWith(tlsHandshake)) {
        leave(); // TLS comes with a later version; a plain answer would not be understood
        return;
    }
    readRequests();
}

void Visitor::readRequests()
{
    while (m_stage == Stage::Reading && readRequest()) { }
}

/// Whether there was a whole one.
bool Visitor::readRequest()
{
    auto head = readRequestHead(m_received);
    if (!head) {
        return false;
    }
    if (const auto* refusal = std::get_if<Refusal>(&*head)) {
        reply(HttpReply::problem(*refusal));
        return true;
    }
    m_head = std::get<RequestHead>(std::move(*head));
    m_received.remove(0, m_head.length);
    decide();
    return true;
}

void Visitor::decide()
{
    if (!m_head.isUpgrade()) {
        using enum HttpReply::Then;
        const auto answer = m_keeper.answer(m_head);
        const bool isRefusal = answer.status >= 400;
        // Who sends the next request before the answer (RFC 9112 section 9.3.2) could have a thousand of them answered in
        // one turn while others wait.
        const bool isPipelined = !m_received.isEmpty();
        reply(answer, m_head.mayBeFollowed && !isRefusal && !isPipelined ? NextRequest : Close);
        return;
    }
    auto refusal = faultOfHandshake(m_head);
    if (!refusal) {
        refusal = m_keeper.refuseUpgrade(m_head, m_transport->peerAddress());
    }
    if (refusal) {
        reply(HttpReply::problem(*refusal));
        return;
    }
    m_stage = Stage::Upgrading;
    if (m_keeper.mayDeflate()) {
        const auto offers = readExtensions(m_head.field("sec-websocket-extensions"));
        m_deflate = offers ? agreeOnDeflate(*offers) : std::nullopt;
    }
    m_transport->setReading(false); // what comes now is for the WebSocket
    m_handler.handshakeDue(*this, m_head);
}

void Visitor::handshakeDone(const QByteArray& answer)
{
    // Others may have come in meanwhile.
    if (const auto refusal = m_keeper.refuseUpgrade(m_head, m_transport->peerAddress())) {
        m_transport->setReading(true);
        reply(HttpReply::problem(*refusal));
        return;
    }
    const QByteArray whole = m_deflate ? withExtensions(answer, m_deflate->answer) : answer;
    const QByteArrayView piece(whole);
    // A connection that has not even room for this has been tampered with.
    if (whole.isEmpty() || m_transport->write({ &piece, 1 }) < whole.size()) {
        leave();
        return;
    }
    m_transport->setReading(true);
    m_handler.upgradeGranted(*this);
}

void Visitor::reply(const HttpReply& reply, HttpReply::Then then)
{
    m_keeper.replied(reply.status);
    m_replyHead = reply.head(then);
    m_replyBody = m_head.method == "HEAD" ? QByteArray() : reply.body;
    m_replied = 0;
    if (then == HttpReply::Then::Close) {
        m_stage = Stage::Leaving;
        m_received = {};
    } else {
        m_stage = Stage::Replying;
    }
    writeReply();
}

void Visitor::writePossible()
{
    if (m_stage == Stage::Replying || m_stage == Stage::Leaving) {
        writeReply();
        readRequests();
    }
}

void Visitor::writeReply()
{
    const auto inHead = std::min<qint64>(m_replied, m_replyHead.size());
    const std::array<QByteArrayView, 2> pieces {
        QByteArrayView(m_replyHead).sliced(static_cast<qsizetype>(inHead)),
        QByteArrayView(m_replyBody).sliced(static_cast<qsizetype>(m_replied - inHead))
    };
    m_replied += m_transport->write(pieces);
    if (m_replied < m_replyHead.size() + m_replyBody.size()) {
        // Who asks faster than it takes the answers is held up. Who has been refused may go on sending (see below).
        m_transport->setReading(m_stage == Stage::Leaving);
        return;
    }
    m_replyHead = {};
    m_replyBody = {};
    m_replied = 0;
    if (m_stage == Stage::Replying) {
        m_transport->setReading(true);
        m_handler.served(*this);
    } else {
        // Closed while the client still sends, the connection would be reset and the reply lost with it
        // (RFC 9112 section 9.6): the client closes, or the deadline does.
        m_transport->finish();
    }
}

} // namespace landline::server
