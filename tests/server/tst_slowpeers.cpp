// SPDX-License-Identifier: GPL-3.0-or-later
// Nobody waits for the slowest (PROTOCOL.md section 5): what a room keeps for those behind, and when it stops.
#include "server/net/framelog.h"

#include "tests/server/steppedtransport.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace landline::server;
using namespace landline::server::testing;

using Frames = QList<QByteArray>;

class SlowPeersTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWaitsIsKeptForTheSlowestAlone();
    void memoryComesBackWhenAllHaveAll();
    void oneBeyondTheBoundIsCutOffAndTheOthersGoOn();
    void severalCutOffInOneTurn();
    void aClosingPeerDoesNotHoldTheRoom();
    void aClosingPeerIsNotToldWhatIsSaidLater();

private:
    PeerLimits m_limits { 65536, 1 << 20, 30s, 60s, 10s, 2s };
    landline::support::ManualClock m_clock;
};

namespace {

QByteArray text(const QByteArray& payload)
{
    return frameOf(Opcode::Text, payload);
}

Frames numbered(int from, int to)
{
    Frames frames;
    for (int i = from; i < to; ++i) {
        frames.append("text:" + QByteArray::number(i));
    }
    return frames;
}

} // namespace

void SlowPeersTest::whatWaitsIsKeptForTheSlowestAlone()
{
    FrameLog log;
    SteppedPeer quick(m_limits, m_clock);
    SteppedPeer slow(m_limits, m_clock);
    quick->follow(log);
    slow->follow(log);
    slow.allow(0);
    for (int i = 0; i < 1000; ++i) {
        log.append(text(QByteArray::number(i)));
        log.flush();
    }
    QCOMPARE(quick.frames(), numbered(0, 1000));
    QVERIFY(log.size() > 0);
    QVERIFY(slow->backlog() > 0);
    slow.allowAll();
    log.append(text("1000"));
    log.flush();
    QCOMPARE(slow.frames(), numbered(0, 1001));
    QCOMPARE(log.size(), 0);
    QCOMPARE(slow->backlog(), 0);
}

void SlowPeersTest::memoryComesBackWhenAllHaveAll()
{
    FrameLog log;
    SteppedPeer peer(m_limits, m_clock);
    peer->follow(log);
    for (int round = 0; round < 20; ++round) {
        peer.allow(0);
        for (int i = 0; i < 500; ++i) {
            log.append(text(QByteArray(1000, 'x')));
        }
        log.flush();
        QVERIFY(log.size() >= 500'000);
        QVERIFY(log.size() < 600'000);
        peer.allowAll();
        log.flush();
        QCOMPARE(log.size(), 0);
    }
}

void SlowPeersTest::oneBeyondTheBoundIsCutOffAndTheOthersGoOn()
{
    PeerLimits limits = m_limits;
    limits.lag = 100'000;
    FrameLog log;
    SteppedPeer slow(limits, m_clock);
    SteppedPeer quick(limits, m_clock);
    slow->follow(log);
    quick->follow(log);
    slow.allow(7); // in the middle of the first frame
    qint64 most = 0;
    int sent = 0;
    for (; sent < 1000; ++sent) {
        log.append(text(QByteArray(1000, 'x')));
        log.flush();
        most = std::max(most, log.size());
    }
    QVERIFY(slow->isClosing());
    QVERIFY(most <= 100'000 + 2 * 131'072);
    QCOMPARE(log.size(), 0);
    QVERIFY(slow->backlog() <= 1100);
    QCOMPARE(quick.frames().size(), 1000);
    // The frame in flight is whole, and the close frame is the next thing.
    slow.allowAll();
    QCOMPARE(slow.frames(), (Frames { "text:" + QByteArray(1000, 'x'), "close:4008" }));
}

void SlowPeersTest::severalCutOffInOneTurn()
{
    PeerLimits limits = m_limits;
    limits.lag = 1000;
    FrameLog log;
    std::vector<std::unique_ptr<SteppedPeer>> peers;
    for (int i = 0; i < 20; ++i) {
        peers.push_back(std::make_unique<SteppedPeer>(limits, m_clock));
        (*peers.back())->follow(log);
        if (i % 3 != 0) {
            peers.back()->allow(0);
        }
    }
    for (int i = 0; i < 10; ++i) {
        log.append(text(QByteArray(400, 'x')));
        log.flush();
    }
    for (std::size_t i = 0; i < peers.size(); ++i) {
        QCOMPARE((*peers[i])->isClosing(), i % 3 != 0);
        QCOMPARE(peers[i]->frames().size(), i % 3 == 0 ? 10 : 0);
    }
}

void SlowPeersTest::aClosingPeerDoesNotHoldTheRoom()
{
    PeerLimits limits = m_limits;
    limits.lag = 100'000;
    FrameLog log;
    SteppedPeer dripping(limits, m_clock);
    SteppedPeer other(limits, m_clock);
    dripping->follow(log);
    other->follow(log);
    dripping.allow(1);
    log.append(frameOf(Opcode::Text, QByteArray(1000, 'x')));
    log.flush();
    // It says goodbye, and then takes a byte now and then, so that its writes always make some progress.
    dripping.receive(clientClose(1000));
    for (int i = 0; i < 1000; ++i) {
        log.append(frameOf(Opcode::Text, QByteArray(1000, 'x')));
        log.flush();
        dripping.allow(1);
    }
    QVERIFY2(log.size() < 400'000, qPrintable(QString::number(log.size())));
    QCOMPARE(other.frames().size(), 1001);
}

void SlowPeersTest::aClosingPeerIsNotToldWhatIsSaidLater()
{
    FrameLog log;
    SteppedPeer peer(m_limits, m_clock);
    peer->follow(log);
    peer.allow(0);
    log.append(frameOf(Opcode::Text, "before"));
    log.flush();
    peer->close(CloseCode::Flooding, {});
    // In a busy room the close frame would never have its turn.
    for (int i = 0; i < 10; ++i) {
        log.append(frameOf(Opcode::Text, "after"));
        log.flush();
        peer.allow(3);
    }
    peer.allowAll();
    QCOMPARE(peer.frames(), (Frames { "text:before", "close:4029" }));
}

QTEST_APPLESS_MAIN(SlowPeersTest)
#include "tst_slowpeers.moc"
