// SPDX-License-Identifier: GPL-3.0-or-later
// landline-server: the room server without a screen.
#include "app/process.h"
#include "app/serveroptions.h"
#include "app/terminationsignals.h"
#include "server/chatserver.h"

#include <QCoreApplication>
#include <QTextStream>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace landline;
using server::ServerState;

namespace {

const char* const description
    = "The Landline room server, without a screen.\n\n"
      "Every option is also a line of the --config file and a variable LANDLINE_*, such as\n"
      "LANDLINE_DATA_DIR; an option comes before a variable, a variable before the file.\n\n"
      "Exit codes: 0 stopped in good order, 1 failed, 2 wrong option or setting, 3 cannot\n"
      "listen there, 4 folder unusable, 5 data of a newer version, 6 folder in use.";

int endWith(app::ExitCode code)
{
    return static_cast<int>(code);
}

void say(FILE* to, const QString& sentence)
{
    QTextStream(to) << sentence << Qt::endl;
}

/// Tells on the standard streams how the server fares, and ends the program when it has ended.
void follow(
    const server::ServerStatus& status, const server::ServerConfig& config, ServerState& last)
{
    if (status.state == last) {
        return;
    }
    const bool wasStarting = last == ServerState::Starting;
    last = status.state;
    switch (status.state) {
    case ServerState::Running:
        if (!wasStarting) {
            say(stderr, u"The disk takes writes again."_s);
            break;
        }
        for (const QString& address : app::reachableAddresses(config, status.port)) {
            say(stdout, u"listening on %1"_s.arg(address));
        }
        break;
    case ServerState::Degraded:
        say(stderr, app::sentenceFor(status, config));
        break;
    case ServerState::Failed:
        say(stderr, u"landline-server: "_s + app::sentenceFor(status, config));
        QCoreApplication::exit(endWith(app::exitCodeFor(status.problem)));
        break;
    case ServerState::Stopped:
        QCoreApplication::exit(endWith(app::ExitCode::Success));
        break;
    case ServerState::Starting:
    case ServerState::Stopping:
        break;
    }
}

} // namespace

int main(int argc, char* argv[])
{
    app::preferPlainEventLoop();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"landline-server"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(LANDLINE_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(QString::fromLatin1(description));
    parser.addHelpOption();
    parser.addVersionOption();
    app::addServerOptions(parser);
    if (!parser.parse(QCoreApplication::arguments()) || !parser.positionalArguments().isEmpty()) {
        const QString what = parser.errorText().isEmpty()
            ? u"\"%1\" is no option."_s.arg(parser.positionalArguments().value(0))
            : parser.errorText();
        say(stderr, u"landline-server: %1 See --help."_s.arg(what));
        return endWith(app::ExitCode::Usage);
    }
    if (parser.isSet(u"help"_s)) {
        parser.showHelp(0);
    }
    if (parser.isSet(u"version"_s)) {
        parser.showVersion();
    }
    const auto logged = app::applyLogOption(parser);
    const auto config = app::readServerOptions(parser);
    if (!logged || !config) {
        say(stderr,
            u"landline-server: "_s + (logged ? config.error().detail : logged.error().detail));
        return endWith(app::ExitCode::Usage);
    }

    const SystemClock clock;
    server::ChatServer chat(*config, clock);
    auto last = ServerState::Stopped;
    QObject::connect(&chat, &server::ChatServer::statusChanged, &application,
        [&](const server::ServerStatus& status) { follow(status, *config, last); });
    app::TerminationSignals signalsFromOutside;
    QObject::connect(&signalsFromOutside, &app::TerminationSignals::terminationRequested, &chat,
        &server::ChatServer::stop);
    QMetaObject::invokeMethod(&chat, &server::ChatServer::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}
