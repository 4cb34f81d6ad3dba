// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/peer.h"

#include "tests/server/steppedtransport.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline::server;
using namespace landline::server::testing;

using Frames = QList<QByteArray>;

class PeerTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messagesReachTheHandler();
    void whatCameWithTheHandshakeIsReadFirst();
    void pongsAreCoalesced();
    void aPongNeverSplitsAFrame();
    void theClosingHandshakeOfTheClient();
    void theClosingHandshakeOfTheServer();
    void aCloseWithoutACodeIsAnsweredNormally();
    void closeGoesOutBehindAllThatWaits();
    void nothingIsTakenAfterClose();
    void aViolationIsAnsweredAndFinished();
    void oversizeIsToldBeforeTheClose();
    void readingStopsWhileAnswersPileUp();
    void pausedReadingIsHeldUp();
    void anAnswerLongerThanTheLagIsNoLag();
    void drainedIsCalledOnceTheQueueIsOut();
    void drainedIsNotCalledAfterTheEnd();
    void theHandlerIsToldOnceThatItIsOver();

private:
    PeerLimits m_limits { 65536, 1 << 20, 30s, 60s, 10s, 2s };
    landline::support::ManualClock m_clock;
};

void PeerTest::messagesReachTheHandler()
{
    SteppedPeer peer(m_limits, m_clock);
    peer.receive(clientText("a") + fragment(2, "b", true) + clientText("c"));
    QCOMPARE(peer.said(), (Frames { "text:a", "binary:b", "text:c" }));
    QVERIFY(peer.frames().isEmpty());
}

void PeerTest::whatCameWithTheHandshakeIsReadFirst()
{
    class Listener final : public PeerHandler {
    public:
        void textReceived(Peer& peer, QByteArrayView text) override
        {
            said.append(text.toByteArray());
            peer.sendText(text);
        }
        void binaryReceived(Peer&, QByteArrayView) override { }
        void oversizeReceived(Peer&) override { }
        void gone(Peer&) override { }
        Frames said;
    };
    SteppedTransport::State state;
    Listener listener;
    Peer peer(std::make_unique<SteppedTransport>(state), m_limits, m_clock);
    const QByteArray bytes = clientText("early") + clientText("cut");
    peer.start(listener, QByteArrayView(bytes).chopped(2));
    state.listener->bytesRead(QByteArrayView(bytes).last(2));
    QCOMPARE(listener.said, (Frames { "early", "cut" }));
    QCOMPARE(serverFrames(state.written), (Frames { "text:early", "text:cut" }));
}

void PeerTest::pongsAreCoalesced()
{
    SteppedPeer peer(m_limits, m_clock);
    peer.receive(clientPing("1") + clientPing("2") + clientPing("3"));
    QCOMPARE(peer.frames(), Frames { "pong:3" });
    // One that pings and never reads (TRAPS.md 1).
    peer.allow(0);
    for (int i = 0; i < 10'000; ++i) {
        peer.receive(clientPing(QByteArray(125, 'x')));
    }
    QVERIFY(peer->backlog() < 1000);
    peer.receive(clientPing("last"));
    peer.allowAll();
    QCOMPARE(peer.frames().constLast(), "pong:last");
    QVERIFY(peer.frames().size() <= 3);
}

void PeerTest::aPongNeverSplitsAFrame()
{
    const QByteArray longText(300, 'x');
    for (int taken = 0; taken < 304; ++taken) {
        SteppedPeer peer(m_limits, m_clock);
        peer.allow(taken);
        peer->sendText(longText);
        peer->flush();
        peer.receive(clientPing("p"));
        peer.allowAll();
        const Frames frames = peer.frames();
        QCOMPARE(frames.size(), 2);
        QVERIFY(frames.contains("text:" + longText));
        QVERIFY(frames.contains("pong:p"));
    }
}

void PeerTest::theClosingHandshakeOfTheClient()
{
    SteppedPeer peer(m_limits, m_clock);
    peer.receive(clientText("a") + clientClose(1001, "bye") + clientText("late"));
    QCOMPARE(peer.said(), Frames { "text:a" });
    QCOMPARE(peer.frames(), Frames { "close:1001" });
    QVERIFY(peer.transport().finished);
    QVERIFY(!peer.transport().aborted);
    peer.endReading();
    QCOMPARE(peer.said(), (Frames { "text:a", "gone" }));
    QVERIFY(peer.transport().aborted);
}

void PeerTest::theClosingHandshakeOfTheServer()
{
    SteppedPeer peer(m_limits, m_clock);
    peer->close(CloseCode::GoingAway, u"The server is stopping."_s);
    QCOMPARE(peer.frames(), Frames { "close:1001" });
    QVERIFY(!peer.transport().finished);
    peer.receive(clientText("crossed") + clientClose(1001));
    QVERIFY(peer.said().isEmpty());
    QVERIFY(peer.transport().finished);
    QCOMPARE(peer.frames().size(), 1);
}

void PeerTest::aCloseWithoutACodeIsAnsweredNormally()
{
    SteppedPeer peer(m_limits, m_clock);
    peer.receive(fragment(8, "", true));
    QCOMPARE(peer.frames(), Frames { "close:1000" });
    QVERIFY(peer.transport().finished);
}

