// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sentences.h"

#include "messages/limits.h"
#include "ui/timeline/displaytext.h"

#include <QCoreApplication>

namespace landline::ui {

using namespace Qt::StringLiterals;
using client::SessionProblem;
using client::SessionState;

namespace {

/// Gives the free functions below a translation context.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Sentences)
};

QString withDetail(const QString& sentence, const QString& detail)
{
    const QString said = onOneLine(detail);
    return said.isEmpty() ? sentence : Words::tr("%1 (%2)").arg(sentence, said);
}

/// What is said of a problem, with %1 where the server's address comes.
QString templateOf(SessionProblem problem)
{
    switch (problem) {
    case SessionProblem::None:
        return {};
    case SessionProblem::HostNotFound:
        return Words::tr("No machine called %1 was found on this network. Check the address for a "
                         "typing mistake.");
    case SessionProblem::Refused:
        return Words::tr("Nothing answers at %1. Is the server running, and is the port right?");
    case SessionProblem::TimedOut:
        return Words::tr("%1 did not answer in time. The machine may be off, or a firewall may be "
                         "in between.");
    case SessionProblem::NotLandline:
        return Words::tr("Something answers at %1, but it is not a Landline server. Check the "
                         "address and the port.");
    case SessionProblem::Lost:
        return Words::tr("The connection to %1 was lost.");
    case SessionProblem::ServerStopping:
        return Words::tr(
            "The server is stopping or restarting. Landline connects again by itself.");
    case SessionProblem::Kicked:
        return Words::tr("A moderator ended your visit. Ask them before you join again.");
    case SessionProblem::Replaced:
        return Words::tr("This session was ended from elsewhere. Join again to go on here.");
    case SessionProblem::TooSlow:
        return Words::tr(
            "The network could not keep up. What was missed is fetched on connecting.");
    case SessionProblem::Flooding:
        return Words::tr(
            "Too much was sent in too short a time. Landline waits before it connects.");
    case SessionProblem::NameRefused:
        return Words::tr("The server does not accept this name. Choose another one.");
    case SessionProblem::TokenRefused:
        return Words::tr("The server does not let you in. Ask for a new invitation.");
    case SessionProblem::ServerFull:
        return Words::tr("The server is full at the moment. Landline tries again by itself.");
    case SessionProblem::Other:
        return Words::tr("The connection to %1 failed.");
    }
    return {};
}

} // namespace

QString problemSentence(const client::SessionStatus& status, const QString& server)
{
    QString sentence = templateOf(status.problem);
    sentence.replace("%1"_L1, server);
    const bool named = status.problem == SessionProblem::Kicked
        || status.problem == SessionProblem::NameRefused || status.problem == SessionProblem::Other;
    return named ? withDetail(sentence, status.detail) : sentence;
}

