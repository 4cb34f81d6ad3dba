// SPDX-License-Identifier: GPL-3.0-or-later
// The opening handshake (RFC 6455 section 4.2) and its extensions (RFC 6455 section 9.1, RFC 7692 section 7.1).
#include "server/net/deflater.h"
#include "server/net/extensions.h"
#include "server/net/handshake.h"
#include "server/net/handshaker.h"

#include <QTest>

using namespace landline::server;

class HandshakeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theAnswerIsThatOfTheRfc();
    void whatQtRefusesHasNoAnswer();
    void theAnswerBearsExtensions();
    void whatIsMissing_data();
    void whatIsMissing();
    void offersThatAreRead();
    void fieldsThatAreNoOffers_data();
    void fieldsThatAreNoOffers();
    void offersOfDeflate_data();
    void offersOfDeflate();

private:
    static RequestHead head(const QHash<QByteArray, QByteArray>& fields = {})
    {
        RequestHead head;
        head.method = "GET";
        head.fields = { { "sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==" },
            { "sec-websocket-version", "13" } };
        head.fields.insert(fields);
        return head;
    }
};

void HandshakeTest::theAnswerIsThatOfTheRfc()
{
    // The key and the answer of RFC 6455 section 1.3.
    Handshaker handshaker;
    QList<QByteArray> answers;
    for (int i = 0; i < 3; ++i) {
        handshaker.shake(head({ { "host", "localhost" } }),
            [&](const QByteArray& answer) { answers.append(answer); });
    }
    QVERIFY(answers.isEmpty()); // in a later turn
    QTRY_COMPARE(answers.size(), 3);
    for (const auto& answer : answers) {
        QVERIFY2(answer.startsWith("HTTP/1.1 101 Switching Protocols\r\n"), answer.constData());
        QVERIFY(answer.contains("\r\nUpgrade: websocket\r\n"));
        QVERIFY(answer.contains("\r\nConnection: Upgrade\r\n"));
        QVERIFY(answer.contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
        QVERIFY(answer.endsWith("\r\n\r\n"));
    }
}

void HandshakeTest::whatQtRefusesHasNoAnswer()
{
    Handshaker handshaker;
    std::optional<QByteArray> answer;
    handshaker.shake(head(), [&](const QByteArray& given) { answer = given; }); // without a host
    QTRY_VERIFY(answer.has_value());
    QVERIFY2(!answer->startsWith("HTTP/1.1 101"), answer->constData());
}

void HandshakeTest::theAnswerBearsExtensions()
{
    QCOMPARE(withExtensions("HTTP/1.1 101 Fine\r\nA: b\r\n\r\n", "x; y=1"),
        "HTTP/1.1 101 Fine\r\nA: b\r\nSec-WebSocket-Extensions: x; y=1\r\n\r\n");
}

void HandshakeTest::whatIsMissing_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const char* value, int status) {
        QTest::addRow("%s: %s", name, value) << QByteArray(name) << QByteArray(value) << status;
    };
    row("sec-websocket-version", "13", 0);
    row("sec-websocket-version", "8", 426);
    row("sec-websocket-version", "", 426);
    row("sec-websocket-key", "", 400);
    row("sec-websocket-key", "dGhlIHNhbXBsZSBub25j", 400);
    row("sec-websocket-key", "????????????????????????", 400);
    row("sec-websocket-extensions", "", 0);
    row("sec-websocket-extensions", "unheard-of; a=1, permessage-deflate", 0);
    row("sec-websocket-extensions", "permessage-deflate; client_max_window_bits=nine", 0);
    row("sec-websocket-extensions", "permessage deflate", 400);
    row("sec-websocket-extensions", "permessage-deflate;", 400);
}

void HandshakeTest::whatIsMissing()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(int, status);
    const auto fault = faultOfHandshake(head({ { name, value } }));
    QCOMPARE(fault ? fault->status : 0, status);
}

void HandshakeTest::offersThatAreRead()
{
    QCOMPARE(readExtensions(""), QList<ExtensionOffer>());
    QCOMPARE(readExtensions(" , ,"), QList<ExtensionOffer>());
    const QList<ExtensionOffer> expected {
        { "foo", {} },
        { "bar", { { "baz", "2" }, { "quux", std::nullopt } } },
        { "x-y.z", { { "a", "b-c" }, { "d", "10" } } },
    };
    QCOMPARE(readExtensions("foo, bar; baz=2;quux,x-y.z ;\ta = \"b-c\"; d=\"\\10\""), expected);
    QCOMPARE(readExtensions(",foo,,bar;baz=2 ; quux , , x-y.z;a=b-c;d=10 ,"), expected);
}

