// SPDX-License-Identifier: GPL-3.0-or-later
// The HTTP side of the one port (PROTOCOL.md section 1), over a real connection.
#include "tests/server/eachtransport.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline::server;
using namespace landline::server::testing;

class DoorTest final : public OnEachTransport {
    Q_OBJECT

private Q_SLOTS:
    void requestsThatAreNoUpgrade_data();
    void requestsThatAreNoUpgrade();
    void upgradesThatAreRefused_data();
    void upgradesThatAreRefused();
    void upgradesThatAreGranted_data();
    void upgradesThatAreGranted();
    void headsThatAreRefused_data();
    void headsThatAreRefused();
    void theAnswerToHeadHasNoBody();
    void aHeadMayComeByteByByte();
    void whatStandsBehindTheHandshakeIsRead_data();
    void whatStandsBehindTheHandshakeIsRead();
    void aRefusalArrivesThoughTheClientStillSends();
    void requestsAreAnsweredOneAfterAnother();
    void whoAsksBeforeTheAnswerHasOneAnswer();
    void aRefusalIsTheLastAnswer();
    void aWebSocketMayComeBehindAPage();

private:
    void adjust(ServerConfig& config) const override
    {
        config.allowedOrigins = { u"https://pages.example"_s };
    }
};

void DoorTest::requestsThatAreNoUpgrade_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const auto row = [](const char* line, int status, const char* fields = "Host: localhost\r\n") {
        QTest::addRow("%s %s", line, fields) << QByteArray(line) + " HTTP/1.1\r\n" + fields + "\r\n"
                                             << status;
    };
    const char* lastRequest = "Host: localhost\r\nConnection: close\r\n";
    row("GET /healthz", 200);
    row("HEAD /healthz", 200, lastRequest);
    row("GET /metrics", 200);
    row("HEAD /metrics", 200, lastRequest);
    row("POST /metrics", 405);
    row("GET /metrics", 403, "Host: evil.example\r\n");
    row("GET /", 200);
    row("HEAD /", 200, lastRequest);
    row("GET /?x=y", 200);
    row("GET /dashboard", 200);
    row("GET /dashboard/dashboard.mjs", 200);
    row("GET /dashboard/ws", 426);
    row("GET /app/main.mjs", 200);
    row("POST /", 405);
    row("GET /index.html/", 404);
    row("GET //", 404);
    row("GET /.", 404);
    row("GET /app", 404);
    row("GET /app/", 404);
    row("GET /app/main.mjs.gz", 404);
    row("GET /", 403, "Host: evil.example\r\n");
    row("GET /ws", 426);
    row("GET /ws?username=ann", 426);
    row("GET /rooms", 426);
    row("GET /echo", 426);
    row("POST /ws", 426);
    row("GET /nowhere", 404);
    row("GET /ws/", 404);
    row("GET /WS", 404);
    row("GET /../ws", 404);
    row("GET /healthz/", 404);
    row("POST /healthz", 405);
    row("DELETE /nowhere", 405);
    row("GET /healthz", 400, "");
    row("GET /healthz", 400, "Host: localhost\r\nHost: localhost\r\n");
    row("GET /healthz", 403, "Host: evil.example\r\n");
    row("GET /nowhere", 403, "Host: evil.example\r\n");
    row("GET /healthz", 403, "Host: localhost\r\nOrigin: http://evil.example\r\n");
    row("GET /healthz", 403, "Host: localhost\r\nOrigin: null\r\n");
    row("GET /healthz", 200, "Host: localhost\r\nOrigin: http://localhost\r\n");
    row("GET /healthz", 200, "Host: localhost\r\nOrigin: https://pages.example\r\n");
    row("GET /ws", 426, "Host: localhost\r\nUpgrade: h2c\r\nConnection: upgrade\r\n");
}

void DoorTest::requestsThatAreNoUpgrade()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    RawPeer peer(m_server->url());
    peer.send(request);
    const auto response = peer.readResponse();
    QVERIFY(response);
    QCOMPARE(response->status, status);
    const bool isLast = status >= 400 || request.contains("Connection: close");
    QCOMPARE(response->header("connection"), isLast ? "close" : "");
    QVERIFY(!isLast || peer.waitForEnd());
}

