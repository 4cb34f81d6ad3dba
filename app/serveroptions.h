// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/serverconfig.h"
#include "server/serverstatus.h"

#include <QCommandLineParser>
#include <QStringList>

/// The command line that landline-server and landline-tray share.
namespace landline::app {

/// How a server program ends. Documented in the README and in --help.
enum class ExitCode {
    Success = 0, ///< Stopped in good order.
    Failure = 1,
    Usage = 2, ///< An option, variable or line of the configuration file is wrong.
    CannotListen
    = 3, ///< The port is in use or not permitted, or the address is not this machine's.
    DataDirUnusable = 4,
    DataTooNew = 5,
    DataDirInUse = 6,
};

/// Adds the options to the parser. What is left out comes from --config, then LANDLINE_*, then a default.
void addServerOptions(QCommandLineParser& parser);

/// The configuration that the parsed options make, or a sentence that says what was wrong and what would be right.
Result<server::ServerConfig> readServerOptions(const QCommandLineParser& parser);

/// Turns on what --log names: "debug", "info", "warning" or "error". Fails with a sentence.
Outcome applyLogOption(const QCommandLineParser& parser);

/// What to tell a person whose server did not start: what is wrong, and what to do.
QString sentenceFor(const server::ServerStatus& status, const server::ServerConfig& config);
ExitCode exitCodeFor(server::ServerProblem problem);

/// "127.0.0.1:8800" and the like: where the server can be reached, the loopback address last.
QStringList reachableAddresses(const server::ServerConfig& config, quint16 port);

} // namespace landline::app