void HandshakeTest::fieldsThatAreNoOffers_data()
{
    QTest::addColumn<QByteArray>("field");
    for (const char* field : { ";", "=", "a b", "a;", "a; ;b", "a; =1", "a; b=", "a; b=\"\"",
             "a; b=\"x", "a; b=\"x y\"", "a; b=\"x,y\"", "a; b=\"x\\", "a; b=1 2", "a; b=\"1\"2",
             "a=1", "a, b c", "a; b; c d", "(a)", "a; b=[1]", "a\xc3\xa4", "a/b", "\"a\"" }) {
        QTest::newRow(field) << QByteArray(field);
    }
}

void HandshakeTest::fieldsThatAreNoOffers()
{
    QFETCH(QByteArray, field);
    QVERIFY(!readExtensions(field));
}

void HandshakeTest::offersOfDeflate_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>(
        "answer"); // behind what every answer says; "-" where there is none
    QTest::addColumn<int>("windowBits");
    const auto row = [](const char* field, const char* answer, int windowBits) {
        QTest::newRow(field) << QByteArray(field) << QByteArray(answer) << windowBits;
    };
    constexpr int usual = Deflater::usualWindowBits;
    row("permessage-deflate", "", usual);
    row("permessage-deflate; client_max_window_bits", "", usual); // Chromium, Firefox, node
    row("permessage-deflate; server_max_window_bits=12; client_max_window_bits=12",
        "; server_max_window_bits=12", 12); // Python
    row("x-webkit-deflate-frame, permessage-deflate", "", usual);
    row("permessage-deflate; server_no_context_takeover", "", usual);
    row("permessage-deflate; client_no_context_takeover", "", usual);
    row("permessage-deflate; client_no_context_takeover; server_no_context_takeover", "", usual);
    row("permessage-deflate; client_max_window_bits=8", "", usual);
    row("permessage-deflate; client_max_window_bits=15", "", usual);
    row("permessage-deflate; client_max_window_bits=\"10\"", "", usual);
    row("permessage-deflate; server_max_window_bits=9", "; server_max_window_bits=9", 9);
    row("permessage-deflate; server_max_window_bits=10", "; server_max_window_bits=10", 10);
    row("permessage-deflate; server_max_window_bits=11", "; server_max_window_bits=11", 11);
    row("permessage-deflate; server_max_window_bits=13", "; server_max_window_bits=12", 12);
    row("permessage-deflate; server_max_window_bits=15", "; server_max_window_bits=12", 12);
    row("permessage-deflate; server_max_window_bits=\"9\"", "; server_max_window_bits=9", 9);
    // Declined: RFC 7692 section 7.1.
    row("", "-", 0);
    row("permessage-bzip2", "-", 0);
    row("Permessage-Deflate", "-", 0);
    row("permessage-deflate; unknown", "-", 0);
    row("permessage-deflate; unknown=1", "-", 0);
    row("permessage-deflate; server_no_context_takeover=1", "-", 0);
    row("permessage-deflate; client_no_context_takeover=true", "-", 0);
    row("permessage-deflate; server_max_window_bits", "-", 0);
    row("permessage-deflate; server_max_window_bits=8", "-", 0); // zlib cannot
    row("permessage-deflate; server_max_window_bits=7", "-", 0);
    row("permessage-deflate; server_max_window_bits=16", "-", 0);
    row("permessage-deflate; server_max_window_bits=09", "-", 0);
    row("permessage-deflate; server_max_window_bits=+9", "-", 0);
    row("permessage-deflate; server_max_window_bits=x", "-", 0);
    row("permessage-deflate; client_max_window_bits=7", "-", 0);
    row("permessage-deflate; client_max_window_bits=16", "-", 0);
    row("permessage-deflate; client_max_window_bits=015", "-", 0);
    row("permessage-deflate; client_max_window_bits=1000000000000000000000", "-", 0);
    row("permessage-deflate; client_max_window_bits; client_max_window_bits", "-", 0);
    row("permessage-deflate; server_no_context_takeover; server_no_context_takeover", "-", 0);
    row("permessage-deflate; server_max_window_bits=9; server_max_window_bits=10", "-", 0);
    // The first that can be kept is taken.
    row("permessage-deflate; unknown, permessage-deflate; server_max_window_bits=8, "
        "permessage-deflate; server_max_window_bits=10, permessage-deflate",
        "; server_max_window_bits=10", 10);
}

void HandshakeTest::offersOfDeflate()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, answer);
    QFETCH(int, windowBits);
    const auto offers = readExtensions(field);
    QVERIFY(offers);
    const auto agreement = agreeOnDeflate(*offers);
    QCOMPARE(agreement.has_value(), answer != "-");
    if (agreement) {
        QCOMPARE(agreement->answer,
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover" + answer);
        QCOMPARE(agreement->windowBits, windowBits);
    }
}

QTEST_GUILESS_MAIN(HandshakeTest)
#include "tst_handshake.moc"
