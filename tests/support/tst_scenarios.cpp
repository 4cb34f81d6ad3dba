// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every scenario of landline-harness against a server of its own.
#include "tests/support/scenario.h"

#include <QTest>

using namespace Qt::StringLiterals;
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
    QTest::addColumn<bool>("portable");
    const QList<Scenario> scenarios = allScenarios();
    for (int i = 0; i < scenarios.size(); ++i) {
        QTest::newRow(qPrintable(scenarios[i].name)) << i << false;
        QTest::newRow(qPrintable(scenarios[i].name + u" on Qt's sockets"_s)) << i << true;
    }
}

void TestScenarios::scenarioPasses()
{
    QFETCH(int, index);
    QFETCH(bool, portable);
    Scenario scenario = allScenarios()[index];
    scenario.adjust = [adjust = scenario.adjust, portable](landline::server::ServerConfig& config) {
        config.portableSockets = portable;
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
