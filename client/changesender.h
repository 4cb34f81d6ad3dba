// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/messagechange.h"
#include "messages/events.h"
#include "messages/requests.h"

#include <QList>
#include <QObject>
#include <QTimer>

#include <functional>

namespace landline::client {

/// Sends changes to messages one after the other, so that they happen in the order in which they
/// were wanted, each until it is answered.
///
/// What a cut leaves unanswered is sent again under its id, which keeps it from being done twice
/// (PROTOCOL.md section 5.3). Nothing is kept beyond the program's end.
class ChangeSender final : public QObject {
    Q_OBJECT

public:
    using Send = std::function<bool(const RequestFrame&)>; ///< False where there is no connection.

    explicit ChangeSender(Send send, QObject* parent = nullptr);

    /// There is a connection (again).
    void start();
    void stop();
    void add(const EventId& id, const MessageChange& change);
    /// The server has done it. Ids of others are passed over.
    void takeEcho(const EventId& id);
    /// False where the failure's id is none of a change.
    bool takeFailure(const event::Failure& failure);

Q_SIGNALS:
    /// The server will not do it. It is forgotten.
    void refused(const landline::client::MessageChange& change, const landline::Error& error);

private:
    struct Waiting {
        EventId id;
        MessageChange change;
    };

    void pump();
    void finish();

    Send m_send;
    QList<Waiting> m_waiting; ///< The first of them is under way.
    QTimer m_pause;
    bool m_isStarted = false;
    bool m_isUnderWay = false;
};

} // namespace landline::client
