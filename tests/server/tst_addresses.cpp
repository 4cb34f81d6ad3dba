// SPDX-License-Identifier: GPL-3.0-or-later
// One address that wants too much, and the others that do not notice, over real connections. All of 127/8 is here.
#include "tests/server/talker.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline::server;
using namespace landline::server::testing;
using landline::support::waitUntil;

class AddressesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void oneAddressMayHaveSoManyAndNoMore();
    void aCrowdAtOnceIsCountedToo();
    void pagesAreServedAllTheSame();
    void zeroLiftsTheLimits();
    void oneAddressMayConnectSoFastAndNoFaster();
    void twoThousandThatComeAndGoTouchNobody();
    void slowHeadsMakeRoomForWhoMeansIt();
    void slowHeadsFromEverywhereMakeRoomToo();
    void threeHundredSlowHeadsHoldNobodyUp();

private:
    static std::unique_ptr<EmbeddedServer> start(const EmbeddedServer::Adjust& adjust)
    {
        QFETCH_GLOBAL(bool, portable);
        auto server = std::make_unique<EmbeddedServer>([portable, adjust](ServerConfig& config) {
            config.portableSockets = portable;
            config.inMemory = true;
            config.listen = { QHostAddress(QHostAddress::AnyIPv4) };
            adjust(config);
        });
        return server->start() ? std::move(server) : nullptr;
    }
    /// Connections with half a head each.
    static std::vector<std::unique_ptr<RawPeer>> halfHeads(
        const EmbeddedServer& server, int count, int addresses = 1)
    {
        std::vector<std::unique_ptr<RawPeer>> peers;
        for (int i = 0; i < count; ++i) {
            peers.push_back(std::make_unique<RawPeer>(server.url(), address(1 + i % addresses)));
            peers.back()->send("GET /ws HTTP/1.1\r\nHost: loc");
        }
        return peers;
    }
    static QHostAddress address(int number)
    {
        return QHostAddress(0x7f000000U + static_cast<quint32>(number));
    }
    static int connected(const std::vector<std::unique_ptr<RawPeer>>& peers)
    {
        return static_cast<int>(std::count_if(
            peers.cbegin(), peers.cend(), [](const auto& peer) { return peer->isConnected(); }));
    }
};

void AddressesTest::initTestCase_data()
{
    QTest::addColumn<bool>("portable");
    QTest::newRow("the quickest") << false;
    QTest::newRow("portable") << true;
}

void AddressesTest::oneAddressMayHaveSoManyAndNoMore()
{
    const auto server = start([](ServerConfig& config) { config.connectionsPerAddress = 3; });
    std::vector<std::unique_ptr<Talker>> inside;
    for (const char* path : { "/echo", "/ws", "/ws?username=ann" }) {
        inside.push_back(std::make_unique<Talker>(*server, path));
        QVERIFY(inside.back()->isOpen());
    }
    RawPeer fourth(server->url());
    fourth.send(fourth.upgradeRequest("/ws"));
    const auto refused = fourth.readResponse();
    QVERIFY(refused);
    QCOMPARE(refused->status, 429);
    QVERIFY(refused->header("retry-after").toInt() > 0);
    QCOMPARE(refused->header("content-type"), "application/problem+json");
    QVERIFY(fourth.waitForEnd());
    // Another address has its own places, and who leaves makes one free.
    QVERIFY(Talker(*server, "/ws", address(2)).isOpen());
    inside.pop_back();
    QVERIFY(waitUntil([&] { return Talker(*server).isOpen(); }));
}

void AddressesTest::aCrowdAtOnceIsCountedToo()
{
    const auto server = start([](ServerConfig& config) { config.connectionsPerAddress = 30; });
    std::vector<std::unique_ptr<RawPeer>> crowd(30);
    for (auto& peer : crowd) {
        peer = std::make_unique<RawPeer>(server->url());
    }
    const Talker first(*server); // so that one of them is too many
    for (const auto& peer : crowd) {
        peer->send(peer->upgradeRequest("/echo"));
    }
    QList<int> statuses;
    for (const auto& peer : crowd) {
        const auto response = peer->readResponse();
        statuses.append(response ? response->status : 0);
    }
    QCOMPARE(statuses.count(101), 29);
    QCOMPARE(statuses.count(429), 1);
}

void AddressesTest::pagesAreServedAllTheSame()
{
    const auto server = start([](ServerConfig& config) { config.connectionsPerAddress = 1; });
    const Talker inside(*server, "/echo");
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(RawPeer(server->url()).get("/healthz")->status, 200);
    }
}

