// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scenario.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace landline::support {

namespace {

bool playOn(Stage& stage, const Scenario& scenario)
{
    try {
        scenario.play(stage);
    } catch (const ExpectationFailed& failure) {
        stage.fail(QString::fromUtf8(failure.what()));
    }
    stage.finish();
    return !stage.hasFailed();
}

} // namespace

QList<Scenario> allScenarios()
{
    return talkScenarios() + historyScenarios() + faultScenarios() + inputScenarios()
        + wireScenarios() + deflateScenarios() + httpScenarios();
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
    bool passed = false;
    if (server) {
        Stage stage(*server, nullptr, out);
        passed = playOn(stage, scenario);
    } else {
        EmbeddedServer embedded(scenario.adjust);
        if (embedded.start()) {
            Stage stage(embedded.url(), &embedded, out);
            passed = playOn(stage, scenario);
        } else {
            out << "  FAILED  the embedded server does not start: " << embedded.status().detail
                << Qt::endl;
        }
    }
    out << (passed ? "passed " : "FAILED ") << scenario.name << " ("
        << QString::number(double(clock.elapsed()) / 1000, 'f', 2) << " s)" << Qt::endl;
    return passed ? Verdict::Passed : Verdict::Failed;
}

} // namespace landline::support
