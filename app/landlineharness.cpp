// SPDX-License-Identifier: GPL-3.0-or-later
//
// landline-harness: plays scenarios against a server of its own or one that runs (tests/support/README.md).
#include "tests/support/scenario.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;
using namespace landline::support;

namespace {

enum ExitCode { AllPassed = 0, SomeFailed = 1, NotRun = 2 };

const QString description
    = uR"(Plays scenarios of the Landline protocol: people who talk, networks that break,
and clients that misbehave. Each scenario has a fresh server inside this program,
or plays on the server that --server names; there it uses rooms and names that
nobody else has, and keeps to the server's rate limit.

A line is printed for each step, and "N passed, N failed" at the end.
Exit status: 0 all passed, 1 some failed, 2 nothing was played (wrong arguments,
or no server at that address).)"_s;

std::optional<QList<Scenario>> chosen(const QStringList& names, QTextStream& problems)
{
    const QList<Scenario> all = allScenarios();
    if (names.isEmpty())
        return all;
    QList<Scenario> some;
    for (const QString& name : names) {
        const auto found = std::find_if(
            all.begin(), all.end(), [&](const Scenario& s) { return s.name == name; });
        if (found == all.end()) {
            problems << "landline-harness: there is no scenario '" << name
                     << "'; --list names them all" << Qt::endl;
            return {};
        }
        some.append(*found);
    }
    return some;
}

/// The address of a server as --server takes it: ws://host:port, whatever path follows.
std::optional<QUrl> serverUrl(const QString& text, QTextStream& problems)
{
    QUrl url(text);
    if (!url.isValid() || url.host().isEmpty()
        || (url.scheme() != u"ws" && url.scheme() != u"wss")) {
        problems << "landline-harness: '" << text << "' is no address such as ws://127.0.0.1:8800"
                 << Qt::endl;
        return {};
    }
    if (url.port() < 0)
        url.setPort(8800);
    url.setPath(u"/ws"_s);
    if (!RawPeer(url).isConnected()) {
        problems << "landline-harness: no server answers at " << url.host() << " port "
                 << url.port() << Qt::endl;
        return {};
    }
    return url;
}

int playAll(const QList<Scenario>& scenarios, const std::optional<QUrl>& server, QTextStream& out)
{
    int passed = 0;
    int failed = 0;
    for (const Scenario& scenario : scenarios) {
        const Verdict verdict = play(scenario, server, out);
        passed += verdict == Verdict::Passed;
        failed += verdict == Verdict::Failed;
    }
    out << passed << " passed, " << failed << " failed" << Qt::endl;
    return failed > 0 ? SomeFailed : AllPassed;
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"landline-harness"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(LANDLINE_VERSION));
    // What the embedded server says of itself is told where QT_LOGGING_RULES asks for it.
    QLoggingCategory::setFilterRules(u"landline.*.info=false\nlandline.*.debug=false"_s);
    QTextStream out(stdout);
    QTextStream problems(stderr);

    QCommandLineParser parser;
    parser.setApplicationDescription(description);
    const QCommandLineOption list(u"list"_s, u"Name every scenario and end."_s);
    const QCommandLineOption scenario(u"scenario"_s,
        u"Play this one only; may be given again. Without it all are played."_s, u"name"_s);
    const QCommandLineOption server(u"server"_s,
        u"Play on the server at this address, such as ws://127.0.0.1:8800."_s, u"url"_s);
    parser.addOptions({ list, scenario, server });
    parser.addHelpOption();
    parser.addVersionOption();
    if (!parser.parse(QCoreApplication::arguments()) || !parser.positionalArguments().isEmpty()) {
        problems << "landline-harness: "
                 << (parser.errorText().isEmpty() ? u"it takes no arguments, only options"_s
                                                  : parser.errorText())
                 << Qt::endl;
        return NotRun;
    }
    if (parser.isSet(u"help"_s))
        parser.showHelp(AllPassed);
    if (parser.isSet(u"version"_s))
        parser.showVersion();
    if (parser.isSet(list)) {
        for (const Scenario& each : allScenarios())
            out << each.name.leftJustified(36) << each.summary
                << (each.needsEmbedded ? " (own server only)" : "") << Qt::endl;
        return AllPassed;
    }

    const auto scenarios = chosen(parser.values(scenario), problems);
    std::optional<QUrl> address;
    if (parser.isSet(server)) {
        address = serverUrl(parser.value(server), problems);
        if (!address)
            return NotRun;
    }
    return scenarios ? playAll(*scenarios, address, out) : NotRun;
}
