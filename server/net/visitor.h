// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/clock.h"
#include "server/net/addresslimits.h"
#include "server/net/doorkeeper.h"

#include <QByteArray>

#include <memory>

namespace landline::server {

class Visitor;

/// What becomes of a Visitor. It must not be destroyed within a call.
class VisitorHandler {
public:
    virtual ~VisitorHandler() = default;

    /// It asks for a WebSocket and may have one: Visitor::handshakeDone() is to be called with the answer.
    virtual void handshakeDue(Visitor& visitor, const RequestHead& head) = 0;
    /// It has a WebSocket. The last call, as is the next.
    virtual void upgradeGranted(Visitor& visitor) = 0;
    /// It has taken a reply and may ask again: Visitor::awaitRequest() is to be called.
    virtual void served(Visitor& visitor) = 0;
    virtual void left(Visitor& visitor) = 0;
};

/// A connection that is not a WebSocket: its request is being read, or the reply taken, one request after another
/// (RFC 9112 section 9.3).
///
/// Holds no more than the bytes that have come, at most a request head and one read. Network thread only.
class Visitor final : private TransportListener {
public:
    /// `number` tells it from others and rises; `deadline` is for a whole request and its reply.
    Visitor(quint64 number, std::unique_ptr<Transport> transport, DoorKeeper& keeper,
        VisitorHandler& handler, Clock::Steady::time_point deadline);
    ~Visitor() override;

    /// Begins to read. `place` is held for as long as the visitor is here.
    void start(AddressLimits::Place place);
    /// Takes the next request, as awaited since now under another number and deadline.
    void awaitRequest(quint64 number, Clock::Steady::time_point deadline);
    /// Replies at once, whatever the request is, unless there has been a reply; what still comes is not heeded. Who has
    /// been served and not asked again is owed none.
    void turnAway(const Refusal& refusal);
    const AddressKey& addressKey() const { return m_place.key(); }
    quint64 number() const { return m_number; }
    Clock::Steady::time_point deadline() const { return m_deadline; }
    /// Sends the answer that makes the connection a WebSocket; VisitorHandler::upgradeGranted follows. Where it is empty,
    /// or the connection takes no more, VisitorHandler::left does.
    void handshakeDone(const QByteArray& answer);
    /// Drops the connection; VisitorHandler::left follows.
    void leave();
    /// The granted upgrade with all that belongs to it. To be called once.
    Arrival takeArrival();

private:
    void bytesRead(QByteArrayView bytes) override;
    void writePossible() override;
    void readEnded() override { leave(); }

    enum class Stage {
        Reading, ///< A request, of which no byte may have come yet.
        Upgrading,
        Replying, ///< Another request may follow.
        Leaving, ///< What still comes is not heeded.
    };

    void readRequests();
    bool readRequest();
    void decide();
    void reply(const HttpReply& reply, HttpReply::Then then = HttpReply::Then::Close);
    void writeReply();

    quint64 m_number;
    std::unique_ptr<Transport> m_transport;
    DoorKeeper& m_keeper;
    VisitorHandler& m_handler;
    Clock::Steady::time_point m_deadline;
    AddressLimits::Place m_place;
    QByteArray m_received; ///< Until a head is whole; then what stands behind it.
    QByteArray m_replyHead;
    QByteArray m_replyBody; ///< Shared with all that are sent the same page.
    qint64 m_replied = 0; ///< Bytes of the reply that are written.
    RequestHead m_head;
    std::optional<DeflateAgreement> m_deflate;
    Stage m_stage = Stage::Reading;
    bool m_wasServed = false;
};

} // namespace landline::server
