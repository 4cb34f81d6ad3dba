// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/sessionstate.h"
#include "messages/events.h"

#include <QAbstractSocket>

namespace landline::client {

/// Why a connection is no more, or never came to be.
struct ConnectionEnd {
    SessionProblem problem = SessionProblem::None;
    QString detail; ///< What the server or the socket said, as plain text.
    std::optional<std::chrono::milliseconds> retryAfter; ///< The server's wish.

    bool operator==(const ConnectionEnd&) const = default;
};

/// How far a connection had come when it broke.
enum class Reached {
    Nothing,
    Host, ///< TCP was there: whatever is wrong is the other side's doing.
    Open, ///< The WebSocket handshake was done.
};

/// Of a socket's error. `text` is what QWebSocket says, which bears the HTTP status of a refusal.
ConnectionEnd endOfError(QAbstractSocket::SocketError error, const QString& text, Reached reached);
/// Of a close code (PROTOCOL.md section 4).
ConnectionEnd endOfClose(int code, const QString& reason);
/// Of an `error` in answer to `hello`.
ConnectionEnd endOfRefusal(const event::Failure& failure);

/// Trying again would come to the same end: a person has to change something first.
bool isFinal(SessionProblem problem);

} // namespace landline::client
