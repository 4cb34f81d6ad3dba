// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultproxy.h"
#include "tests/support/patience.h"
#include "tests/support/waiting.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace std::chrono_literals;
using landline::support::FaultProxy;
using landline::support::waitUntil;

class TestFaultProxy final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void bytesPassBothWays();
    void largeTransfersPassWhole();
    void delayedBytesAreLate();
    void throttledBytesTakeTheirTime();
    void aStalledLinkIsSilentAndStaysOpen();
    void aStalledLinkHidesTheEnd();
    void aCutEndsBothSides();
    void aRefusedConnectionEnds();
    void whatWasSentBeforeTheEndArrives();

private:
    QTcpSocket* dial();

    std::unique_ptr<QTcpServer> m_echo;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<QTcpSocket> m_client;
    int m_ended = 0; ///< Connections that ended on the target's side.
};

void TestFaultProxy::init()
{
    m_ended = 0;
    m_echo = std::make_unique<QTcpServer>();
    QVERIFY(m_echo->listen(QHostAddress(QHostAddress::LocalHost)));
    connect(m_echo.get(), &QTcpServer::newConnection, this, [this] {
        QTcpSocket* peer = m_echo->nextPendingConnection();
        connect(peer, &QTcpSocket::readyRead, peer, [peer] { peer->write(peer->readAll()); });
        connect(peer, &QTcpSocket::disconnected, this, [this] { ++m_ended; });
    });
    m_proxy = std::make_unique<FaultProxy>(QStringLiteral("127.0.0.1"), m_echo->serverPort());
}

void TestFaultProxy::cleanup()
{
    m_client.reset();
    m_proxy.reset();
    m_echo.reset();
}

QTcpSocket* TestFaultProxy::dial()
{
    m_client = std::make_unique<QTcpSocket>();
    m_client->connectToHost(QHostAddress(QHostAddress::LocalHost), m_proxy->port());
    waitUntil([this] { return m_client->state() == QAbstractSocket::ConnectedState; });
    return m_client.get();
}

void TestFaultProxy::bytesPassBothWays()
{
    QTcpSocket* client = dial();
    client->write("hello");
    QTRY_COMPARE(client->bytesAvailable(), 5);
    QCOMPARE(client->readAll(), "hello");
    QCOMPARE(m_proxy->bytesDelivered(), 5);
}

void TestFaultProxy::largeTransfersPassWhole()
{
    QTcpSocket* client = dial();
    const QByteArray sent(3'000'000, 'x');
    client->write(sent);
    QByteArray received;
    QVERIFY(waitUntil([&] { return (received += client->readAll()).size() >= sent.size(); }));
    QCOMPARE(received, sent);
}

void TestFaultProxy::delayedBytesAreLate()
{
    m_proxy->setDelay(40ms);
    QTcpSocket* client = dial();
    QElapsedTimer clock;
    clock.start();
    client->write("hello");
    QTRY_COMPARE(client->bytesAvailable(), 5);
    QVERIFY(clock.elapsed() >= 80); // there and back; how much more is the machine's affair
}

void TestFaultProxy::throttledBytesTakeTheirTime()
{
    m_proxy->setThrottle(100'000);
    QTcpSocket* client = dial();
    QElapsedTimer clock;
    clock.start();
    client->write(QByteArray(20'000, 'x'));
    QVERIFY(waitUntil([&] { return client->bytesAvailable() == 20'000; }));
    QVERIFY(clock.elapsed() >= 150);
}

void TestFaultProxy::aStalledLinkIsSilentAndStaysOpen()
{
    QTcpSocket* client = dial();
    m_proxy->setStalled(true);
    client->write("hello");
    QVERIFY(!waitUntil([&] { return client->bytesAvailable() > 0; }, 50ms));
    QCOMPARE(client->state(), QAbstractSocket::ConnectedState);
    m_proxy->setStalled(false);
    QTRY_COMPARE(client->bytesAvailable(), 5);
}

void TestFaultProxy::aStalledLinkHidesTheEnd()
{
    QTcpSocket* client = dial();
    client->write("hello");
    QTRY_COMPARE(client->bytesAvailable(), 5);
    m_proxy->setStalled(true);
    client->abort();
    QVERIFY(!waitUntil([&] { return m_ended > 0; }, 50ms));
    m_proxy->setStalled(false);
    QTRY_COMPARE(m_ended, 1);
}

void TestFaultProxy::aCutEndsBothSides()
{
    QTcpSocket* client = dial();
    client->write("hello");
    QTRY_COMPARE(client->bytesAvailable(), 5);
    m_proxy->cut();
    QTRY_COMPARE(client->state(), QAbstractSocket::UnconnectedState);
    QTRY_COMPARE(m_ended, 1);
    QCOMPARE(m_proxy->links(), 0);
}

void TestFaultProxy::aRefusedConnectionEnds()
{
    m_proxy->setRefusing(true);
    dial();
    QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
}

void TestFaultProxy::whatWasSentBeforeTheEndArrives()
{
    m_proxy->setDelay(30ms);
    QTcpSocket* client = dial();
    client->write("farewell");
    client->disconnectFromHost();
    QTRY_COMPARE(m_proxy->bytesDelivered(), 0); // nobody is there to be told
    QTRY_COMPARE(m_ended, 1);
}

QTEST_GUILESS_MAIN(TestFaultProxy)
#include "tst_faultproxy.moc"
