// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/outbox.h"
#include "client/pacer.h"
#include "messages/events.h"
#include "messages/requests.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>

namespace landline::client {

/// Sends the outbox while there is a connection: in order, within the server's limits, until each
/// message's echo arrives.
///
/// Of each room one message at a time is under way. A message that the server puts off thus holds
/// back those after it, and they arrive in the order in which they were written.
class OutboxSender final : public QObject {
    Q_OBJECT

public:
    struct Way {
        std::function<bool(const RequestFrame&)> send; ///< False where there is no connection.
        std::function<bool(const RoomName&)> isOpen; ///< Messages to the room may go now.
    };

    /// Outbox and clock are borrowed.
    OutboxSender(Outbox& outbox, const Clock& clock, Way way, QObject* parent = nullptr);

    void start(const event::Limits& limits);
    void stop();
    /// Sends what may go now. To be called when something was added or a room was joined.
    void pump();
    /// The server has stored the message; it leaves the outbox.
    void takeEcho(const EventId& id);
    /// The message is not wanted any more.
    void discard(const EventId& id);
    /// False where the failure's id is none of the outbox.
    bool takeFailure(const event::Failure& failure);

Q_SIGNALS:
    /// The server will not have the message; it stays in the outbox until it is sent again or
    /// discarded.
    void refused(const landline::client::PendingMessage& message, const QString& sentence);

private:
    struct UnderWay {
        EventId id;
        Clock::Steady::time_point sentAt;
    };

    void send(const PendingMessage& message);
    void forgetLate();
    void endFlight(const EventId& id);

    Outbox& m_outbox;
    const Clock& m_clock;
    Way m_way;
    Pacer m_pacer;
    QHash<RoomName, UnderWay> m_underWay;
    QTimer m_wake;
    QTimer m_echoDeadline;
    bool m_started = false;
};

} // namespace landline::client
