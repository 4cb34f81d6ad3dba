// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/pacer.h"

#include "tests/support/manualclock.h"

#include <QTest>

using namespace landline;
using namespace landline::client;
using namespace std::chrono_literals;

class TestPacer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void letsABurstGoAndThenTheRate()
    {
        support::ManualClock clock;
        Pacer pacer(clock);
        pacer.setLimits(5, 3);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(pacer.wait(), 0ms);
            pacer.take();
        }
        const auto wait = pacer.wait();
        QVERIFY(wait >= 200ms && wait <= 250ms);
        clock.advance(wait);
        QCOMPARE(pacer.wait(), 0ms);
        pacer.take();
        QVERIFY(pacer.wait() > 0ms);
    }

    void fillsNoFurtherThanTheBurst()
    {
        support::ManualClock clock;
        Pacer pacer(clock);
        pacer.setLimits(5, 2);
        clock.advance(1h);
        pacer.take();
        pacer.take();
        QVERIFY(pacer.wait() > 0ms);
    }

    void knowsNoLimitAtRateZero()
    {
        support::ManualClock clock;
        Pacer pacer(clock);
        pacer.setLimits(0, 0);
        for (int i = 0; i < 1000; ++i) {
            pacer.take();
        }
        QCOMPARE(pacer.wait(), 0ms);
    }

    void pausesWhenTold()
    {
        support::ManualClock clock;
        Pacer pacer(clock);
        pacer.setLimits(5, 20);
        pacer.pause(1200ms);
        pacer.pause(100ms);
        QCOMPARE(pacer.wait(), 1200ms);
        clock.advance(1200ms);
        QCOMPARE(pacer.wait(), 0ms);
    }
};

QTEST_GUILESS_MAIN(TestPacer)
#include "tst_pacer.moc"
