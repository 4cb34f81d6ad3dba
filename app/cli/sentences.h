// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/sessionstate.h"
#include "messages/names.h"
#include "messages/result.h"

#include <QList>
#include <QString>

#include <chrono>

/// What landline-cli says of states and failures. ui/ has its own, which need a screen. What a server said is made safe.
namespace landline::cli {

/// Why there is no connection to `server`, and what can be done.
QString problemSentence(const client::SessionStatus& status, const QString& server);

/// The connection in a few words; empty where all is well.
QString connectionWords(const client::SessionStatus& status, std::chrono::seconds untilNext);

/// Why a request was refused.
QString refusalSentence(const Error& error);

/// "ann is typing", "ann, bob and 2 others are typing"; empty for nobody.
QString typingSentence(const QList<UserName>& users);

} // namespace landline::cli