void DoorTest::upgradesThatAreRefused_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("status");
    const auto row = [](const char* path, const char* fields, int status) {
        QTest::addRow("%s %s", path, fields) << QByteArray(path) << QByteArray(fields) << status;
    };
    row("/nowhere", "", 404);
    row("/", "", 404);
    row("/healthz", "", 404);
    row("/dashboard", "", 404);
    row("/dashboard/ws", "Origin: http://evil.example\r\n", 403);
    row("/ws", "Host: evil.example\r\n", 403);
    row("/ws", "Host: 127.0.0.1.evil.example\r\n", 403);
    row("/echo", "Origin: http://evil.example\r\n", 403);
    row("/ws", "Origin: null\r\n", 403);
    row("/ws", "Origin: file://\r\n", 403);
    row("/ws", "Sec-WebSocket-Version: 8\r\n", 426);
    row("/ws", "Sec-WebSocket-Version: 13, 8\r\n", 426);
    row("/ws", "Sec-WebSocket-Key: short\r\n", 400);
    row("/ws", "Sec-WebSocket-Key: \r\n", 400);
    row("/ws", "Sec-WebSocket-Key: ????????????????????????\r\n", 400);
    row("/ws",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Key: "
        "dGhlIHNhbXBsZSBub25jZQ==\r\n",
        400);
    row("/ws?username=%40ann", "", 400);
    row("/ws?username=a%0Ab", "", 400);
    row("/ws?username=a%E2%80%AEb", "", 400);
    row("/ws?username=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "", 400);
    row("/ws?room=%20", "", 400);
    row("/ws?username=ann&room=%00", "", 400);
    row("/ws?username=ann&history=-1", "", 400);
    row("/ws?username=ann&history=many", "", 400);
    row("/ws?username=ann&history=99999999999", "", 400);
}

void DoorTest::upgradesThatAreRefused()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, fields);
    QFETCH(int, status);
    RawPeer peer(m_server->url());
    peer.send(peer.upgradeRequest(path, fields));
    const auto response = peer.readResponse();
    QVERIFY(response);
    QCOMPARE(response->status, status);
    QCOMPARE(response->header("content-type"), "application/problem+json");
    const auto problem = QJsonDocument::fromJson(response->body).object();
    QVERIFY(problem.value(u"detail").toString().endsWith(u'.'));
    QVERIFY(peer.waitForEnd());
}

void DoorTest::upgradesThatAreGranted_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("fields");
    const auto row = [](const char* path, const QByteArray& fields) {
        QTest::addRow("%s %s", path, fields.left(60).constData()) << QByteArray(path) << fields;
    };
    row("/ws", "");
    row("/ws?token=x", "");
    row("/rooms", "");
    row("/echo", "");
    row("/echo?x=1", "");
    row("/ws?username=J%C3%B6rg+M&room=a%20b", "");
    row("/ws?username=&room=", "");
    row("/ws", "Host: localhost\r\n");
    row("/ws", "Host: LOCALHOST:1\r\nOrigin: http://localhost:1\r\n");
    row("/ws", "Origin: https://pages.example\r\n");
    row("/ws", "Connection: keep-alive, Upgrade\r\n");
    row("/ws", "Upgrade: WebSocket\r\n");
    // Right, but more than Qt's handshake understands by itself.
    row("/ws", "Connection: keep-alive\r\nConnection: Upgrade\r\n");
    row("/ws", "Connection: Upgrade\r\nConnection: keep-alive\r\n");
    row("/ws", "Upgrade: h2c, websocket\r\n");
    row("/ws", "X-No-Space:1\r\nX-Tab:\t1\r\n");
    row("/ws", "Sec-WebSocket-Protocol: chat, superchat\r\n");
    row("/ws", "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n");
    row("/ws", "Cookie: " + QByteArray(8000, 'c') + "\r\n");
    row("/ws", "Cookie: " + QByteArray(8192 - 8, 'c') + "\r\n");
    row("/ws", QByteArray("X-Many: 1\r\n").repeated(90));
    row("/ws", QByteArray("X-Many: 1\r\n").repeated(95));
    row("/ws", "X-Empty:\r\nX-Colon: a:b: c\r\nX-Latin: \xe9\r\n");
    row("/ws", "Content-Length: 0\r\n");
}

void DoorTest::upgradesThatAreGranted()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, fields);
    RawPeer peer(m_server->url());
    QVERIFY(peer.upgrade(path, fields));
    peer.send(RawFrame { RawFrame::Ping, "p" });
    for (auto frame = peer.readFrame(); frame; frame = peer.readFrame()) {
        if (frame->opcode == RawFrame::Pong) {
            QCOMPARE(frame->payload, "p");
            return;
        }
    }
    QFAIL("no pong came");
}