void PeerTest::closeGoesOutBehindAllThatWaits()
{
    for (int step = 1; step < 20; ++step) {
        FrameLog log;
        SteppedPeer peer(m_limits, m_clock);
        peer->follow(log);
        peer.allow(0);
        peer->sendText("queued");
        log.append(frameOf(Opcode::Text, "said"));
        log.flush();
        peer->close(CloseCode::GoingAway, {});
        peer.receive(clientPing()); // too late for a pong
        while (peer.transport().cutShort) {
            peer.allow(step);
        }
        QCOMPARE(peer.frames(), (Frames { "text:queued", "text:said", "close:1001" }));
        QVERIFY(log.isUnread());
    }
}

void PeerTest::nothingIsTakenAfterClose()
{
    FrameLog log;
    SteppedPeer peer(m_limits, m_clock);
    peer->close(CloseCode::Kicked, {});
    peer->close(CloseCode::Flooding, {});
    peer->sendText("late");
    peer->follow(log);
    QVERIFY(log.isUnread());
    peer->flush();
    QCOMPARE(peer.frames(), Frames { "close:4003" });
}

void PeerTest::aViolationIsAnsweredAndFinished()
{
    SteppedPeer peer(m_limits, m_clock);
    peer.receive(clientText("a") + clientText("\xff") + clientText("late"));
    QCOMPARE(peer.said(), Frames { "text:a" });
    QCOMPARE(peer.frames(), Frames { "close:1007" });
    // The other side need not answer a broken frame (RFC 6455 section 7.1.7).
    QVERIFY(peer.transport().finished);
}

void PeerTest::oversizeIsToldBeforeTheClose()
{
    SteppedPeer peer(m_limits, m_clock);
    peer.receive(clientText(QByteArray(65537, 'x')).left(20));
    QCOMPARE(peer.said(), Frames { "oversize" });
    QCOMPARE(peer.frames(), (Frames { "text:too long", "close:1009" }));
}

void PeerTest::readingStopsWhileAnswersPileUp()
{
    SteppedPeer peer(m_limits, m_clock);
    peer.allow(0);
    int asked = 0;
    for (; asked < 1000 && peer.transport().reading; ++asked) {
        peer->sendText(QByteArray(10'000, 'x')); // what an answer would be
        peer.receive(clientText("question"));
    }
    QVERIFY(!peer.transport().reading);
    QVERIFY(asked < 40);
    QVERIFY(peer->backlog() < 400'000);
    peer.allowAll();
    QVERIFY(peer.transport().reading);
}

void PeerTest::pausedReadingIsHeldUp()
{
    SteppedPeer peer(m_limits, m_clock);
    peer->setPaused(true);
    QVERIFY(!peer.transport().reading);
    peer->setPaused(false);
    QVERIFY(peer.transport().reading);
    // A close frame may stand behind what is not read.
    peer->setPaused(true);
    peer->close(CloseCode::GoingAway, {});
    QVERIFY(peer.transport().reading);
}

void PeerTest::anAnswerLongerThanTheLagIsNoLag()
{
    PeerLimits limits = m_limits;
    limits.lag = 65536;
    SteppedPeer peer(limits, m_clock);
    peer.allow(1000);
    // A page of history that was asked for, to a client that reads, only not all at once.
    const QByteArray page(300'000, 'x');
    peer->sendText(page);
    peer->flush();
    QVERIFY(!peer->isClosing());
    while (peer.transport().cutShort) {
        peer.allow(50'000);
    }
    QCOMPARE(peer.frames(), Frames { "text:" + page });
}

void PeerTest::drainedIsCalledOnceTheQueueIsOut()
{
    SteppedPeer peer(m_limits, m_clock);
    int calls = 0;
    peer->whenDrained([&calls] { ++calls; });
    QCOMPARE(calls, 1); // nothing waits
    peer.allow(3);
    peer->sendText("12345678");
    peer->whenDrained([&calls] { ++calls; });
    peer->flush();
    QCOMPARE(calls, 1);
    peer.allow(6);
    QCOMPARE(calls, 1);
    peer.allow(2);
    QCOMPARE(calls, 2);
    peer.allowAll();
    QCOMPARE(calls, 2);
    // A callback may queue more, and wait again.
    peer->sendText("1");
    peer->whenDrained([&] {
        peer->sendText("2");
        peer->whenDrained([&calls] { ++calls; });
    });
    peer->flush();
    peer->flush();
    QCOMPARE(calls, 3);
    QCOMPARE(peer.frames(), (Frames { "text:12345678", "text:1", "text:2" }));
}

void PeerTest::drainedIsNotCalledAfterTheEnd()
{
    SteppedPeer peer(m_limits, m_clock);
    int calls = 0;
    peer.allow(0);
    peer->sendText("1");
    peer->flush();
    peer->whenDrained([&calls] { ++calls; });
    peer->abort();
    peer->whenDrained([&calls] { ++calls; });
    QCOMPARE(calls, 0);
}

void PeerTest::theHandlerIsToldOnceThatItIsOver()
{
    SteppedPeer peer(m_limits, m_clock);
    peer->abort();
    peer->abort();
    peer->checkDeadlines(m_clock.steadyNow());
    peer->flush();
    QCOMPARE(peer.said(), Frames { "gone" });
}

QTEST_APPLESS_MAIN(PeerTest)
#include "tst_peer.moc"
