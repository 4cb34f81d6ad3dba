// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/tokenbucket.h"

#include "tests/support/manualclock.h"

#include <QTest>

using namespace std::chrono_literals;
using landline::server::TokenBucket;

class TokenBucketTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBurstPassesAndNoMore();
    void theWaitIsLongEnoughAndNotLonger();
    void inTheLongRunItIsTheRate();
    void itHoldsNoMoreThanABurst();
    void aRefusalCostsNothing();
    void costsMayDiffer();
    void fullIsAsIfNothingHadBeenTaken();
    void aClockThatStandsStillGivesNothing();

private:
    landline::support::ManualClock m_clock;
};

void TokenBucketTest::aBurstPassesAndNoMore()
{
    TokenBucket bucket(5, 20, m_clock.steadyNow());
    for (int i = 0; i < 20; ++i) {
        QVERIFY(!bucket.take(m_clock.steadyNow()));
    }
    QVERIFY(bucket.take(m_clock.steadyNow()));
}

void TokenBucketTest::theWaitIsLongEnoughAndNotLonger()
{
    for (const double rate : { 0.1, 0.3, 1.0, 5.0, 7.0, 1000.0 }) {
        TokenBucket bucket(rate, 1, m_clock.steadyNow());
        QVERIFY(!bucket.take(m_clock.steadyNow()));
        for (int i = 0; i < 20; ++i) {
            const auto wait = bucket.take(m_clock.steadyNow());
            QVERIFY(wait && *wait > 0ms);
            if (*wait > 1ms) {
                m_clock.advance(*wait - 1ms);
                QVERIFY(bucket.take(m_clock.steadyNow()));
                m_clock.advance(1ms);
            } else {
                m_clock.advance(*wait);
            }
            QVERIFY(!bucket.take(m_clock.steadyNow()));
        }
    }
}

void TokenBucketTest::inTheLongRunItIsTheRate()
{
    TokenBucket bucket(5, 20, m_clock.steadyNow());
    int passed = 0;
    for (int i = 0; i < 100'000; ++i) {
        passed += bucket.take(m_clock.steadyNow()) ? 0 : 1;
        m_clock.advance(1ms);
    }
    QVERIFY(passed >= 518 && passed <= 520);
}

void TokenBucketTest::itHoldsNoMoreThanABurst()
{
    TokenBucket bucket(5, 3, m_clock.steadyNow());
    m_clock.advance(24h * 365);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(!bucket.take(m_clock.steadyNow()));
    }
    QVERIFY(bucket.take(m_clock.steadyNow()));
}

void TokenBucketTest::aRefusalCostsNothing()
{
    TokenBucket bucket(1, 1, m_clock.steadyNow());
    QVERIFY(!bucket.take(m_clock.steadyNow()));
    for (int i = 0; i < 1000; ++i) {
        QCOMPARE(bucket.take(m_clock.steadyNow()), 1000ms);
    }
    m_clock.advance(1s);
    QVERIFY(!bucket.take(m_clock.steadyNow()));
}

void TokenBucketTest::costsMayDiffer()
{
    TokenBucket bucket(1, 10, m_clock.steadyNow());
    QVERIFY(!bucket.take(m_clock.steadyNow(), 7));
    QCOMPARE(bucket.take(m_clock.steadyNow(), 5), 2000ms);
    QVERIFY(!bucket.take(m_clock.steadyNow(), 3));
}

void TokenBucketTest::fullIsAsIfNothingHadBeenTaken()
{
    TokenBucket bucket(2, 4, m_clock.steadyNow());
    QVERIFY(bucket.isFull(m_clock.steadyNow()));
    QVERIFY(!bucket.take(m_clock.steadyNow()));
    QVERIFY(!bucket.isFull(m_clock.steadyNow()));
    m_clock.advance(500ms);
    QVERIFY(bucket.isFull(m_clock.steadyNow()));
}

void TokenBucketTest::aClockThatStandsStillGivesNothing()
{
    TokenBucket bucket(1000, 1, m_clock.steadyNow());
    QVERIFY(!bucket.take(m_clock.steadyNow()));
    for (int i = 0; i < 100; ++i) {
        QVERIFY(bucket.take(m_clock.steadyNow()));
    }
}

QTEST_APPLESS_MAIN(TokenBucketTest)
#include "tst_tokenbucket.moc"