void DoorTest::headsThatAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n") << 400;
    QTest::newRow("HTTP/1.0") << QByteArray("GET / HTTP/1.0\r\n\r\n") << 400;
    QTest::newRow("a proxy's request")
        << QByteArray("GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n") << 400;
    QTest::newRow("a line without an end") << QByteArray(9000, 'x') << 431;
    QTest::newRow("a long line") << "GET /" + QByteArray(9000, 'x')
            + " HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                 << 431;
    QTest::newRow("a long field") << "GET / HTTP/1.1\r\nHost: localhost\r\nX: "
            + QByteArray(9000, 'x')
            + "\r\n\r\n" << 431;
    QTest::newRow("many fields") << "GET / HTTP/1.1\r\nHost: localhost\r\n"
            + QByteArray("X: 1\r\n").repeated(200)
            + "\r\n" << 431;
    QTest::newRow("a long head") << "GET / HTTP/1.1\r\nHost: localhost\r\n"
            + QByteArray("X: " + QByteArray(500, 'x') + "\r\n").repeated(50)
            + "\r\n" << 431;
}

void DoorTest::headsThatAreRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    RawPeer peer(m_server->url());
    peer.send(bytes);
    const auto response = peer.readResponse();
    QVERIFY(response);
    QCOMPARE(response->status, status);
    QVERIFY(peer.waitForEnd());
}

void DoorTest::theAnswerToHeadHasNoBody()
{
    RawPeer peer(m_server->url());
    peer.send("HEAD /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    QVERIFY(peer.waitForEnd());
    const auto response = peer.readResponse();
    QVERIFY(response);
    QCOMPARE(response->header("content-length"), "15");
    QCOMPARE(response->body, "");
}

void DoorTest::aHeadMayComeByteByByte()
{
    RawPeer peer(m_server->url());
    const QByteArray request = peer.upgradeRequest("/echo");
    for (const char byte : request) {
        peer.send(QByteArray(1, byte));
        QCoreApplication::processEvents();
    }
    QCOMPARE(peer.readResponse()->status, 101);
    peer.send(RawFrame::text("hi"));
    QCOMPARE(peer.readFrame()->payload, "hi");
}

void DoorTest::whatStandsBehindTheHandshakeIsRead_data()
{
    QTest::addColumn<int>("size");
    for (const int size : { 1, 100, 15'000, 16'300, 60'000 }) {
        QTest::addRow("%d bytes", size) << size;
    }
}

void DoorTest::whatStandsBehindTheHandshakeIsRead()
{
    QFETCH(int, size);
    RawPeer peer(m_server->url());
    const QByteArray payload(size, 'x');
    QByteArray bytes = peer.upgradeRequest("/echo");
    for (int i = 0; i < 5; ++i) {
        bytes += RawFrame::text(payload + QByteArray::number(i)).toBytes();
    }
    peer.send(bytes);
    QCOMPARE(peer.readResponse()->status, 101);
    for (int i = 0; i < 5; ++i) {
        const auto frame = peer.readFrame();
        QVERIFY(frame);
        QVERIFY(frame->payload == payload + QByteArray::number(i));
    }
}

void DoorTest::aRefusalArrivesThoughTheClientStillSends()
{
    for (int i = 0; i < 20; ++i) {
        RawPeer peer(m_server->url());
        peer.send("POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
        for (int piece = 0; piece < 10; ++piece) {
            peer.send(QByteArray(100'000, 'x'));
        }
        const auto response = peer.readResponse();
        QVERIFY(response);
        QCOMPARE(response->status, 405);
        QVERIFY(peer.waitForEnd());
    }
}

void DoorTest::requestsAreAnsweredOneAfterAnother()
{
    RawPeer peer(m_server->url());
    for (int i = 0; i < 100; ++i) {
        peer.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        const auto response = peer.readResponse();
        QVERIFY(response);
        QCOMPARE(response->status, 200);
        QCOMPARE(response->header("connection"), "");
    }
    const auto last = peer.get("/healthz");
    QVERIFY(last);
    QCOMPARE(last->header("connection"), "close");
    QVERIFY(peer.waitForEnd());
}

void DoorTest::whoAsksBeforeTheAnswerHasOneAnswer()
{
    RawPeer peer(m_server->url());
    peer.send(QByteArray("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").repeated(100));
    QVERIFY(peer.waitForEnd());
    const auto response = peer.readResponse();
    QCOMPARE(response->status, 200);
    QCOMPARE(response->header("connection"), "close");
    QVERIFY(!peer.readResponse(0ms));
}

void DoorTest::aRefusalIsTheLastAnswer()
{
    RawPeer peer(m_server->url());
    peer.send(QByteArray("GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n").repeated(100));
    QCOMPARE(peer.readResponse()->status, 404);
    QVERIFY(peer.waitForEnd());
    QVERIFY(!peer.readResponse(0ms));
}

void DoorTest::aWebSocketMayComeBehindAPage()
{
    RawPeer peer(m_server->url());
    peer.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(peer.readResponse()->status, 200);
    QVERIFY(peer.upgrade("/echo"));
    peer.send(RawFrame::text("hi"));
    QCOMPARE(peer.readFrame()->payload, "hi");
}

QTEST_GUILESS_MAIN(DoorTest)
#include "tst_door.moc"
