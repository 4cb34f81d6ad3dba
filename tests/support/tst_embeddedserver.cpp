// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/embeddedserver.h"
#include "tests/support/simulateduser.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::support;

class TestEmbeddedServer final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twoRunSideBySide();
    void aRestartKeepsPortAndData_data();
    void aRestartKeepsPortAndData();
    void aServerThatCannotStartSaysWhy();
    void itsDataGoWithIt();
};

void TestEmbeddedServer::twoRunSideBySide()
{
    EmbeddedServer one;
    EmbeddedServer other;
    QVERIFY(one.start());
    QVERIFY(other.start());
    QVERIFY(one.port() != 0 && one.port() != other.port());
    QVERIFY(one.dataDir() != other.dataDir());
    QCOMPARE(one.status().state, server::ServerState::Running);
}

void TestEmbeddedServer::aRestartKeepsPortAndData_data()
{
    QTest::addColumn<bool>("kill");
    QTest::newRow("stopped in good order") << false;
    QTest::newRow("killed") << true;
}

void TestEmbeddedServer::aRestartKeepsPortAndData()
{
    QFETCH(bool, kill);
    EmbeddedServer server;
    QVERIFY(server.start());
    const quint16 port = server.port();
    SimulatedUser ann(UserName::fromString(u"ann"_s).value(), server.url());
    ann.openSession();
    QVERIFY(ann.waitUntilLive());
    ann.join(RoomName::general());
    ann.say(RoomName::general(), u"kept"_s);
    ann.expectText(RoomName::general(), u"kept"_s);

    if (kill)
        server.kill();
    else
        server.stop();
    QVERIFY(!server.isRunning());
    QVERIFY(server.start());
    QCOMPARE(server.port(), port);
    SimulatedUser bob(UserName::fromString(u"bob"_s).value(), server.url());
    bob.openSession();
    QVERIFY(bob.waitUntilLive());
    bob.join(RoomName::general());
    QVERIFY(waitUntil([&] { return !bob.record(RoomName::general()).texts().isEmpty(); }));
    QCOMPARE(bob.record(RoomName::general()).texts().first().content, u"kept"_s);
}

void TestEmbeddedServer::aServerThatCannotStartSaysWhy()
{
    EmbeddedServer first;
    QVERIFY(first.start());
    EmbeddedServer second([&](server::ServerConfig& config) { config.port = first.port(); });
    QVERIFY(!second.start());
    QCOMPARE(second.status().problem, server::ServerProblem::PortInUse);
}

void TestEmbeddedServer::itsDataGoWithIt()
{
    QString dir;
    {
        EmbeddedServer server;
        QVERIFY(server.start());
        dir = server.dataDir();
        QVERIFY(QDir(dir).exists());
    }
    QVERIFY(!QDir(dir).exists());
}

QTEST_GUILESS_MAIN(TestEmbeddedServer)
#include "tst_embeddedserver.moc"
