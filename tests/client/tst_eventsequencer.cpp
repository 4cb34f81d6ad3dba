// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/eventsequencer.h"

#include "tests/client/samples.h"

#include <QTest>

using namespace landline;
using namespace landline::client;
using namespace Qt::StringLiterals;

namespace {

QString seqs(const QList<event::Persistent>& events)
{
    QStringList result;
    for (const event::Persistent& entry : events) {
        result.append(QString::number(seqOf(entry).value));
    }
    return result.join(u' ');
}

} // namespace

class TestEventSequencer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void passesOnWhatComesInTurn()
    {
        EventSequencer sequencer;
        sequencer.anchor({ 4 });
        QCOMPARE(seqs(sequencer.takeLive(text(5)).live), u"5"_s);
        QCOMPARE(seqs(sequencer.takeLive(text(5)).live), u""_s);
        QCOMPARE(seqs(sequencer.takeLive(text(3)).live), u""_s);
        QCOMPARE(sequencer.last(), Seq { 5 });
        QVERIFY(!sequencer.needsHistory());
    }

    void holdsBackWhatFollowsAGap()
    {
        EventSequencer sequencer;
        sequencer.anchor({ 4 });
        QCOMPARE(seqs(sequencer.takeLive(text(7)).live), u""_s);
        QVERIFY(sequencer.needsHistory());
        sequencer.beginFilling();
        QVERIFY(!sequencer.needsHistory());
        QCOMPARE(seqs(sequencer.takeLive(text(8)).live), u""_s);
        const auto ready = sequencer.takePage(history(5, 7));
        QVERIFY(!ready.reset);
        QCOMPARE(seqs(ready.caughtUp), u"5 6 7"_s);
        QCOMPARE(seqs(ready.live), u"8"_s);
        QVERIFY(!sequencer.needsHistory());
        QVERIFY(!sequencer.isFilling());
    }

    void holdsBackLiveEventsWhileHistoryIsUnderWay()
    {
        EventSequencer sequencer;
        sequencer.anchor({ 4 });
        sequencer.noteLast({ 6 });
        sequencer.beginFilling();
        QCOMPARE(seqs(sequencer.takeLive(text(7)).live), u""_s);
        QCOMPARE(seqs(sequencer.takeResync(history(5, 5, true)).caughtUp), u"5"_s);
        QVERIFY(sequencer.isFilling());
        const auto ready = sequencer.takeResync(history(6, 6));
        QCOMPARE(seqs(ready.caughtUp), u"6"_s);
        QCOMPARE(seqs(ready.live), u"7"_s);
    }

    void asksAgainWhereAPageIsNotAll()
    {
        EventSequencer sequencer;
        sequencer.anchor({ 4 });
        sequencer.noteLast({ 300 });
        sequencer.beginFilling();
        QCOMPARE(sequencer.takePage(history(5, 204, true)).caughtUp.size(), 200);
        QVERIFY(sequencer.needsHistory());
        sequencer.beginFilling();
        QCOMPARE(sequencer.takePage(history(205, 300)).caughtUp.size(), 96);
        QVERIFY(!sequencer.needsHistory());
    }

    void beginsWithTheNewestPage()
    {
        EventSequencer sequencer;
        QVERIFY(sequencer.needsHistory());
        sequencer.noteLast({ 60 });
        sequencer.beginFilling();
        QCOMPARE(seqs(sequencer.takeLive(text(61)).live), u""_s);
        const auto ready = sequencer.takePage(history(51, 60, true));
        QVERIFY(ready.reset);
        QCOMPARE(ready.caughtUp.size(), 10);
        QCOMPARE(seqs(ready.live), u"61"_s);
        QVERIFY(!sequencer.needsHistory());
    }

    void takesAnEmptyRoom()
    {
        EventSequencer sequencer;
        sequencer.beginFilling();
        QVERIFY(sequencer.takePage({}).reset);
        QCOMPARE(sequencer.last(), Seq { 0 });
        QVERIFY(!sequencer.needsHistory());
        QCOMPARE(seqs(sequencer.takeLive(text(1)).live), u"1"_s);
    }

    void startsAfreshWhenTooMuchWasMissed()
    {
        EventSequencer sequencer;
        sequencer.anchor({ 4 });
        sequencer.noteLast({ 5000 });
        sequencer.beginFilling();
        event::History newest = history(4901, 5000, true); // There is more before it.
        newest.reset = true;
        const auto ready = sequencer.takeResync(newest);
        QVERIFY(ready.reset);
        QCOMPARE(ready.caughtUp.size(), 100);
        QCOMPARE(sequencer.last(), Seq { 5000 });
        QVERIFY(!sequencer.needsHistory());
    }

    void neverLeavesAHole()
    {
        EventSequencer sequencer;
        sequencer.anchor({ 4 });
        sequencer.beginFilling();
        QVERIFY(sequencer.takePage(history(10, 12)).reset);
        QCOMPARE(sequencer.last(), Seq { 12 });
    }

    void doesNotWaitForWhatTheServerDoesNotHave()
    {
        EventSequencer sequencer;
        sequencer.anchor({ 4 });
        (void)sequencer.takeLive(text(9));
        sequencer.beginFilling();
        QCOMPARE(seqs(sequencer.takePage({}).live), u"9"_s);
        QVERIFY(!sequencer.needsHistory());
    }

    void forgetsWhatItHeldWhenTheConnectionBreaks()
    {
        EventSequencer sequencer;
        sequencer.anchor({ 4 });
        (void)sequencer.takeLive(text(9));
        sequencer.beginFilling();
        sequencer.loseConnection();
        QVERIFY(!sequencer.needsHistory());
        QCOMPARE(seqs(sequencer.takeLive(text(5)).live), u"5"_s);
    }

    void staysBoundedAndComplete()
    {
        EventSequencer sequencer;
        sequencer.anchor({ 0 });
        sequencer.noteLast({ 1 });
        sequencer.beginFilling();
        for (qint64 seq = 2; seq <= 3000; ++seq) {
            (void)sequencer.takeLive(text(seq));
        }
        qsizetype shown = 0;
        auto ready = sequencer.takePage(history(1, 1));
        shown += ready.caughtUp.size() + ready.live.size();
        QVERIFY(sequencer.needsHistory());
        while (sequencer.needsHistory()) {
            sequencer.beginFilling();
            const qint64 first = sequencer.last()->value + 1;
            const qint64 last = std::min<qint64>(first + 199, 3000);
            ready = sequencer.takePage(history(first, last, last < 3000));
            shown += ready.caughtUp.size() + ready.live.size();
        }
        QCOMPARE(shown, 3000);
    }

    void givesUpWhenRefused()
    {
        EventSequencer sequencer;
        sequencer.noteLast({ 9 });
        sequencer.beginFilling();
        sequencer.giveUp();
        QVERIFY(!sequencer.needsHistory());
        QCOMPARE(seqs(sequencer.takeLive(text(10)).live), u"10"_s);
    }
};

QTEST_GUILESS_MAIN(TestEventSequencer)
#include "tst_eventsequencer.moc"
