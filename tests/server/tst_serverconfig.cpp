// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/serverconfig.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline;
using namespace landline::server;

class ServerConfigTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void theDefaultsAreTheProtocols();
    void aFileIsReadLineByLine();
    void aVariableComesBeforeTheFile();
    void everyNameIsAVariable();
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void aNameThatIsNotKnownIsRefused();
    void aBadVariableIsNamed();
    void aBadLineIsNamed_data();
    void aBadLineIsNamed();
    void aFileThatIsNotThereIsNamed();

private:
    QString write(const QByteArray& text)
    {
        const QString path = m_directory.filePath(u"server.conf"_s);
        QFile file(path);
        if (file.open(QIODevice::WriteOnly)) {
            file.write(text);
        }
        return path;
    }

    QTemporaryDir m_directory;
};

void ServerConfigTest::cleanup()
{
    for (const char* variable : { "LANDLINE_PORT", "LANDLINE_NAME", "LANDLINE_RATE_LIMIT",
             "LANDLINE_PING_INTERVAL", "LANDLINE_STORAGE" }) {
        qunsetenv(variable);
    }
}

void ServerConfigTest::theDefaultsAreTheProtocols()
{
    const auto config = readServerConfig({});
    QVERIFY(config.isOk());
    QCOMPARE(config->port, 8800);
    QCOMPARE(config->headDeadline, 10s);
    QCOMPARE(config->helloDeadline, 10s);
    QCOMPARE(config->pingInterval, 30s);
    QCOMPARE(config->silenceDeadline, 60s);
    QCOMPARE(config->writeDeadline, 10s);
    QCOMPARE(config->lagBytes, 1048576);
    QCOMPARE(config->rate, 5.0);
    QCOMPARE(config->burst, 20);
    QCOMPARE(config->connectionsPerAddress, 256);
    QVERIFY(config->compression);
    QVERIFY(config->rateLimited);
    QVERIFY(!config->inMemory);
}

void ServerConfigTest::aFileIsReadLineByLine()
{
    const auto config
        = readServerConfig(write("# a comment\r\n\n  name =  The Team = us \n"
                                 "port=0\nlisten = 127.0.0.1, ::1\n"
                                 "allowed-origins = https://a.example , http://b.example\n"
                                 "hello-deadline = 0.25\nport = 9000"));
    QVERIFY2(config.isOk(), qPrintable(config.isOk() ? QString() : config.error().detail));
    QCOMPARE(config->name, u"The Team = us"_s);
    QCOMPARE(config->port, 9000); // the last word
    QCOMPARE(config->listen, (QList { QHostAddress(u"127.0.0.1"_s), QHostAddress(u"::1"_s) }));
    QCOMPARE(
        config->allowedOrigins, (QStringList { u"https://a.example"_s, u"http://b.example"_s }));
    QCOMPARE(config->helloDeadline, 250ms);
}

void ServerConfigTest::aVariableComesBeforeTheFile()
{
    const QString path = write("port = 1\nname = file\n");
    qputenv("LANDLINE_PORT", "2");
    const auto config = readServerConfig(path);
    QCOMPARE(config->port, 2);
    QCOMPARE(config->name, u"file"_s);
}

void ServerConfigTest::everyNameIsAVariable()
{
    qputenv("LANDLINE_RATE_LIMIT", "off");
    qputenv("LANDLINE_PING_INTERVAL", "1.5");
    qputenv("LANDLINE_STORAGE", "memory");
    qputenv("LANDLINE_NAME", "Zoë's");
    const auto config = readServerConfig({});
    QVERIFY(!config->rateLimited);
    QCOMPARE(config->pingInterval, 1500ms);
    QVERIFY(config->inMemory);
    QCOMPARE(config->name, u"Zoë's"_s);
}

void ServerConfigTest::accepts_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const char* text) {
        QTest::addRow("%s = %s", name, text)
            << QString::fromLatin1(name) << QString::fromUtf8(text);
    };
    row("name", "x");
    row("listen", "localhost");
    row("listen", "0.0.0.0");
    row("listen", "fe80::1");
    row("port", "65535");
    row("data-dir", "/tmp/x");
    row("storage", "sqlite");
    row("head-deadline", "86400");
    row("silence-deadline", "0.001");
    row("write-deadline", "1");
    row("close-deadline", "1");
    row("drain-deadline", "1");
    row("user-list-interval", "1");
    row("lag-bytes", "65536");
    row("lag-bytes", "1073741824");
    row("connections", "0");
    row("connections", "1");
    row("connections-per-address", "0");
    row("connections-per-address", "1");
    row("connect-rate", "0.5");
    row("connect-burst", "1");
    row("compression", "off");
    row("rate-limit", "ON");
    row("rate-limit", "false");
    row("rate", "0.01");
    row("burst", "1");
    row("allowed-origins", "");
    row("allowed-hosts", "chat.example");
}

