// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sentences.h"

#include "app/cli/terminaltext.h"

namespace landline::cli {

using namespace Qt::StringLiterals;
using client::SessionProblem;
using client::SessionState;

namespace {

/// Characters of what a server or a socket said that are worth a line.
constexpr qsizetype longestDetail = 200;

QString withDetail(const QString& sentence, const QString& detail)
{
    const QString said = onOneLine(detail.left(longestDetail));
    return said.isEmpty() ? sentence : u"%1 (%2)"_s.arg(sentence, said);
}

/// With %1 where the server's address comes.
QString templateOf(SessionProblem problem)
{
    switch (problem) {
    case SessionProblem::None:
        return u"There is no connection to %1."_s;
    case SessionProblem::HostNotFound:
        return u"No machine of that name was found on this network: %1."_s;
    case SessionProblem::Refused:
        return u"Nothing answers at %1. Is the server running, and is the port right?"_s;
    case SessionProblem::TimedOut:
        return u"%1 did not answer in time."_s;
    case SessionProblem::NotLandline:
        return u"Something answers at %1, but it is not a Landline server."_s;
    case SessionProblem::Lost:
        return u"The connection to %1 was lost."_s;
    case SessionProblem::ServerStopping:
        return u"The server at %1 is stopping or restarting."_s;
    case SessionProblem::Kicked:
        return u"A moderator ended this visit to %1."_s;
    case SessionProblem::Replaced:
        return u"This session at %1 was ended from elsewhere."_s;
    case SessionProblem::TooSlow:
        return u"The network could not keep up with %1."_s;
    case SessionProblem::Flooding:
        return u"Too much was sent to %1 in too short a time."_s;
    case SessionProblem::NameRefused:
        return u"The server at %1 does not accept this name."_s;
    case SessionProblem::TokenRefused:
        return u"The server at %1 does not accept the token, or wants one."_s;
    case SessionProblem::ServerFull:
        return u"The server at %1 is full at the moment."_s;
    case SessionProblem::Other:
        return u"The connection to %1 failed."_s;
    }
    return {};
}

} // namespace

QString problemSentence(const client::SessionStatus& status, const QString& server)
{
    const QString sentence = templateOf(status.problem).arg(server);
    const bool named = status.problem == SessionProblem::Kicked
        || status.problem == SessionProblem::NameRefused || status.problem == SessionProblem::Other
        || status.problem == SessionProblem::TokenRefused;
    return named ? withDetail(sentence, status.detail) : sentence;
}

QString connectionWords(const client::SessionStatus& status, std::chrono::seconds untilNext)
{
    switch (status.state) {
    case SessionState::Offline:
        return u"offline"_s;
    case SessionState::Connecting:
    case SessionState::ShakingHands:
        return u"connecting…"_s;
    case SessionState::Syncing:
        return u"catching up…"_s;
    case SessionState::Live:
        return {};
    case SessionState::WaitingToRetry:
        return untilNext.count() > 0 ? u"no connection, next try in %1 s"_s.arg(untilNext.count())
                                     : u"no connection"_s;
    }
    return {};
}

QString refusalSentence(const Error& error)
{
    switch (error.code) {
    case ErrorCode::RateLimited:
        return u"That was too fast. Wait a moment and try again."_s;
    case ErrorCode::Storage:
        return u"The server cannot write to its disk at the moment. Try again later."_s;
    case ErrorCode::Draining:
        return u"The server is stopping or restarting. Try again in a moment."_s;
    default:
        return error.detail.isEmpty() ? u"The server refused that."_s
                                      : onOneLine(error.detail.left(2 * longestDetail));
    }
}

QString typingSentence(const QList<UserName>& users)
{
    const auto name = [&users](qsizetype i) { return onOneLine(users.at(i).toString()); };
    switch (users.size()) {
    case 0:
        return {};
    case 1:
        return u"%1 is typing"_s.arg(name(0));
    case 2:
        return u"%1 and %2 are typing"_s.arg(name(0), name(1));
    case 3:
        return u"%1, %2 and %3 are typing"_s.arg(name(0), name(1), name(2));
    default:
        return u"%1, %2 and %3 others are typing"_s.arg(
            name(0), name(1), QString::number(users.size() - 2));
    }
}

} // namespace landline::cli
