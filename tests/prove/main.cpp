// SPDX-License-Identifier: GPL-3.0-or-later
//
// landline-prove: what is too long for a test. `landline-prove crash --kills 100` kills the server under load.
#include "tests/prove/crashproof.h"
#include "tests/prove/siege.h"

#include <QCommandLineParser>
#include <QCoreApplication>

using namespace Qt::StringLiterals;
using namespace landline;

namespace {

enum ExitCode { Held = 0, DidNotHold = 1, NotRun = 2 };

const QString description = uR"(Long proofs of what Landline promises.

  landline-prove crash    kills the server (SIGKILL) while people talk, restarts it, and
                          checks in the end that whatever anyone saw or said is there, once
  landline-prove siege    attacks at the server while people talk: floods, wrong frames, slow
                          heads, noise; its answers, its memory and what the people feel of it

Exit status: 0 it held, 1 it did not, 2 wrong arguments.)"_s;

int proveCrash(const QCommandLineParser& parser, const prove::CrashPlan& plan, QTextStream& out)
{
    const bool held = prove::CrashProof(plan, out).run();
    const bool expectLoss = parser.isSet(u"expect-loss"_s);
    out << (held ? "HELD" : "DID NOT HOLD") << (expectLoss ? " (loss was expected)" : "")
        << Qt::endl;
    return held != expectLoss ? Held : DidNotHold;
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"landline-prove"_s);
    QTextStream out(stdout);
    QTextStream problems(stderr);

    QCommandLineParser parser;
    parser.setApplicationDescription(description);
    parser.addPositionalArgument(u"proof"_s, u"crash or siege"_s);
    parser.addOptions({
        { u"kills"_s, u"How often the server dies; 10 without it."_s, u"count"_s, u"10"_s },
        { u"rate"_s, u"Messages a second; 500 without it."_s, u"count"_s, u"500"_s },
        { u"seed"_s, u"Of the moments of death; another in each run without it."_s, u"number"_s },
        { u"storage"_s, u"As landline-server takes it."_s, u"kind"_s, u"sqlite"_s },
        { u"program"_s, u"The landline-server to kill; the one beside this program without it."_s,
            u"path"_s, QCoreApplication::applicationDirPath() + u"/landline-server"_s },
        { u"seconds"_s, u"How long each attack goes on; 10 without it."_s, u"count"_s, u"10"_s },
        { u"expect-loss"_s, u"Turns the verdict round: to show that the proof can fail."_s },
    });
    parser.addHelpOption();
    if (!parser.parse(QCoreApplication::arguments())) {
        problems << "landline-prove: " << parser.errorText() << Qt::endl;
        return NotRun;
    }
    if (parser.isSet(u"help"_s))
        parser.showHelp(Held);

    prove::CrashPlan plan;
    plan.program = parser.value(u"program"_s);
    plan.kills = parser.value(u"kills"_s).toInt();
    plan.perSecond = parser.value(u"rate"_s).toInt();
    plan.seed = parser.isSet(u"seed"_s) ? parser.value(u"seed"_s).toUInt()
                                        : QRandomGenerator::system()->generate();
    plan.storage = parser.value(u"storage"_s);
    const QString proof = parser.positionalArguments().value(0);
    const int seconds = parser.value(u"seconds"_s).toInt();
    const bool isKnown = proof == u"crash" || proof == u"siege";
    if (!isKnown || parser.positionalArguments().size() > 1 || plan.kills < 1 || plan.perSecond < 1
        || seconds < 1) {
        problems << "landline-prove: what is to be proved? See --help." << Qt::endl;
        return NotRun;
    }
    if (proof == u"siege") {
        const bool held = prove::Siege({ plan.program, std::chrono::seconds(seconds) }, out).run();
        out << (held ? "HELD" : "DID NOT HOLD") << Qt::endl;
        return held ? Held : DidNotHold;
    }
    return proveCrash(parser, plan, out);
}