void ServerConfigTest::accepts()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    ServerConfig config;
    const auto outcome = applySetting(config, name, text, u"here"_s);
    QVERIFY2(outcome.isOk(), qPrintable(outcome.isOk() ? QString() : outcome.error().detail));
}

namespace {

struct BadSetting {
    const char* name;
    const char* text;
};

const BadSetting badSettings[] = {
    { "name", "" },
    { "name", "12345678901234567890123456789012345678901234567890123456789012345" },
    { "listen", "" },
    { "listen", "," },
    { "listen", "chat.example" },
    { "listen", "127.0.0.1:80" },
    { "listen", "127.0.0.1, nonsense" },
    { "port", "" },
    { "port", "-1" },
    { "port", "65536" },
    { "port", "80x" },
    { "port", "8 0" },
    { "port", "http" },
    { "data-dir", "" },
    { "storage", "" },
    { "storage", "SQLite" },
    { "storage", "postgres" },
    { "head-deadline", "0" },
    { "hello-deadline", "-1" },
    { "ping-interval", "inf" },
    { "ping-interval", "nan" },
    { "silence-deadline", "30s" },
    { "write-deadline", "" },
    { "close-deadline", "86401" },
    { "drain-deadline", "1e99" },
    { "user-list-interval", "0.0001" },
    { "lag-bytes", "65535" },
    { "lag-bytes", "1073741825" },
    { "lag-bytes", "1 MiB" },
    { "lag-bytes", "99999999999999999999" },
    { "connections", "-1" },
    { "connections", "1.5" },
    { "connections-per-address", "-1" },
    { "connections-per-address", "many" },
    { "connect-rate", "0" },
    { "connect-burst", "0" },
    { "compression", "gzip" },
    { "rate-limit", "maybe" },
    { "rate-limit", "" },
    { "rate", "0" },
    { "rate", "-5" },
    { "rate", "nan" },
    { "rate", "inf" },
    { "burst", "0" },
    { "burst", "1000001" },
};

} // namespace

void ServerConfigTest::refuses_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    for (const auto& [name, text] : badSettings) {
        QTest::addRow("%s = %s", name, text)
            << QString::fromLatin1(name) << QString::fromUtf8(text);
    }
}

void ServerConfigTest::refuses()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    ServerConfig config;
    const auto outcome = applySetting(config, name, text, u"--here"_s);
    QVERIFY(!outcome.isOk());
    QCOMPARE(outcome.error().code, ErrorCode::BadField);
    const QString sentence = outcome.error().detail;
    QVERIFY2(sentence.startsWith(u"--here: \"%1\""_s.arg(name)), qPrintable(sentence));
    QVERIFY(sentence.contains(u"it must be"_s));
    QVERIFY(sentence.endsWith(u'.'));
}

void ServerConfigTest::aNameThatIsNotKnownIsRefused()
{
    ServerConfig config;
    const auto unknown = applySetting(config, u"colour"_s, u"red"_s, u"--here"_s);
    QVERIFY(!unknown.isOk());
    QVERIFY(unknown.error().detail.contains(u"\"colour\""_s));
}

void ServerConfigTest::aBadVariableIsNamed()
{
    qputenv("LANDLINE_PORT", "eighty");
    const auto config = readServerConfig({});
    QVERIFY(!config.isOk());
    QVERIFY(config.error().detail.startsWith(u"LANDLINE_PORT: "_s));
    QVERIFY(config.error().detail.contains(u"eighty"_s));
}

void ServerConfigTest::aBadLineIsNamed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("named");
    QTest::newRow("no sign") << QByteArray("# x\nname = a\nnonsense\n") << u"line 3"_s;
    QTest::newRow("no such key") << QByteArray("colour = red\n") << u"line 1"_s;
    QTest::newRow("a bad value") << QByteArray("\n\nport = x\n") << u"line 3"_s;
    QTest::newRow("a section") << QByteArray("[server]\n") << u"line 1"_s;
    QTest::newRow("no key") << QByteArray("= x\n") << u"line 1"_s;
}

void ServerConfigTest::aBadLineIsNamed()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, named);
    const auto config = readServerConfig(write(text));
    QVERIFY(!config.isOk());
    QVERIFY2(config.error().detail.contains(named), qPrintable(config.error().detail));
    QVERIFY(config.error().detail.contains(u"server.conf"_s));
}

void ServerConfigTest::aFileThatIsNotThereIsNamed()
{
    const auto config = readServerConfig(m_directory.filePath(u"missing.conf"_s));
    QVERIFY(!config.isOk());
    QVERIFY(config.error().detail.contains(u"missing.conf"_s));
}

QTEST_APPLESS_MAIN(ServerConfigTest)
#include "tst_serverconfig.moc"
