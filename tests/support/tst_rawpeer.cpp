// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/rawpeer.h"

#include <QTcpServer>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Qt::StringLiterals;
using landline::support::RawFrame;
using landline::support::RawPeer;
using landline::support::RawResponse;

class TestRawPeer final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void framesAreWrittenAsTheRfcShows_data();
    void framesAreWrittenAsTheRfcShows();
    void framesComeBackAsTheyWereSaid();
    void theCloseCodeIsRead();
    void aRefusalIsRead();
};

namespace {

/// Sends back what is said to it, as the server's own /echo.
class Echo final : public QObject {
public:
    Echo()
        : m_server(u"echo"_s, QWebSocketServer::NonSecureMode)
    {
        m_server.listen(QHostAddress(QHostAddress::LocalHost));
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            QWebSocket* peer = m_server.nextPendingConnection();
            peer->setParent(this);
            connect(peer, &QWebSocket::textMessageReceived, peer, &QWebSocket::sendTextMessage);
            connect(peer, &QWebSocket::binaryMessageReceived, peer, &QWebSocket::sendBinaryMessage);
        });
    }
    QUrl url() const { return m_server.serverUrl(); }

private:
    QWebSocketServer m_server;
};

} // namespace

void TestRawPeer::framesAreWrittenAsTheRfcShows_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    // RFC 6455 section 5.7.
    QTest::newRow("unmasked text") << RawFrame { RawFrame::Text, "Hello", true, 0, false }.toBytes()
                                   << QByteArray::fromHex("810548656c6c6f");
    QTest::newRow("first fragment") << RawFrame { RawFrame::Text, "Hel", false, 0, false }.toBytes()
                                    << QByteArray::fromHex("010348656c");
    QTest::newRow("unmasked ping") << RawFrame { RawFrame::Ping, "Hello", true, 0, false }.toBytes()
                                   << QByteArray::fromHex("890548656c6c6f");
    QTest::newRow("256 bytes")
        << RawFrame { RawFrame::Binary, QByteArray(256, 'x'), true, 0, false }.toBytes().first(4)
        << QByteArray::fromHex("827e0100");
    QTest::newRow("64 KiB")
        << RawFrame { RawFrame::Binary, QByteArray(65536, 'x'), true, 0, false }.toBytes().first(10)
        << QByteArray::fromHex("827f0000000000010000");
    QTest::newRow("a length that is a lie")
        << RawFrame { RawFrame::Text, "", true, 0, true, quint64(1) << 30 }.toBytes().first(10)
        << QByteArray::fromHex("81ff0000000040000000");
    QTest::newRow("reserved bits")
        << RawFrame { RawFrame::Text, "", true, 7, false }.toBytes() << QByteArray::fromHex("f100");
    QTest::newRow("close") << RawFrame::close(1001).toBytes().first(2)
                           << QByteArray::fromHex("8882");
}

void TestRawPeer::framesAreWrittenAsTheRfcShows()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    QCOMPARE(bytes.toHex(), expected.toHex());
}

void TestRawPeer::framesComeBackAsTheyWereSaid()
{
    const Echo echo;
    RawPeer peer(echo.url());
    QVERIFY(peer.upgrade("/"));
    for (const qsizetype size : { 0, 1, 125, 126, 65535, 65536, 200000 }) {
        const QByteArray payload(size, 'x');
        peer.send(RawFrame { RawFrame::Binary, payload });
        const std::optional<RawFrame> frame = peer.readFrame();
        QVERIFY(frame);
        QCOMPARE(frame->payload, payload);
        QVERIFY(!frame->masked);
    }
}

void TestRawPeer::theCloseCodeIsRead()
{
    const Echo echo;
    RawPeer peer(echo.url());
    QVERIFY(peer.upgrade("/"));
    peer.send(RawFrame { RawFrame::Text, "reserved", true, 7 });
    QCOMPARE(peer.readClose(), 1002);
}

void TestRawPeer::aRefusalIsRead()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(QHostAddress::LocalHost)));
    connect(&server, &QTcpServer::newConnection, &server, [&server] {
        server.nextPendingConnection()->write("HTTP/1.1 426 Upgrade Required\r\nContent-Length: "
                                              "4\r\nUpgrade: websocket\r\n\r\nno\r\n");
    });
    RawPeer peer(QUrl(u"http://127.0.0.1:%1"_s.arg(server.serverPort())));
    const std::optional<RawResponse> response = peer.get("/ws");
    QVERIFY(response);
    QCOMPARE(response->status, 426);
    QCOMPARE(response->header("Upgrade"), "websocket");
    QCOMPARE(response->body, "no\r\n");
}

QTEST_GUILESS_MAIN(TestRawPeer)
#include "tst_rawpeer.moc"
