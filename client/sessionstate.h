// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/result.h"

#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>

namespace landline::client {

/// How far a Session has come. Every move goes through ConnectionKeeper::setState().
enum class SessionState {
    Offline, ///< Not trying: never started, stopped, or refused for good (see
    ///< SessionStatus::problem).
    Connecting, ///< TCP and WebSocket handshake under way.
    ShakingHands, ///< `hello` sent, `welcome` awaited.
    Syncing, ///< Welcome; missed events are being fetched and the outbox sent again.
    Live, ///< Up to date.
    WaitingToRetry, ///< The connection failed; the next attempt is at SessionStatus::nextAttempt.
};

/// Why there is no connection. The sentence for it is made in ui/.
enum class SessionProblem {
    None,
    HostNotFound,
    Refused, ///< Nothing listens there.
    TimedOut,
    NotLandline, ///< Something answered that does not speak the protocol.
    Lost, ///< Was connected, and the connection broke.
    ServerStopping, ///< Closed with 1001, or `draining`.
    Kicked, ///< 4003. Not retried.
    Replaced, ///< 4001. Not retried.
    TooSlow, ///< 4008.
    Flooding, ///< 4029.
    NameRefused, ///< `bad_name` or `name_taken`. Not retried: another name is needed.
    TokenRefused, ///< `bad_token` or HTTP 401. Not retried.
    ServerFull,
    Other,
};

/// A snapshot of a Session's state for display.
struct SessionStatus {
    SessionState state = SessionState::Offline;
    SessionProblem problem = SessionProblem::None;
    QString detail; ///< What the server or the socket said, as plain text.
    std::optional<std::chrono::milliseconds> nextAttempt; ///< From now; only in WaitingToRetry.

    bool operator==(const SessionStatus&) const = default;
};

} // namespace landline::client

Q_DECLARE_METATYPE(landline::client::SessionStatus)