void AddressesTest::zeroLiftsTheLimits()
{
    const auto server = start([](ServerConfig& config) {
        config.connectionsPerAddress = 0;
        config.connectRate = 1;
        config.connectBurst = 1;
    });
    std::vector<std::unique_ptr<Talker>> inside;
    for (int i = 0; i < 300; ++i) {
        inside.push_back(std::make_unique<Talker>(*server, "/echo"));
        QVERIFY(inside.back()->isOpen());
    }
}

void AddressesTest::oneAddressMayConnectSoFastAndNoFaster()
{
    const auto server = start([](ServerConfig& config) {
        config.connectionsPerAddress = 100;
        config.connectRate = 0.2;
        config.connectBurst = 3;
    });
    for (int i = 0; i < 3; ++i) {
        QVERIFY(Talker(*server, "/echo").isOpen());
    }
    // Told at once, before it has said what it wants; one of many, or one of too many to wait for.
    for (int i = 0; i < 100; ++i) {
        RawPeer early(server->url());
        const auto response = early.readResponse();
        QVERIFY(response);
        QCOMPARE(response->status, 429);
        const int wait = response->header("retry-after").toInt();
        QVERIFY2(wait >= 1 && wait <= 5, qPrintable(QString::number(wait)));
    }
    RawPeer request(server->url());
    request.send(request.upgradeRequest("/echo"));
    QCOMPARE(request.readResponse()->status, 429);
    QVERIFY(Talker(*server, "/echo", address(2)).isOpen());
}

void AddressesTest::twoThousandThatComeAndGoTouchNobody()
{
    const auto server = start([](ServerConfig& config) {
        config.connectionsPerAddress = 256;
        config.headDeadline = 500ms;
    });
    const auto ann = Talker::join(*server, "ann", "general");
    const auto bob = Talker::join(*server, "bob", "general");
    ann->untilPong();
    for (int i = 0; i < 2000; ++i) {
        RawPeer abrupt(server->url(), address(2));
        if (i % 2 == 0) {
            abrupt.send(abrupt.upgradeRequest("/ws?username=abrupt").first(i % 100));
        }
        abrupt.abort();
        if (i % 100 == 0) {
            ann->sayText("general", QByteArray::number(i));
            QCOMPARE(
                Talker::summary(bob->nextOf(u"text")), u"text:%1:%2"_s.arg(i / 100 + 1).arg(i));
        }
    }
    QVERIFY(waitUntil([&] { return server->status().connections == 2; }));
    QVERIFY(Talker(*server, "/ws", address(3)).isOpen());
}

void AddressesTest::slowHeadsMakeRoomForWhoMeansIt()
{
    const auto server = start([](ServerConfig& config) { config.connectionsPerAddress = 20; });
    const auto slow = halfHeads(*server, 60);
    // The oldest have been told why they had to go.
    QVERIFY(waitUntil([&] { return connected(slow) == 20; }));
    const auto told = slow.front()->readResponse();
    QVERIFY(told);
    QCOMPARE(told->status, 429);
    // All the door is theirs, and yet their own address can come in.
    for (int i = 0; i < 10; ++i) {
        QVERIFY(Talker(*server).isOpen());
    }
    QVERIFY(waitUntil([&] { return connected(slow) == 19; }));
}

void AddressesTest::slowHeadsFromEverywhereMakeRoomToo()
{
    const auto server = start([](ServerConfig& config) { config.connections = 130; });
    const auto slow = halfHeads(*server, 200, 40);
    QVERIFY(waitUntil([&] { return connected(slow) == 130; }));
    QCOMPARE(slow.front()->readResponse()->status, 503);
    QVERIFY(Talker(*server).isOpen());
    QVERIFY(Talker(*server, "/ws", address(100)).isOpen());
}

void AddressesTest::threeHundredSlowHeadsHoldNobodyUp()
{
    const auto server = start([](ServerConfig& config) {
        config.connectionsPerAddress = ServerConfig().connectionsPerAddress;
        config.headDeadline = 2s;
    });
    const auto ann = Talker::join(*server, "ann", "general");
    const auto slow = halfHeads(*server, 300);
    // A byte now and then keeps none of them alive, and nobody waits for them.
    int said = 0;
    while (connected(slow) > 0) {
        for (const auto& peer : slow) {
            peer->send("x");
        }
        const auto bob = Talker::join(*server, "bob", "general");
        QVERIFY(bob);
        ann->sayText("general", QByteArray::number(++said));
        const QString expected = u"text:%1:%2"_s.arg(said).arg(said);
        QCOMPARE(Talker::summary(bob->nextOf(u"text")), expected);
        QCOMPARE(Talker::summary(ann->nextOf(u"text")), expected);
        QTest::qWait(10);
    }
    QVERIFY(said > 1);
}

QTEST_GUILESS_MAIN(AddressesTest)
#include "tst_addresses.moc"
