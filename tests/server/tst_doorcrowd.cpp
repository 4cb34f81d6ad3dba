// SPDX-License-Identifier: GPL-3.0-or-later
// Who stands at the door and says nothing, and who finds the house full.
#include "tests/server/eachtransport.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline::server;
using namespace landline::server::testing;

class DoorCrowdTest final : public OnEachTransport {
    Q_OBJECT

private Q_SLOTS:
    void aHeadThatDripsForeverIsDropped();
    void silenceAtTheDoorIsDropped();
    void tlsIsDroppedForNow();
    void theFullHouseSays503();
    void aPlaceThatIsLeftCanBeTaken();
    void twoListenersKnowTheirVisitorsApart();

private:
    void adjust(ServerConfig& config) const override
    {
        config.headDeadline = 1s;
        config.connections = 3;
    }
};

void DoorCrowdTest::aHeadThatDripsForeverIsDropped()
{
    RawPeer peer(m_server->url());
    QElapsedTimer since;
    since.start();
    while (peer.isConnected() && since.elapsed() < 15'000) {
        peer.send("x");
        QTest::qWait(20);
    }
    QVERIFY(!peer.isConnected());
}

void DoorCrowdTest::silenceAtTheDoorIsDropped()
{
    RawPeer peer(m_server->url());
    QVERIFY(peer.waitForEnd());
    // One that was answered and does not go is dropped as well.
    RawPeer stays(m_server->url());
    stays.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QVERIFY(stays.waitForEnd());
}

void DoorCrowdTest::tlsIsDroppedForNow()
{
    RawPeer peer(m_server->url());
    peer.send(QByteArray::fromHex("160301020001"));
    QVERIFY(peer.waitForEnd());
}

void DoorCrowdTest::theFullHouseSays503()
{
    std::vector<std::unique_ptr<Talker>> inside;
    for (int i = 0; i < 3; ++i) {
        inside.push_back(std::make_unique<Talker>(*m_server, "/echo"));
        QVERIFY(inside.back()->isOpen());
    }
    RawPeer late(m_server->url());
    late.send(late.upgradeRequest("/ws"));
    const auto response = late.readResponse();
    QVERIFY(response);
    QCOMPARE(response->status, 503);
    QVERIFY(response->header("retry-after").toInt() > 0);
    // The rest goes on.
    inside.front()->say("hi");
    QCOMPARE(inside.front()->peer().readFrame()->payload, "hi");
}

void DoorCrowdTest::aPlaceThatIsLeftCanBeTaken()
{
    for (int i = 0; i < 30; ++i) {
        Talker talker(*m_server, i % 2 == 0 ? "/echo" : "/ws?username=ann");
        QVERIFY(talker.isOpen());
        talker.peer().abort();
        QTest::qWait(10);
    }
}

void DoorCrowdTest::twoListenersKnowTheirVisitorsApart()
{
    EmbeddedServer server([](ServerConfig& config) {
        config.inMemory = true;
        config.listen = { QHostAddress(u"127.0.0.1"_s), QHostAddress(u"127.0.0.2"_s) };
    });
    // The port that is free on the one may be taken on the other.
    bool started = server.start();
    for (int i = 0; i < 20 && !started; ++i) {
        started = server.start();
    }
    QVERIFY(started);
    // The same port on this side, towards two addresses of the server.
    QTcpSocket first;
    QTcpSocket second;
    for (auto* socket : { &first, &second }) {
        QVERIFY(
            socket->bind(QHostAddress(u"127.0.0.1"_s), socket == &second ? first.localPort() : 0,
                QAbstractSocket::ShareAddress | QAbstractSocket::ReuseAddressHint));
        socket->connectToHost(socket == &first ? u"127.0.0.1"_s : u"127.0.0.2"_s, server.port());
        QVERIFY(socket->waitForConnected(5000));
    }
    QCOMPARE(first.localPort(), second.localPort());
    const RawPeer any(server.url());
    const QByteArray ann = any.upgradeRequest("/ws?username=ann");
    // Both are at the door at once: one as ann, the other as bob.
    first.write(ann.chopped(2));
    second.write(any.upgradeRequest("/ws?username=bob"));
    const auto hears = [](QTcpSocket& socket, const QByteArray& text) {
        QByteArray heard;
        return landline::support::waitUntil(
            [&] { return (heard += socket.readAll()).contains(text); });
    };
    QVERIFY(hears(second, "\"users\":[\"bob\"]"));
    first.write("\r\n");
    QVERIFY(hears(first, "\"users\":[\"ann\",\"bob\"]"));
}

QTEST_GUILESS_MAIN(DoorCrowdTest)
#include "tst_doorcrowd.moc"
