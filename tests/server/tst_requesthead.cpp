// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/requesthead.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline::server;

class RequestHeadTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aHeadIsTakenApart();
    void waitsForTheEmptyLine();
    void isTheSameWhereverItIsCut();
    void whatJustFitsMayComeInPieces();
    void refuses_data();
    void refuses();
    void acceptsWhatJustFits_data();
    void acceptsWhatJustFits();
    void pathsAndQueries_data();
    void pathsAndQueries();
    void upgrades_data();
    void upgrades();
};

namespace {

using Outcome = std::variant<RequestHead, Refusal>;

QByteArray request(const QByteArray& line, const QByteArray& fields = "Host: localhost\r\n")
{
    return line + "\r\n" + fields + "\r\n";
}

RequestHead headOf(const QByteArray& bytes)
{
    const auto outcome = readRequestHead(bytes);
    if (!outcome || !std::holds_alternative<RequestHead>(*outcome)) {
        return {};
    }
    return std::get<RequestHead>(*outcome);
}

/// 0 where more is needed, 200 where it is a head.
int statusOf(const QByteArray& bytes)
{
    const auto outcome = readRequestHead(bytes);
    if (!outcome) {
        return 0;
    }
    const auto* refusal = std::get_if<Refusal>(&*outcome);
    return refusal == nullptr ? 200 : refusal->status;
}

} // namespace

void RequestHeadTest::aHeadIsTakenApart()
{
    const QByteArray bytes = "GET /ws?username=ann HTTP/1.1\r\nHost: localhost:8800\r\n"
                             "X-Two: a\r\nCONNECTION:keep-alive ,  Upgrade\r\nx-two:\tb \r\n\r\n";
    const RequestHead head = headOf(bytes + "what follows");
    QCOMPARE(head.method, "GET");
    QCOMPARE(head.path, "/ws");
    QCOMPARE(head.parameter(u"username"_s), u"ann"_s);
    QCOMPARE(head.field("host"), "localhost:8800");
    QCOMPARE(head.field("x-two"), "a, b");
    QCOMPARE(head.field("missing"), QByteArray());
    QVERIFY(head.hasToken("connection", "upgrade"));
    QVERIFY(!head.hasToken("connection", "keep"));
    QCOMPARE(head.length, bytes.size());
}

void RequestHeadTest::waitsForTheEmptyLine()
{
    const QByteArray bytes = request("GET / HTTP/1.1");
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        QCOMPARE(statusOf(bytes.left(size)), 0);
    }
    QCOMPARE(statusOf(bytes), 200);
}

void RequestHeadTest::isTheSameWhereverItIsCut()
{
    const QByteArray bytes = request("GET /a HTTP/1.1") + request("GET /b HTTP/1.1");
    for (qsizetype size = bytes.indexOf("\r\n\r\n") + 4; size <= bytes.size(); ++size) {
        QCOMPARE(headOf(bytes.left(size)).path, "/a");
    }
}

void RequestHeadTest::whatJustFitsMayComeInPieces()
{
    // Found by fuzz_requesthead: a line of 8 KiB was too long when a packet ended between its CR and its LF.
    const QByteArray longLine = "GET /" + QByteArray(8192 - 14, 'x') + " HTTP/1.1";
    const QByteArray longField = "X: " + QByteArray(8192 - 3, 'x') + "\r\n";
    for (const QByteArray& bytes :
        { request(longLine), request("GET / HTTP/1.1", "Host: a\r\n" + longField) }) {
        for (qsizetype size = 0; size < bytes.size(); ++size) {
            QCOMPARE(statusOf(bytes.left(size)), 0);
        }
        QCOMPARE(statusOf(bytes), 200);
    }
    QCOMPARE(statusOf(longLine + "x\r"), 431);
}

void RequestHeadTest::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const QByteArray& bytes, int status) {
        QTest::newRow(name) << bytes << status;
    };
    const auto line
        = [&row](const char* text, int status = 400) { row(text, request(text), status); };
    const auto fields = [&row](const char* name, const QByteArray& text, int status = 400) {
        row(name, request("GET / HTTP/1.1", "Host: localhost\r\n" + text), status);
    };
    line("GET /");
    line("GET / HTTP/1.0");
    line("GET / HTTP/2.0");
    line("GET / HTTP/1.2");
    line("GET / http/1.1");
    line("GET  / HTTP/1.1");
    line("GET /a b HTTP/1.1");
    line(" GET / HTTP/1.1");
    line("/ HTTP/1.1");
    line("G\x01T / HTTP/1.1");
    line("GET * HTTP/1.1");
    line("GET localhost HTTP/1.1");
    line("GET http://localhost/ HTTP/1.1");
    line("CONNECT localhost:80 HTTP/1.1");
    line("GET /%00 HTTP/1.1");
    line("\x16\x03\x01");
    row("garbage", QByteArray("\x01\x02\xff\xfe\r\n\r\n"), 400);
    row("nothing but an empty line", "\r\n\r\n", 400);
    fields("a field without a colon", "nonsense\r\n");
    fields("a space before the colon", "X : 1\r\n");
    fields("a field without a name", ": 1\r\n");
    fields("a control character in a name", "X\x01: 1\r\n");
    fields("a control character in a value", "X: \x01\r\n");
    fields("a bare CR in a value", "X: a\rb\r\n");
    fields("a folded field", "X: a\r\n b\r\n");
    fields("two lengths that differ", "Content-Length: 1\r\nContent-Length: 2\r\n");
    fields("a length that is no number", "Content-Length: -1\r\n");
    fields("a length beyond 64 bits", "Content-Length: 99999999999999999999999\r\n");
    fields("a length and chunks", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n");
    row("a line of 8 KiB without an end", QByteArray("GET /") + QByteArray(8192, 'x'), 431);
    row("a request line of over 8 KiB", request("GET /" + QByteArray(8200, 'x') + " HTTP/1.1"),
        431);
    fields("a field line of over 8 KiB", "X: " + QByteArray(8192, 'x') + "\r\n", 431);
    row("a field line of over 8 KiB without an end",
        "GET / HTTP/1.1\r\nX: " + QByteArray(8192, 'x'), 431);
    row("16 KiB without an end",
        "GET / HTTP/1.1\r\n" + QByteArray("X: " + QByteArray(1000, 'x') + "\r\n").repeated(17),
        431);
    fields("16 KiB in all", QByteArray("X: " + QByteArray(1000, 'x') + "\r\n").repeated(17), 431);
    fields("101 fields", QByteArray("X: 1\r\n").repeated(100), 431);
}

