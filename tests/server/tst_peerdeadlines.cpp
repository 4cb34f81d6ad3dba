// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/peer.h"

#include "tests/server/steppedtransport.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace landline::server;
using namespace landline::server::testing;

using Frames = QList<QByteArray>;

class PeerDeadlinesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pingsAreSentAtTheirTime();
    void aSilentPeerIsGone();
    void oneThatWasNotReadFromIsNotSilent();
    void aWriteWithoutProgressEndsIt();
    void aWriteWithProgressGoesOn();
    void aClosingHandshakeHasADeadline();

private:
    PeerLimits m_limits { 65536, 1 << 20, 30s, 60s, 10s, 2s };
    landline::support::ManualClock m_clock;
};

void PeerDeadlinesTest::pingsAreSentAtTheirTime()
{
    SteppedPeer peer(m_limits, m_clock);
    m_clock.advance(29s);
    peer->checkDeadlines(m_clock.steadyNow());
    QVERIFY(peer.frames().isEmpty());
    m_clock.advance(1s);
    peer->checkDeadlines(m_clock.steadyNow());
    peer->checkDeadlines(m_clock.steadyNow());
    QCOMPARE(peer.frames(), Frames { "ping:" });
    peer.receive(fragment(10, "", true));
    m_clock.advance(30s);
    peer->checkDeadlines(m_clock.steadyNow());
    QCOMPARE(peer.frames().size(), 2);
}

void PeerDeadlinesTest::aSilentPeerIsGone()
{
    SteppedPeer peer(m_limits, m_clock);
    m_clock.advance(59s);
    peer.receive(clientText("x").left(1)); // any byte is a sign of life
    m_clock.advance(59s);
    peer->checkDeadlines(m_clock.steadyNow());
    QVERIFY(!peer->isOver());
    m_clock.advance(1s);
    peer->checkDeadlines(m_clock.steadyNow());
    QCOMPARE(peer.said(), Frames { "gone" });
    QVERIFY(peer.transport().aborted);
}

void PeerDeadlinesTest::oneThatWasNotReadFromIsNotSilent()
{
    SteppedPeer peer(m_limits, m_clock);
    peer->setPaused(true);
    m_clock.advance(61s);
    peer->checkDeadlines(m_clock.steadyNow());
    QVERIFY(!peer->isOver());
    // What it said meanwhile has not been read yet.
    peer->setPaused(false);
    peer->checkDeadlines(m_clock.steadyNow());
    QVERIFY(!peer->isOver());
    m_clock.advance(60s);
    peer->checkDeadlines(m_clock.steadyNow());
    QVERIFY(peer->isOver());
}

void PeerDeadlinesTest::aWriteWithoutProgressEndsIt()
{
    SteppedPeer peer(m_limits, m_clock);
    peer.allow(0);
    peer->sendText("x");
    peer->flush();
    m_clock.advance(9s);
    peer.receive(clientPing()); // it lives, yet does not read
    peer->checkDeadlines(m_clock.steadyNow());
    QVERIFY(!peer->isOver());
    m_clock.advance(1s);
    peer->checkDeadlines(m_clock.steadyNow());
    QVERIFY(peer->isOver());
}

void PeerDeadlinesTest::aWriteWithProgressGoesOn()
{
    SteppedPeer peer(m_limits, m_clock);
    peer.allow(0);
    peer->sendText(QByteArray(100, 'x'));
    peer->flush();
    for (int i = 0; i < 20; ++i) {
        m_clock.advance(9s);
        peer.receive(clientPing());
        peer.allow(1);
        peer->checkDeadlines(m_clock.steadyNow());
        QVERIFY(!peer->isOver());
    }
}

void PeerDeadlinesTest::aClosingHandshakeHasADeadline()
{
    SteppedPeer peer(m_limits, m_clock);
    peer->close(CloseCode::GoingAway, {});
    m_clock.advance(1999ms);
    peer.receive(clientText("still talking"));
    peer->checkDeadlines(m_clock.steadyNow());
    QVERIFY(!peer->isOver());
    m_clock.advance(1ms);
    peer->checkDeadlines(m_clock.steadyNow());
    QVERIFY(peer->isOver());
    QCOMPARE(peer.said(), Frames { "gone" });
}

QTEST_APPLESS_MAIN(PeerDeadlinesTest)
#include "tst_peerdeadlines.moc"
