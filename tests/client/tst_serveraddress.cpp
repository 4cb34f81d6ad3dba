// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/serveraddress.h"

#include <QTest>

using namespace landline;
using namespace landline::client;
using namespace Qt::StringLiterals;

class TestServerAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatPeopleWrite_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("display");
        QTest::addColumn<QString>("webSocket");

        const auto row = [](const char* input, const char* address, const char* display,
                             const char* webSocket) {
            QTest::newRow(input) << QString::fromUtf8(input) << QString::fromUtf8(address)
                                 << QString::fromUtf8(display) << QString::fromUtf8(webSocket);
        };
        row("host", "ws://host:8800", "host", "ws://host:8800/ws");
        row("  Host  ", "ws://host:8800", "host", "ws://host:8800/ws");
        row("host:9000", "ws://host:9000", "host:9000", "ws://host:9000/ws");
        row("192.168.1.7", "ws://192.168.1.7:8800", "192.168.1.7", "ws://192.168.1.7:8800/ws");
        row("[::1]:9000", "ws://[::1]:9000", "[::1]:9000", "ws://[::1]:9000/ws");
        row("[::1]", "ws://[::1]:8800", "::1", "ws://[::1]:8800/ws");
        row("fe80::1", "ws://[fe80::1]:8800", "fe80::1", "ws://[fe80::1]:8800/ws");
        row("ws://host:9000/room", "ws://host:9000/room", "host:9000", "ws://host:9000/ws");
        row("ws://host:9000/", "ws://host:9000", "host:9000", "ws://host:9000/ws");
        row("ws://host:9000/ws", "ws://host:9000", "host:9000", "ws://host:9000/ws");
        row("WSS://host", "wss://host:8800", "host", "wss://host:8800/ws");
        row("host/two%20words", "ws://host:8800/two%20words", "host", "ws://host:8800/ws");
        row("host/b\u00fcro", "ws://host:8800/b%C3%BCro", "host", "ws://host:8800/ws");
        row("landline://host:9000/room?fp=aa&code=b", "ws://host:9000/room", "host:9000",
            "ws://host:9000/ws");
        row("https://host:9000/#/room?fp=aa", "wss://host:9000/room", "host:9000",
            "wss://host:9000/ws");
        row("http://host", "ws://host:80", "host:80", "ws://host:80/ws");
        row("https://host", "wss://host:443", "host:443", "wss://host:443/ws");
    }

    void readsWhatPeopleWrite()
    {
        QFETCH(QString, input);
        const auto address = ServerAddress::fromUserInput(input);
        QVERIFY2(address, qPrintable(address ? QString() : address.error().detail));
        QTEST(address->toString(), "address");
        QTEST(address->displayName(), "display");
        QTEST(QString::fromLatin1(address->webSocketUrl().toEncoded()), "webSocket");
        const auto again = ServerAddress::fromUserInput(address->toString());
        QVERIFY(again);
        QCOMPARE(*again, *address);
    }

    void refusesWhatIsNoAddress_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<int>("code");

        const auto row = [](const char* input, ErrorCode code = ErrorCode::BadField) {
            QTest::newRow(input) << QString::fromUtf8(input) << static_cast<int>(code);
        };
        row("");
        row("   ");
        row("host:");
        row("host:0");
        row("host:65536");
        row("host:-1");
        row("host:99999999999999999999");
        row("host:port");
        row(":8800");
        row("two words");
        row("ho%73t");
        row("user@host");
        row("ftp://host");
        row("://host");
        row("ws://");
        row("ws:///room");
        row("[::1");
        row("[::1]x");
        row("[host]:1");
        row("1::2::3");
        row("host/%23hash", ErrorCode::BadName);
        row("host/a%00b", ErrorCode::BadName);
        QTest::newRow("endless") << QString(5000, u'a') << static_cast<int>(ErrorCode::BadField);
    }

    void refusesWhatIsNoAddress()
    {
        QFETCH(QString, input);
        const auto address = ServerAddress::fromUserInput(input);
        QVERIFY(!address);
        QTEST(static_cast<int>(address.error().code), "code");
        QVERIFY(!address.error().detail.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestServerAddress)
#include "tst_serveraddress.moc"
