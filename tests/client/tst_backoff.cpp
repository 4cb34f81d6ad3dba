// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/backoff.h"

#include <QTest>

using namespace landline::client;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

class TestBackoff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void doublesUpToTheLast()
    {
        Backoff backoff(1s, 60s);
        for (const milliseconds wait :
            { 1000ms, 2000ms, 4000ms, 8000ms, 16000ms, 32000ms, 60000ms, 60000ms }) {
            QCOMPARE(backoff.next(0.5), wait);
        }
    }

    void beginsAnewAfterSuccess()
    {
        Backoff backoff(1s, 60s);
        (void)backoff.next(0.5);
        (void)backoff.next(0.5);
        backoff.reset();
        QCOMPARE(backoff.next(0.5), milliseconds(1s));
    }

    void spreadsWithoutPassingTheLast()
    {
        Backoff early(1s, 60s);
        Backoff late(1s, 60s);
        QCOMPARE(early.next(0), 800ms);
        QCOMPARE(late.next(1), 1200ms);
        for (int i = 0; i < 10; ++i) {
            (void)late.next(1);
        }
        QCOMPARE(late.next(1), milliseconds(60s));
    }

    void neverWaitsForNothing()
    {
        Backoff backoff(0ms, 0ms);
        QVERIFY(backoff.next(1) >= 0ms);
        QVERIFY(backoff.next(1) <= 1ms);
    }
};

QTEST_GUILESS_MAIN(TestBackoff)
#include "tst_backoff.moc"
