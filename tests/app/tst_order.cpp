// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/manual.h"
#include "app/cli/order.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline;
using namespace landline::cli;

namespace {

Result<Order> read(const QStringList& arguments)
{
    return readOrder(QStringList { u"landline-cli"_s } + arguments);
}

RoomName room(const QString& name)
{
    return RoomName::fromString(name).value();
}

} // namespace

/// The command line of landline-cli, and its manual.
class TestOrder final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void withoutAnythingItIsAChatHere();
    void anAddressIsAChatThere_data();
    void anAddressIsAChatThere();
    void readsAVerbWithItsOptions();
    void optionsComeBeforeVariables();
    void takesTheTokenFromAFile();
    void refusesWhatIsWrong_data();
    void refusesWhatIsWrong();
    void theManualHasEveryVerbAndOption();
    void theManualFitsATerminal();
};

void TestOrder::init()
{
    for (const char* variable :
        { "LANDLINE_SERVER", "LANDLINE_NAME", "LANDLINE_TOKEN_FILE", "LANDLINE_CLIENT_DIR" }) {
        qunsetenv(variable);
    }
    qputenv("USER", "ann");
}

void TestOrder::withoutAnythingItIsAChatHere()
{
    const auto order = read({});
    QVERIFY(order);
    QCOMPARE(order->verb, Verb::Chat);
    QCOMPARE(order->server.toString(), u"ws://127.0.0.1:8800"_s);
    QCOMPARE(order->name.toString(), u"ann"_s);
    QVERIFY(order->dataDir.endsWith(u"/landline/client"_s));
}

void TestOrder::anAddressIsAChatThere_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("a URL") << QStringList { u"ws://chat.office/dev"_s };
    QTest::newRow("a host with a room") << QStringList { u"chat.office/dev"_s };
    QTest::newRow("with the verb") << QStringList { u"chat"_s, u"ws://chat.office:8800/dev"_s };
    QTest::newRow("as an option") << QStringList { u"--server"_s, u"chat.office/dev"_s };
    QTest::newRow("option first") << QStringList { u"-s"_s, u"chat.office/dev"_s, u"chat"_s };
}

void TestOrder::anAddressIsAChatThere()
{
    QFETCH(QStringList, arguments);
    const auto order = read(arguments);
    QVERIFY2(order, order ? "" : qPrintable(order.error().detail));
    QCOMPARE(order->verb, Verb::Chat);
    QCOMPARE(order->server.toString(), u"ws://chat.office:8800/dev"_s);
}

void TestOrder::readsAVerbWithItsOptions()
{
    const auto tail = read({ u"tail"_s, u"-f"_s, u"-n"_s, u"0"_s, u"general"_s, u"dev"_s,
        u"General"_s, u"--json"_s, u"--wait"_s, u"5"_s });
    QVERIFY(tail);
    QCOMPARE(tail->verb, Verb::Tail);
    QVERIFY(tail->follow && tail->json);
    QCOMPARE(tail->count, 0);
    QCOMPARE(tail->rooms, (QList { room(u"general"_s), room(u"dev"_s) }));
    QCOMPARE(tail->wait, 5s);

    const auto send
        = read({ u"send"_s, u"build"_s, u"--id"_s, u"b-7"_s, u"--"_s, u"-rf"_s, u"*"_s });
    QVERIFY(send);
    QCOMPARE(send->rooms, QList { room(u"build"_s) });
    QCOMPARE(send->words, (QStringList { u"-rf"_s, u"*"_s }));
    QCOMPARE(send->id->toString(), u"b-7"_s);

    const auto history = read({ u"history"_s, u"general"_s, u"--after"_s, u"0"_s });
    QVERIFY(history);
    QCOMPARE(history->after, Seq { 0 });
    QVERIFY(!history->before);
}

void TestOrder::optionsComeBeforeVariables()
{
    qputenv("LANDLINE_SERVER", "ws://one:1");
    qputenv("LANDLINE_NAME", "carl");
    const auto plain = read({ u"rooms"_s });
    QCOMPARE(plain->server.host, u"one"_s);
    QCOMPARE(plain->name.toString(), u"carl"_s);
    const auto told = read({ u"rooms"_s, u"-s"_s, u"two"_s, u"--name"_s, u"dora"_s });
    QCOMPARE(told->server.host, u"two"_s);
    QCOMPARE(told->name.toString(), u"dora"_s);
    qunsetenv("LANDLINE_NAME");
    qunsetenv("USER");
    qunsetenv("LOGNAME");
    QVERIFY(read({ u"rooms"_s })); // the system knows whose process it is
}

