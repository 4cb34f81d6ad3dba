// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/framelog.h"

#include "tests/server/steppedtransport.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace landline::server;
using namespace landline::server::testing;

using Frames = QList<QByteArray>;

class FrameLogTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followersGetWhatComesAfterThem();
    void aLogThatNobodyReadsHoldsNothing();
    void everyPartialWriteKeepsFramesWhole_data();
    void everyPartialWriteKeepsFramesWhole();
    void severalFramesOfOneTurnAreOneWrite();
    void skippedRangesAreNotSent();
    void everySkipAndCutGivesTheRest();
    void aHeldCursorStaysWhileTheQueueGoes();
    void twoLogsOneOrderEach();
    void leavingInTheMiddleOfAFrame();
    void framesLongerThanAChunk();
    void aQuietLogGivesItsMemoryBack();

private:
    PeerLimits m_limits { 65536, 1 << 20, 30s, 60s, 10s, 2s };
    landline::support::ManualClock m_clock;
};

namespace {

QByteArray text(const QByteArray& payload)
{
    return frameOf(Opcode::Text, payload);
}

} // namespace

void FrameLogTest::followersGetWhatComesAfterThem()
{
    FrameLog log;
    SteppedPeer ann(m_limits, m_clock);
    SteppedPeer bob(m_limits, m_clock);
    log.append(text("before all"));
    ann->follow(log);
    log.append(text("1"));
    bob->follow(log);
    log.append(text("2"));
    log.flush();
    QCOMPARE(ann.frames(), (Frames { "text:1", "text:2" }));
    QCOMPARE(bob.frames(), (Frames { "text:2" }));
    bob->unfollow(log);
    log.append(text("3"));
    log.flush();
    QCOMPARE(ann.frames().size(), 3);
    QCOMPARE(bob.frames().size(), 1);
    ann->unfollow(log);
    QVERIFY(log.isUnread());
}

void FrameLogTest::aLogThatNobodyReadsHoldsNothing()
{
    FrameLog log;
    for (int i = 0; i < 1000; ++i) {
        log.append(text(QByteArray(1000, 'x')));
        log.flush();
    }
    QCOMPARE(log.size(), 0);
}

void FrameLogTest::everyPartialWriteKeepsFramesWhole_data()
{
    QTest::addColumn<int>("step");
    for (int step = 1; step <= 40; ++step) {
        QTest::addRow("%d bytes at a time", step) << step;
    }
    QTest::newRow("139") << 139;
    QTest::newRow("500") << 500;
}

void FrameLogTest::everyPartialWriteKeepsFramesWhole()
{
    QFETCH(int, step);
    // All sources at once: the log (over several chunks), the queue, pongs, and the close frame at the end.
    FrameLog log;
    SteppedPeer peer(m_limits, m_clock);
    peer->follow(log);
    peer.allow(0);
    Frames fromLog;
    Frames fromQueue;
    int number = 0;
    const auto say = [&] {
        const QByteArray payload = QByteArray::number(number) + QByteArray(number % 200, 'l');
        log.append(text(payload));
        fromLog.append("text:" + payload);
        if (number % 3 == 0) {
            peer->sendText("q" + payload);
            fromQueue.append("text:q" + payload);
        }
        if (number % 10 == 0) {
            peer.receive(clientPing("p" + QByteArray::number(number)));
        }
        ++number;
        log.flush();
    };
    for (int i = 0; i < 60; ++i) {
        say();
    }
    for (int i = 0; i < 3000 && peer.transport().cutShort; ++i) {
        peer.allow(step);
        if (i % 7 == 0 && number < 120) {
            say();
        }
    }
    peer->close(CloseCode::GoingAway, {});
    while (peer.transport().cutShort) {
        peer.allow(step);
    }
    log.flush();
    Frames frames = peer.frames();
    QCOMPARE(frames.takeLast(), "close:1001");
    QVERIFY(!frames.contains("cut"));
    frames.removeIf([](const QByteArray& frame) { return frame.startsWith("pong:"); });
    Frames queued;
    frames.removeIf([&queued](const QByteArray& frame) {
        if (frame.startsWith("text:q")) {
            queued.append(frame);
            return true;
        }
        return false;
    });
    QCOMPARE(frames, fromLog);
    QCOMPARE(queued, fromQueue);
    QCOMPARE(log.size(), 0);
}

void FrameLogTest::severalFramesOfOneTurnAreOneWrite()
{
    FrameLog log;
    SteppedPeer peer(m_limits, m_clock);
    peer->follow(log);
    log.append(text("warm up")); // the first chunk is a small one
    log.flush();
    peer.transport().writes = 0;
    for (int i = 0; i < 50; ++i) {
        log.append(text(QByteArray::number(i)));
    }
    peer->sendText("for this one alone");
    log.flush();
    QCOMPARE(peer.transport().writes, 1);
    QCOMPARE(peer.frames().size(), 52);
}

void FrameLogTest::skippedRangesAreNotSent()
{
    FrameLog log;
    SteppedPeer peer(m_limits, m_clock);
    peer->follow(log);
    auto* cursor = peer->cursorIn(log);
    const auto append = [&](const QByteArray& payload, bool skipped) {
        const qint64 start = log.append(text(payload));
        if (skipped) {
            cursor->skip(start, log.end());
        }
    };
    append("own 1", true);
    append("a", false);
    append("own 2", true);
    append("own 3", true);
    append("b", false);
    append("own 4", true);
    log.flush();
    QCOMPARE(peer.frames(), (Frames { "text:a", "text:b" }));
    append("c", false);
    log.flush();
    QCOMPARE(peer.frames().constLast(), "text:c");
    QCOMPARE(log.size(), 0);
}