void RequestHeadTest::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    const auto outcome = readRequestHead(bytes);
    QVERIFY(outcome.has_value());
    QVERIFY(std::holds_alternative<Refusal>(*outcome));
    const auto& refusal = std::get<Refusal>(*outcome);
    QCOMPARE(refusal.status, status);
    QVERIFY(refusal.sentence.endsWith('.'));
}

void RequestHeadTest::acceptsWhatJustFits_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row
        = [](const char* name, const QByteArray& bytes) { QTest::newRow(name) << bytes; };
    row("100 fields",
        request("GET / HTTP/1.1", "Host: localhost\r\n" + QByteArray("X: 1\r\n").repeated(99)));
    row("a request line of 8 KiB", request("GET /" + QByteArray(8192 - 14, 'x') + " HTTP/1.1"));
    row("a field line of 8 KiB",
        request("GET / HTTP/1.1", "Host: localhost\r\nX: " + QByteArray(8192 - 3, 'x') + "\r\n"));
    row("16 KiB in all", [] {
        const QByteArray before
            = "GET / HTTP/1.1\r\nHost: a\r\nX: " + QByteArray(8180, 'x') + "\r\nY: ";
        return before + QByteArray(16384 - before.size() - 4, 'y') + "\r\n\r\n";
    }());
    row("an empty field", request("GET / HTTP/1.1", "Host: a\r\nX:\r\n"));
    row("Latin-1 in a field", request("GET / HTTP/1.1", "Host: a\r\nX: \xe9\r\n"));
    row("a method of its own", request("BREW / HTTP/1.1"));
}

void RequestHeadTest::acceptsWhatJustFits()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(statusOf(bytes), 200);
}

void RequestHeadTest::pathsAndQueries_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("username");
    const auto row = [](const char* target, const char* path, const QString& username) {
        QTest::newRow(target) << QByteArray(target) << QByteArray(path) << username;
    };
    row("/ws", "/ws", QString());
    row("/ws?username=ann", "/ws", u"ann"_s);
    row("/ws?username=ann+b", "/ws", u"ann b"_s);
    row("/ws?username=ann%20b", "/ws", u"ann b"_s);
    row("/ws?username=a%2Bb", "/ws", u"a+b"_s);
    row("/ws?username=a%26b%3Dc", "/ws", u"a&b=c"_s);
    row("/ws?username=a%2520b", "/ws", u"a%20b"_s);
    row("/ws?username=J%C3%B6rg", "/ws", u"Jörg"_s);
    row("/ws?username=", "/ws", u""_s);
    row("/ws?username", "/ws", u""_s);
    row("/ws?room=a&username=b", "/ws", u"b"_s);
    row("/ws?username=a&username=b", "/ws", u"a"_s);
    row("/ws?x=?&username=b", "/ws", u"b"_s);
    row("/%77s", "/ws", QString());
    row("/a%2Fb", "/a/b", QString());
    row("//ws", "//ws", QString());
}

void RequestHeadTest::pathsAndQueries()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, path);
    QFETCH(QString, username);
    const RequestHead head = headOf(request("GET " + target + " HTTP/1.1"));
    QCOMPARE(head.path, path);
    QCOMPARE(head.parameter(u"username"_s).value_or(QString()), username);
    QCOMPARE(head.parameter(u"username"_s).has_value(), !username.isNull());
}

void RequestHeadTest::upgrades_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<bool>("upgrade");
    const auto row = [](const char* fields, bool upgrade) {
        QTest::newRow(fields) << QByteArray(fields) << upgrade;
    };
    row("Connection: Upgrade\r\nUpgrade: websocket\r\n", true);
    row("connection: keep-alive, UPGRADE\r\nupgrade: WebSocket\r\n", true);
    row("Connection: keep-alive\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n", true);
    row("Connection: Upgrade\r\nUpgrade: h2c, websocket\r\n", true);
    row("Connection: close\r\nUpgrade: websocket\r\n", false);
    row("Connection: Upgrade\r\nUpgrade: h2c\r\n", false);
    row("Connection: Upgrade\r\n", false);
    row("Upgrade: websocket\r\n", false);
    row("Connection: notupgrade\r\nUpgrade: websocket\r\n", false);
}

void RequestHeadTest::upgrades()
{
    QFETCH(QByteArray, fields);
    QFETCH(bool, upgrade);
    QCOMPARE(headOf(request("GET /ws HTTP/1.1", "Host: a\r\n" + fields)).isUpgrade(), upgrade);
}

QTEST_APPLESS_MAIN(RequestHeadTest)
#include "tst_requesthead.moc"