void TestOrder::takesTheTokenFromAFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"token"_s);
    const auto write = [&path](const QByteArray& bytes) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    };
    write("s3cret\n");
    QCOMPARE(read({ u"rooms"_s, u"--token-file"_s, path })->token, u"s3cret"_s);
    qputenv("LANDLINE_TOKEN_FILE", path.toLocal8Bit());
    QCOMPARE(read({ u"rooms"_s })->token, u"s3cret"_s);
    for (const QByteArray& bytes :
        { QByteArray(), QByteArray("\n"), QByteArray("two words"), QByteArray(5000, 'x') }) {
        write(bytes);
        const auto order = read({ u"rooms"_s });
        QVERIFY(!order);
        QVERIFY(order.error().detail.contains(path));
        QVERIFY(bytes.trimmed().isEmpty() || !order.error().detail.contains(u"words"_s));
    }
}

void TestOrder::refusesWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("no such verb") << QStringList { u"sned"_s } << u"no verb \"sned\""_s;
    QTest::newRow("no such option") << QStringList { u"rooms"_s, u"--nonsense"_s } << u"nonsense"_s;
    QTest::newRow("an option of another verb")
        << QStringList { u"rooms"_s, u"--follow"_s } << u"no option --follow"_s;
    QTest::newRow("JSON of a chat") << QStringList { u"--json"_s } << u"no option --json"_s;
    QTest::newRow("no room") << QStringList { u"send"_s } << u"send ROOM"_s;
    QTest::newRow("too much") << QStringList { u"who"_s, u"a"_s, u"b"_s } << u"who ROOM"_s;
    QTest::newRow("a room that can be none") << QStringList { u"who"_s, u"#a"_s } << u"room name"_s;
    QTest::newRow("a name that can be none")
        << QStringList { u"rooms"_s, u"--name"_s, u"@a"_s } << u"user name"_s;
    QTest::newRow("an address that is none")
        << QStringList { u"rooms"_s, u"-s"_s, u"a b"_s } << u"server address"_s;
    QTest::newRow("no number") << QStringList { u"tail"_s, u"-n"_s, u"many"_s, u"a"_s }
                               << u"--count takes a number"_s;
    QTest::newRow("a number too small")
        << QStringList { u"history"_s, u"-n"_s, u"0"_s, u"a"_s } << u"from 1 to"_s;
    QTest::newRow("before and after") << QStringList { u"history"_s, u"a"_s, u"--before"_s, u"9"_s,
        u"--after"_s, u"2"_s } << u"exclude each other"_s;
    QTest::newRow("code and lines")
        << QStringList { u"send"_s, u"a"_s, u"--code"_s, u"--lines"_s } << u"exclude each other"_s;
    QTest::newRow("an id too long")
        << QStringList { u"send"_s, u"a"_s, u"--id"_s, QString(60, u'x') } << u"--id"_s;
    QTest::newRow("a colour") << QStringList { u"rooms"_s, u"--color"_s, u"blue"_s }
                              << u"--color"_s;
    QTest::newRow("no token file") << QStringList { u"rooms"_s, u"--token-file"_s,
        u"/nowhere/token"_s } << u"/nowhere/token"_s;
}

void TestOrder::refusesWhatIsWrong()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, sentence);
    const auto order = read(arguments);
    QVERIFY(!order);
    QVERIFY2(order.error().detail.contains(sentence), qPrintable(order.error().detail));
}

void TestOrder::theManualHasEveryVerbAndOption()
{
    const QString text = manual();
    for (const QString& verb : verbNames()) {
        QVERIFY2(text.contains(u"\n    "_s + verb), qPrintable(verb));
    }
    for (const QString& option : optionNames()) {
        QVERIFY2(text.contains(u"--"_s + option), qPrintable(option));
    }
    for (const char* part : { "NAME\n", "SYNOPSIS\n", "EXIT STATUS\n", "ENVIRONMENT\n" }) {
        QVERIFY2(text.contains(QString::fromLatin1(part)), part);
    }
}

void TestOrder::theManualFitsATerminal()
{
    const QStringList lines = manual().split(u'\n');
    for (const QString& line : lines) {
        QVERIFY2(line.size() < 80 && !line.endsWith(u' '), qPrintable(line));
    }
}

QTEST_GUILESS_MAIN(TestOrder)
#include "tst_order.moc"
