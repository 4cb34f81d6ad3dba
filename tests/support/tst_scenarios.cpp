// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every scenario of landline-harness against a server of its own, on the quickest sockets that the system has or
// on Qt's, as LANDLINE_TEST_PORTABLE_SOCKETS says.
#include "tests/support/scenario.h"

#include <QTest>

using namespace landline::support;

class TestScenarios final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scenarioPasses_data();
    void scenarioPasses();
};

void TestScenarios::scenarioPasses_data()
{
    QTest::addColumn<int>("index");
    const QList<Scenario> scenarios = allScenarios();
    for (int i = 0; i < scenarios.size(); ++i)
        QTest::newRow(qPrintable(scenarios[i].name)) << i;
}

void TestScenarios::scenarioPasses()
{
    QFETCH(int, index);
    Scenario scenario = allScenarios().at(index);
    scenario.adjust = [adjust = scenario.adjust](landline::server::ServerConfig& config) {
        config.portableSockets = qEnvironmentVariableIsSet("LANDLINE_TEST_PORTABLE_SOCKETS");
        if (adjust)
            adjust(config);
    };
    QString steps;
    QTextStream out(&steps);
    const Verdict verdict = play(scenario, {}, out);
    QVERIFY2(verdict == Verdict::Passed, qPrintable(steps));
}

QTEST_GUILESS_MAIN(TestScenarios)
#include "tst_scenarios.moc"
