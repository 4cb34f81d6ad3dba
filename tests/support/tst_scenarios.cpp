// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every scenario of landline-harness against a server of its own.
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
    QString steps;
    QTextStream out(&steps);
    const Verdict verdict = play(allScenarios()[index], {}, out);
    QVERIFY2(verdict == Verdict::Passed, qPrintable(steps));
}

QTEST_GUILESS_MAIN(TestScenarios)
#include "tst_scenarios.moc"
