// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/connectionend.h"

#include <QRegularExpression>

namespace landline::client {

using namespace Qt::StringLiterals;

namespace {

/// The HTTP status in what QWebSocket says of a refused upgrade; 0 where there is none.
/// It has no other way to tell, and the words around the number may be translated.
int httpStatusIn(const QString& text)
{
    static const QRegularExpression status(u"\\b([3-5][0-9][0-9])\\b"_s);
    const auto match = status.match(text);
    return match.hasMatch() ? match.captured(1).toInt() : 0;
}

SessionProblem problemOfStatus(int status)
{
    switch (status) {
    case 401:
        return SessionProblem::TokenRefused;
    case 429:
    case 503:
        return SessionProblem::ServerFull;
    case 403:
        return SessionProblem::Other;
    default:
        return SessionProblem::NotLandline;
    }
}

} // namespace

ConnectionEnd endOfError(QAbstractSocket::SocketError error, const QString& text, Reached reached)
{
    if (reached == Reached::Open) {
        return { SessionProblem::Lost, text, {} };
    }
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return { SessionProblem::HostNotFound, text, {} };
    case QAbstractSocket::SocketTimeoutError:
        return { SessionProblem::TimedOut, text, {} };
    case QAbstractSocket::ConnectionRefusedError:
        if (const int status = httpStatusIn(text); status != 0) {
            return { problemOfStatus(status), text, {} };
        }
        // QWebSocket gives this error for a bad handshake, too.
        return { reached == Reached::Host ? SessionProblem::NotLandline : SessionProblem::Refused,
            text, {} };
    case QAbstractSocket::RemoteHostClosedError:
        return { SessionProblem::NotLandline, text, {} };
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return { SessionProblem::Other, text, {} };
    default:
        return { reached == Reached::Host ? SessionProblem::NotLandline : SessionProblem::Other,
            text, {} };
    }
}

ConnectionEnd endOfClose(int code, const QString& reason)
{
    switch (code) {
    case 1001:
        return { SessionProblem::ServerStopping, reason, {} };
    case 4001:
        return { SessionProblem::Replaced, reason, {} };
    case 4003:
        return { SessionProblem::Kicked, reason, {} };
    case 4008:
        return { SessionProblem::TooSlow, reason, {} };
    case 4029:
        return { SessionProblem::Flooding, reason, {} };
    default:
        return { SessionProblem::Lost, reason, {} };
    }
}

ConnectionEnd endOfRefusal(const event::Failure& failure)
{
    const auto end = [&failure](SessionProblem problem) {
        return ConnectionEnd { problem, failure.content, failure.retryAfter };
    };
    switch (failure.code) {
    case ErrorCode::BadName:
    case ErrorCode::NameTaken:
        return end(SessionProblem::NameRefused);
    case ErrorCode::BadToken:
        return end(SessionProblem::TokenRefused);
    case ErrorCode::ServerFull:
        return end(SessionProblem::ServerFull);
    case ErrorCode::Draining:
        return end(SessionProblem::ServerStopping);
    default:
        return end(SessionProblem::Other);
    }
}

bool isFinal(SessionProblem problem)
{
    switch (problem) {
    case SessionProblem::Kicked:
    case SessionProblem::Replaced:
    case SessionProblem::NameRefused:
    case SessionProblem::TokenRefused:
        return true;
    default:
        return false;
    }
}

} // namespace landline::client
