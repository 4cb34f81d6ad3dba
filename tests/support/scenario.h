// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/stage.h"

#include <QList>
#include <QString>
#include <QTextStream>
#include <QUrl>

#include <optional>

namespace landline::support {

/// A story with a name that people and a server play through, and that fails where the protocol is not kept.
struct Scenario {
    QString name; ///< Words joined by hyphens.
    QString summary; ///< One line for --list.
    void (*play)(Stage& stage) = nullptr;
    /// It stops, starts or sets up the server itself, so the server must be in this process.
    bool needsEmbedded = false;
    EmbeddedServer::Adjust adjust = {};
};

/// Every scenario, in the order they are played.
QList<Scenario> allScenarios();
/// Each group has its own file, scenarios_GROUP.cpp.
QList<Scenario> talkScenarios();
QList<Scenario> historyScenarios();
QList<Scenario> faultScenarios();
QList<Scenario> inputScenarios();
QList<Scenario> wireScenarios();
QList<Scenario> deflateScenarios();
QList<Scenario> httpScenarios();
/// One for each of lines 1 to 14 of TRAPS.md, in that order; see README.md. Each fails on a hub that falls into it.
QList<Scenario> trapScenarios();
QList<Scenario> earlierTrapScenarios(); ///< 1 to 7.
QList<Scenario> laterTrapScenarios(); ///< 8 to 14.

enum class Verdict { Passed, Failed, Skipped };

/// Plays it against a fresh EmbeddedServer, or the server at `server`, and tells each step to `out`.
Verdict play(const Scenario& scenario, const std::optional<QUrl>& server, QTextStream& out);
/// Plays it on what is there already.
Verdict playOn(const Scenario& scenario, const Subject& subject, QTextStream& out);

} // namespace landline::support
