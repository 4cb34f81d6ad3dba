// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/hostpolicy.h"

#include "server/net/httpreply.h"

#include <QHostInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline::server;

class HostPolicyTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hosts_data();
    void hosts();
    void theMachineKnowsItsNames();
    void origins_data();
    void origins();
    void aRefusalIsAProblemDocument_data();
    void aRefusalIsAProblemDocument();
};

namespace {

/// 200 where the request may go on.
int judge(const QByteArray& host, const QByteArray& origin = {})
{
    const HostPolicy policy({ u"Chat.Example"_s }, { u"https://Pages.Example"_s, u"null"_s });
    RequestHead head;
    head.fields.insert("host", host);
    if (!origin.isNull()) {
        head.fields.insert("origin", origin);
    }
    const auto refusal = policy.check(head);
    return refusal ? refusal->status : 200;
}

} // namespace

void HostPolicyTest::hosts_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("status");
    const auto row
        = [](const char* host, int status) { QTest::newRow(host) << QByteArray(host) << status; };
    for (const char* host : { "localhost", "localhost:8800", "LOCALHOST:1", "127.0.0.1",
             "127.0.0.1:8800", "192.168.1.20:8800", "[::1]", "[::1]:8800", "[fe80::1]:8800",
             "chat.example", "CHAT.example:443" }) {
        row(host, 200);
    }
    // A name that somebody else's DNS may lead to this address.
    for (const char* host : { "evil.example", "evil.example:8800", "chat.example.evil.example",
             "evil-chat.example", "localhost.evil.example", "127.0.0.1.evil.example", "x.localhost",
             "notlocalhost", "local" }) {
        row(host, 403);
    }
    // No host at all (RFC 9112 section 3.2: 400).
    for (const char* host :
        { "", " ", "localhost, localhost", "localhost, evil.example", "user@localhost",
            "user:pw@localhost", "localhost/", "localhost/x", "localhost?x", "localhost#x",
            "http://localhost", "localhost:99999", "localhost:x", "[::1", "a b", "local\\host" }) {
        row(host, 400);
    }
}

void HostPolicyTest::hosts()
{
    QFETCH(QByteArray, host);
    QFETCH(int, status);
    QCOMPARE(judge(host), status);
}

void HostPolicyTest::theMachineKnowsItsNames()
{
    const QByteArray name = QHostInfo::localHostName().toLatin1();
    QCOMPARE(judge(name), 200);
    QCOMPARE(judge(name.toUpper() + ":8800"), 200);
    QCOMPARE(judge(name + ".local:8800"), 200);
    QCOMPARE(judge(name + ".evil.example"), 403);
}

void HostPolicyTest::origins_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<int>("status");
    const auto row = [](const char* origin, int status) {
        QTest::newRow(origin) << QByteArray(origin) << status;
    };
    row("http://localhost:8800", 200);
    row("HTTP://LOCALHOST:8800", 200);
    row("https://localhost:8800", 200); // what is in front may do the TLS
    row("https://pages.example", 200);
    row("null", 200); // allowed by name, above
    row("http://localhost", 403);
    row("http://localhost:8801", 403);
    row("http://localhost:88001", 403);
    row("http://127.0.0.1:8800", 403);
    row("http://localhost:8800/", 403);
    row("http://localhost:8800.evil.example", 403);
    row("http://evil.example", 403);
    row("http://pages.example", 403);
    row("https://pages.example:8443", 403);
    row("ftp://localhost:8800", 403);
    row("localhost:8800", 403);
    row("http://localhost:8800, http://localhost:8800", 403);
    row("", 403);
}

void HostPolicyTest::origins()
{
    QFETCH(QByteArray, origin);
    QFETCH(int, status);
    QCOMPARE(judge("localhost:8800", origin.isNull() ? QByteArray("") : origin), status);
    QCOMPARE(judge("localhost:8800"), 200);
}

void HostPolicyTest::aRefusalIsAProblemDocument_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("400") << 400 << QByteArray();
    QTest::newRow("401") << 401 << QByteArray("WWW-Authenticate: Bearer");
    QTest::newRow("403") << 403 << QByteArray();
    QTest::newRow("404") << 404 << QByteArray();
    QTest::newRow("426") << 426 << QByteArray("Sec-WebSocket-Version: 13");
    QTest::newRow("426 again") << 426 << QByteArray("Upgrade: websocket");
    QTest::newRow("431") << 431 << QByteArray();
    QTest::newRow("429") << 429 << QByteArray("Retry-After: 5");
    QTest::newRow("503") << 503 << QByteArray("Retry-After: 5");
}

void HostPolicyTest::aRefusalIsAProblemDocument()
{
    QFETCH(int, status);
    QFETCH(QByteArray, field);
    const auto reply = HttpReply::problem({ status, "No.\r\nX: \"1\"" });
    const QByteArray head = reply.head(HttpReply::Then::Close);
    const QByteArray body = reply.body;
    QCOMPARE(head.indexOf("\r\n\r\n"), head.size() - 4);
    QVERIFY(head.startsWith("HTTP/1.1 " + QByteArray::number(status) + ' '));
    QVERIFY(head.contains("\r\nContent-Type: application/problem+json\r\n"));
    QVERIFY(head.contains("\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n"));
    QVERIFY(head.contains("\r\nConnection: close"));
    QVERIFY(head.contains(field));
    const auto problem = QJsonDocument::fromJson(body).object();
    QCOMPARE(problem.value(u"status"_s).toInt(), status);
    QVERIFY(!problem.value(u"title"_s).toString().isEmpty());
    QCOMPARE(problem.value(u"detail"_s).toString(), u"No.\r\nX: \"1\""_s);
}

QTEST_APPLESS_MAIN(HostPolicyTest)
#include "tst_hostpolicy.moc"