QString connectionWords(const client::SessionStatus& status, std::chrono::seconds untilNext)
{
    switch (status.state) {
    case SessionState::Offline:
        return Words::tr("Offline");
    case SessionState::Connecting:
    case SessionState::ShakingHands:
        return Words::tr("Connecting…");
    case SessionState::Syncing:
        return Words::tr("Catching up…");
    case SessionState::Live:
        return Words::tr("Connected");
    case SessionState::WaitingToRetry:
        return untilNext.count() > 0
            ? Words::tr("Trying again in %n s", nullptr, static_cast<int>(untilNext.count()))
            : Words::tr("Trying again…");
    }
    return {};
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

QString refusalSentence(const Error& error)
{
    switch (error.code) {
    case ErrorCode::TooLong:
        return Words::tr("That is too long. A message may have %1 bytes.").arg(limits::content);
    case ErrorCode::Forbidden:
        return Words::tr("You may not do that here.");
    case ErrorCode::NoSuchRoom:
        return Words::tr("There is no such room.");
    case ErrorCode::RateLimited:
        return Words::tr("That was too quick. Wait a moment and try again.");
    case ErrorCode::Muted:
        return Words::tr("You are muted in this room for now.");
    case ErrorCode::Storage:
        return Words::tr(
            "The server cannot write to its disk at the moment. Nothing is lost; try again later.");
    case ErrorCode::Draining:
        return Words::tr("The server is stopping or restarting. Try again in a moment.");
    default:
        return error.detail.isEmpty() ? Words::tr("The server refused that.")
                                      : onOneLine(error.detail, 400);
    }
}

QString changeProblem(client::MessageChange::Kind kind, const Error& error)
{
    using Kind = client::MessageChange::Kind;
    QString what;
    QString forbidden = Words::tr("You may not do that here.");
    switch (kind) {
    case Kind::Edit:
        what = Words::tr("The message was not edited.");
        forbidden = Words::tr("Only who wrote a message can edit it.");
        break;
    case Kind::Delete:
        what = Words::tr("The message was not deleted.");
        forbidden = Words::tr("Only who wrote a message can delete it.");
        break;
    case Kind::React:
        what = Words::tr("Your reaction was not taken.");
        forbidden = Words::tr("The message has as many reactions as it may have.");
        break;
    case Kind::Pin:
        what = Words::tr("The pin was not changed.");
        break;
    }
    QString why = refusalSentence(error);
    if (error.code == ErrorCode::Forbidden) {
        why = forbidden;
    } else if (error.code == ErrorCode::NoSuchMessage) {
        why = Words::tr("The message has been deleted.");
    } else if (error.code == ErrorCode::NotJoined) {
        why = Words::tr("That needs a connection to the server, and there is none now.");
    } else if (error.code == ErrorCode::Unsupported) {
        why = Words::tr("This server cannot do that.");
    }
    return Words::tr("%1 %2").arg(what, why);
}

QString nameProblem(const QString& text)
{
    if (text.trimmed().isEmpty()) {
        return Words::tr("Choose the name that others will see.");
    }
    if (UserName::fromString(text.trimmed())) {
        return {};
    }
    if (text.trimmed().size() > limits::userName) {
        return Words::tr(
            "A name has at most %n characters.", nullptr, static_cast<int>(limits::userName));
    }
    if (text.trimmed().startsWith(u'@') || text.trimmed().startsWith(u'#')) {
        return Words::tr("A name does not begin with @ or #.");
    }
    return Words::tr(
        "A name has letters, digits, signs and single spaces, but no invisible characters.");
}

QString roomNameProblem(const QString& text)
{
    if (text.trimmed().isEmpty()) {
        return Words::tr("Write the name of a room.");
    }
    if (RoomName::fromString(text.trimmed())) {
        return {};
    }
    if (text.trimmed().size() > limits::roomName) {
        return Words::tr("A room's name has at most %n characters.", nullptr,
            static_cast<int>(limits::roomName));
    }
    return Words::tr("A room's name has letters, digits, signs and single spaces, and does not "
                     "begin with @ or #.");
}

QString commandWords(client::SlashCommand::Kind kind)
{
    using Kind = client::SlashCommand::Kind;
    switch (kind) {
    case Kind::Me:
        return Words::tr("Say what you do");
    case Kind::Shrug:
        return Words::tr("Say it with a shrug");
    case Kind::Join:
        return Words::tr("Go to a room, or make it");
    case Kind::Leave:
        return Words::tr("Leave this room");
    case Kind::Topic:
        return Words::tr("Say what this room is about");
    case Kind::Help:
        return Words::tr("Show all keys and commands");
    case Kind::Unknown:
        break;
    }
    return {};
}

QString typingSentence(const QList<UserName>& users)
{
    const auto name = [&users](qsizetype i) { return onOneLine(users.at(i).toString()); };
    switch (users.size()) {
    case 0:
        return {};
    case 1:
        return Words::tr("%1 is typing").arg(name(0));
    case 2:
        return Words::tr("%1 and %2 are typing").arg(name(0), name(1));
    case 3:
        return Words::tr("%1, %2 and %3 are typing").arg(name(0), name(1), name(2));
    default:
        return Words::tr(
            "%1, %2 and %n others are typing", nullptr, static_cast<int>(users.size() - 2))
            .arg(name(0), name(1));
    }
}

} // namespace landline::ui