void FrameLogTest::everySkipAndCutGivesTheRest()
{
    // Each subset of 8 frames skipped, written 3 bytes at a time.
    for (int skipped = 0; skipped < 256; ++skipped) {
        FrameLog log;
        SteppedPeer peer(m_limits, m_clock);
        peer->follow(log);
        peer.allow(0);
        auto* cursor = peer->cursorIn(log);
        Frames expected;
        for (int i = 0; i < 8; ++i) {
            const qint64 start = log.append(text(QByteArray::number(i)));
            if ((skipped & (1 << i)) != 0) {
                cursor->skip(start, log.end());
            } else {
                expected.append("text:" + QByteArray::number(i));
            }
            log.flush();
        }
        while (peer.transport().cutShort) {
            peer.allow(3);
        }
        QCOMPARE(peer.frames(), expected);
    }
}

void FrameLogTest::aHeldCursorStaysWhileTheQueueGoes()
{
    FrameLog log;
    SteppedPeer peer(m_limits, m_clock);
    SteppedPeer other(m_limits, m_clock);
    peer->follow(log);
    other->follow(log);
    peer->cursorIn(log)->setHeld(true);
    log.append(text("live"));
    peer->sendText("history, first part");
    log.flush();
    QCOMPARE(peer.frames(), Frames { "text:history, first part" });
    QCOMPARE(other.frames(), Frames { "text:live" });
    peer->sendText("history, second part");
    peer->cursorIn(log)->setHeld(false);
    peer->flush();
    QCOMPARE(peer.frames(),
        (Frames { "text:history, first part", "text:history, second part", "text:live" }));
}

void FrameLogTest::twoLogsOneOrderEach()
{
    FrameLog first;
    FrameLog second;
    SteppedPeer peer(m_limits, m_clock);
    peer->follow(first);
    peer->follow(second);
    for (int i = 0; i < 5; ++i) {
        first.append(text("a" + QByteArray::number(i)));
        second.append(text("b" + QByteArray::number(i)));
    }
    first.flush(); // has the peer write all that it lacks
    second.flush();
    Frames of[2];
    const Frames all = peer.frames();
    for (const auto& frame : all) {
        of[frame.at(5) == 'a' ? 0 : 1].append(frame);
    }
    QCOMPARE(of[0], (Frames { "text:a0", "text:a1", "text:a2", "text:a3", "text:a4" }));
    QCOMPARE(of[1], (Frames { "text:b0", "text:b1", "text:b2", "text:b3", "text:b4" }));
    peer->unfollow(first);
    first.append(text("a5"));
    second.append(text("b5"));
    first.flush();
    second.flush();
    QCOMPARE(peer.frames().constLast(), "text:b5");
}

void FrameLogTest::leavingInTheMiddleOfAFrame()
{
    for (int taken = 1; taken < 12; ++taken) {
        FrameLog log;
        SteppedPeer peer(m_limits, m_clock);
        peer->follow(log);
        peer.allow(taken);
        log.append(text("aaaa"));
        log.append(text("bbbb"));
        log.flush();
        peer->unfollow(log);
        QVERIFY(log.isUnread());
        log.append(text("cccc"));
        peer->sendText("next");
        peer.allowAll();
        peer->flush();
        Frames frames = peer.frames();
        QCOMPARE(frames.takeLast(), "text:next");
        QVERIFY(!frames.contains("cut"));
        QCOMPARE(frames, (Frames { "text:aaaa", "text:bbbb" }));
    }
}

void FrameLogTest::framesLongerThanAChunk()
{
    FrameLog log;
    SteppedPeer peer(m_limits, m_clock);
    peer->follow(log);
    const QByteArray large(300'000, 'x');
    log.append(text("a"));
    log.append(text(large));
    log.append(text("b"));
    log.flush();
    QCOMPARE(peer.frames(), (Frames { "text:a", "text:" + large, "text:b" }));
    QCOMPARE(log.size(), 0);
}

void FrameLogTest::aQuietLogGivesItsMemoryBack()
{
    FrameLog log;
    SteppedPeer ann(m_limits, m_clock);
    ann->follow(log);
    const auto speak = [&log] {
        for (int i = 0; i < 100; ++i) {
            log.append(text(QByteArray(1000, 'x')));
        }
        log.flush();
    };
    speak();
    speak(); // and finds a place that holds it all
    const qint64 busy = log.reserved();
    QVERIFY(busy > 16384); // more than a quiet room keeps
    log.giveBack(); // it has spoken since the last time, as there was none
    QCOMPARE(log.reserved(), busy);
    speak();
    QCOMPARE(log.reserved(), busy);
    log.giveBack();
    log.giveBack();
    QCOMPARE(log.reserved(), 0);
    log.append(text("again"));
    log.flush();
    QCOMPARE(ann.frames().constLast(), QByteArray("text:again"));
    log.giveBack();
    log.giveBack();
    QVERIFY(log.reserved() > 0 && log.reserved() <= 16384);
}

QTEST_APPLESS_MAIN(FrameLogTest)
#include "tst_framelog.moc"
