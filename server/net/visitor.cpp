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

void Visitor::turnAway(const Refusal& refusal)
{
    if (!m_decided) {
        m_decided = true;
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
    if (m_decided) {
        return; // of a request that is already answered
    }
    m_received.append(bytes);
    if (m_received.startsWith(tlsHandshake)) {
        leave(); // TLS comes with a later version; a plain answer would not be understood
        return;
    }
    auto head = readRequestHead(m_received);
    if (!head) {
        return;
    }
    m_decided = true;
    if (const auto* refusal = std::get_if<Refusal>(&*head)) {
        reply(HttpReply::problem(*refusal));
        return;
    }
    m_head = std::get<RequestHead>(std::move(*head));
    decide();
}

void Visitor::decide()
{
    if (!m_head.isUpgrade()) {
        reply(m_keeper.answer(m_head));
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
    m_received = m_received.sliced(m_head.length);
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

void Visitor::reply(const HttpReply& reply)
{
    m_received = {};
    m_keeper.replied(reply.status);
    m_replyHead = reply.head();
    if (m_head.method != "HEAD") {
        m_replyBody = reply.body;
    }
    writePossible();
}

void Visitor::writePossible()
{
    const auto inHead = std::min<qint64>(m_replied, m_replyHead.size());
    const std::array<QByteArrayView, 2> pieces {
        QByteArrayView(m_replyHead).sliced(static_cast<qsizetype>(inHead)),
        QByteArrayView(m_replyBody).sliced(static_cast<qsizetype>(m_replied - inHead))
    };
    m_replied += m_transport->write(pieces);
    if (m_replied == m_replyHead.size() + m_replyBody.size()) {
        // Closed while the client still sends, the connection would be reset and the reply lost with it
        // (RFC 9112 section 9.6): the client closes, or the deadline does.
        m_transport->finish();
    }
}

} // namespace landline::server
