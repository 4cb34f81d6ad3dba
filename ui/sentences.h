// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/messagechange.h"
#include "client/sessionstate.h"
#include "client/slashcommand.h"
#include "messages/names.h"

#include <QList>
#include <QString>

#include <chrono>

/// What is said to people about states and failures that the layers below only name.
namespace landline::ui {

/// Why there is no connection and what can be done: one or two sentences; empty for SessionProblem::None.
/// `server` is the address as the person knows it.
QString problemSentence(const client::SessionStatus& status, const QString& server);

/// The connection in two or three words, for the pill: "Connected", "Trying again in 4 s".
QString connectionWords(const client::SessionStatus& status, std::chrono::seconds untilNext);

/// Whether the session will not try again unless somebody changes something.
bool isFinal(client::SessionProblem problem);

/// Why a request was refused, for the codes that people can cause.
QString refusalSentence(const Error& error);

/// Why a message was not changed.
QString changeProblem(client::MessageChange::Kind kind, const Error& error);

/// Why a text cannot be a person's name; empty where it can.
QString nameProblem(const QString& text);
/// Why a text cannot be a room's name; empty where it can.
QString roomNameProblem(const QString& text);

/// What a command does, in a few words; empty for Unknown.
QString commandWords(client::SlashCommand::Kind kind);

/// "ann is typing", "ann and bob are typing", "ann, bob and 2 others are typing"; empty for nobody.
QString typingSentence(const QList<UserName>& users);

} // namespace landline::ui
