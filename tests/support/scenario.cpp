// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scenario.h"

#include <QCoreApplication>
#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace landline::support {

QList<Scenario> allScenarios()
{
    return talkScenarios() + historyScenarios() + faultScenarios() + inputScenarios()
        + wireScenarios() + deflateScenarios() + httpScenarios() + trapScenarios();
}

QList<Scenario> trapScenarios()
{
    return earlierTrapScenarios() + laterTrapScenarios();
}

Verdict playOn(const Scenario& scenario, const Subject& subject, QTextStream& out)
{
    Stage stage(subject, out);
    try {
        scenario.play(stage);
    } catch (const ExpectationFailed& failure) {
        stage.fail(QString::fromUtf8(failure.what()));
    }
    stage.finish();
    return stage.hasFailed() ? Verdict::Failed : Verdict::Passed;
}

Verdict play(const Scenario& scenario, const std::optional<QUrl>& server, QTextStream& out)
{
    if (server && scenario.needsEmbedded) {
        out << "skipped " << scenario.name << ": it starts and stops its own server" << Qt::endl;
        return Verdict::Skipped;
    }
    out << scenario.name << ": " << scenario.summary << Qt::endl;
    QElapsedTimer clock;
    clock.start();
    Verdict verdict = Verdict::Failed;
    if (server) {
        verdict = playOn(scenario, { *server }, out);
    } else {
        EmbeddedServer embedded(scenario.adjust);
        if (embedded.start()) {
            verdict = playOn(
                scenario, { embedded.url(), &embedded, QCoreApplication::applicationPid() }, out);
        } else {
            out << "  FAILED  the embedded server does not start: " << embedded.status().detail
                << Qt::endl;
        }
    }
    out << (verdict == Verdict::Passed ? "passed " : "FAILED ") << scenario.name << " ("
        << QString::number(double(clock.elapsed()) / 1000, 'f', 2) << " s)" << Qt::endl;
    return verdict;
}

} // namespace landline::support
