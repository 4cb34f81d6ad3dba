// SPDX-License-Identifier: GPL-3.0-or-later
//
// landline-cli as scripts meet it: arguments, lines, frames and exit status.
#include "tests/app/clifixture.h"
#include "tests/support/patience.h"
#include "tests/support/waiting.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

#include <memory>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::support;
using namespace landline::tests;

namespace {

QList<QJsonObject> frames(const CliEnding& ending)
{
    QList<QJsonObject> objects;
    for (const QString& line : ending.lines()) {
        objects.append(QJsonDocument::fromJson(line.toUtf8()).object());
    }
    return objects;
}

/// Whether a terminal could obey some of it.
bool isHarmless(const QByteArray& output)
{
    const QString text = QString::fromUtf8(output);
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        const char16_t u = c.unicode();
        return (u < 0x20 && u != u'\n') || (u >= 0x7f && u <= 0x9f) || (u >= 0x202a && u <= 0x202e)
            || (u >= 0x2066 && u <= 0x2069) || u == 0x200e || u == 0x200f;
    });
}

} // namespace

class TestCliVerbs final : public CliFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { prepare(); }
    void cleanup() { tidyUp(); }
    void wrongArgumentsAreRefused();
    void helpAndVersionNeedNoServer();
    void noServerIsSaid();
    void itWaitsForAServerThatIsToCome();
    void whoIsNotLetInHearsWhy();
    void listsRooms();
    void listsPeople();
    void measuresEchoes();
    void searches();
    void searchesFromTheNewestBack();
    void aBadSearchIsRefused();
    void saysWhatIsNotServed_data();
    void saysWhatIsNotServed();
    void noStrangerReachesTheTerminal();
    void coloursAreForTerminals();
    void saysThatTheOutputIsFull();
};

void TestCliVerbs::wrongArgumentsAreRefused()
{
    const CliEnding ending = runCli(url(), { u"sned"_s });
    QCOMPARE(ending.status, 2);
    QVERIFY(ending.problems.startsWith(u"landline-cli: There is no verb \"sned\""_s));
    QVERIFY(ending.output.isEmpty());
}

void TestCliVerbs::helpAndVersionNeedNoServer()
{
    const QUrl nowhere(u"ws://127.0.0.1:1"_s);
    const CliEnding help = runCli(nowhere, { u"--help"_s });
    QCOMPARE(help.status, 0);
    QVERIFY(help.output.startsWith("NAME\n"));
    QCOMPARE(runCli(nowhere, { u"help"_s }).output, help.output);
    const CliEnding version = runCli(nowhere, { u"--version"_s });
    QCOMPARE(version.status, 0);
    QVERIFY(version.output.startsWith("landline-cli "));
}

void TestCliVerbs::noServerIsSaid()
{
    const QUrl nowhere(u"ws://127.0.0.1:1"_s);
    for (const QStringList& verb : { QStringList { u"rooms"_s }, QStringList { u"echo"_s },
             QStringList { u"send"_s, u"a"_s, u"b"_s },
             QStringList { u"tail"_s, u"-f"_s, u"a"_s } }) {
        const CliEnding ending = runCli(nowhere, verb);
        QCOMPARE(ending.status, 3);
        QVERIFY2(ending.problems.contains(u"ws://127.0.0.1:1"_s), qPrintable(ending.problems));
    }
}

void TestCliVerbs::itWaitsForAServerThatIsToCome()
{
    m_bob->setReconnecting(false);
    m_server->stop();
    CliProgram program(url(), u"ann"_s);
    program.start({ u"send"_s, u"general"_s, u"patience"_s, u"--wait"_s, u"60"_s });
    QVERIFY(m_server->start());
    QCOMPARE(program.end().status, 0);
    QCOMPARE(runCli(url(), { u"history"_s, u"general"_s }).lines().size(), 1);
}

void TestCliVerbs::whoIsNotLetInHearsWhy()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"token"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("s3cret\n");
    file.close();
    QWebSocketServer strict(u"strict"_s, QWebSocketServer::NonSecureMode);
    QVERIFY(strict.listen(QHostAddress::LocalHost));
    QString hello;
    std::unique_ptr<QWebSocket> socket;
    connect(&strict, &QWebSocketServer::newConnection, &strict, [&] {
        socket.reset(strict.nextPendingConnection());
        connect(socket.get(), &QWebSocket::textMessageReceived, socket.get(),
            [&hello, &socket](const QString& text) {
                hello = text;
                socket->sendTextMessage(QString::fromLatin1(
                    R"({"type":"error","code":"bad_token","content":"No \u001b[31mway."})"));
            });
    });
    const CliEnding ending = runCli(QUrl(u"ws://127.0.0.1:%1"_s.arg(strict.serverPort())),
        { u"rooms"_s, u"--token-file"_s, file.fileName() });
    QCOMPARE(ending.status, 4);
    QVERIFY2(ending.problems.contains(u"No \u241b[31mway."_s), qPrintable(ending.problems));
    const auto said = QJsonDocument::fromJson(hello.toUtf8()).object();
    QCOMPARE(said.value(u"token"_s).toString(), u"s3cret"_s);
    QCOMPARE(said.value(u"username"_s).toString(), u"ann"_s);
}

void TestCliVerbs::listsRooms()
{
    m_bob->join(room(u"kitchen"_s));
    m_bob->send(request::Topic { room(u"kitchen"_s), u"Tea at four"_s });
    QVERIFY(m_bob->waitFor<event::Topic>([](const event::Topic&) { return true; }));
    const CliEnding ending = runCli(url(), { u"rooms"_s });
    QCOMPARE(ending.status, 0);
    QCOMPARE(ending.lines(), QStringList { u"  kitchen  1 member  Tea at four"_s });
    const auto objects = frames(runCli(url(), { u"rooms"_s, u"--json"_s }));
    QCOMPARE(objects.size(), 1);
    QCOMPARE(objects.constFirst().value(u"type"_s).toString(), u"room"_s);
    QCOMPARE(objects.constFirst().value(u"topic"_s).toString(), u"Tea at four"_s);
}

void TestCliVerbs::listsPeople()
{
    bobSays({});
    const CliEnding ending = runCli(url(), { u"who"_s, u"general"_s });
    QCOMPARE(ending.status, 0);
    QCOMPARE(ending.lines(), (QStringList { u"ann"_s, u"bob"_s }));
    m_bob->setReconnecting(false);
    m_bob->close();
    const auto objects = frames(runCli(url(), { u"who"_s, u"general"_s, u"--json"_s }));
    QCOMPARE(objects.size(), 1);
    QCOMPARE(objects.constFirst().value(u"type"_s).toString(), u"users"_s);
}

void TestCliVerbs::measuresEchoes()
{
    const CliEnding ending
        = runCli(url(), { u"echo"_s, u"-n"_s, u"20"_s, u"--size"_s, u"1000"_s, u"--json"_s });
    QCOMPARE(ending.status, 0);
    const QJsonObject figures = frames(ending).value(0);
    QCOMPARE(figures.value(u"count"_s).toInt(), 20);
    QCOMPARE(figures.value(u"bytes"_s).toInt(), 1000);
    const auto figure
        = [&figures](const QString& name) { return figures.value(name).toDouble(-1); };
    QVERIFY(figure(u"min"_s) >= 0);
    QVERIFY(figure(u"min"_s) <= figure(u"median"_s));
    QVERIFY(figure(u"median"_s) <= figure(u"p99"_s));
    QVERIFY(figure(u"p99"_s) <= figure(u"max"_s));
    const QStringList line
        = runCli(url(), { u"echo"_s, u"-n"_s, u"5"_s, u"--size"_s, u"0"_s }).lines();
    QCOMPARE(line.size(), 1);
    QVERIFY(line.constFirst().startsWith(u"5 echoes of 0 bytes: min "_s));
}

void TestCliVerbs::searches()
{
    bobSays({ u"Tea at four"_s, u"coffee"_s, u"teapots"_s });
    // The index follows what is said.
    QTRY_COMPARE(runCli(url(), { u"search"_s, u"te"_s }).lines().size(), 2);
    const QStringList lines = runCli(url(), { u"search"_s, u"te"_s, u"from:bob"_s }).lines();
    QCOMPARE(lines.size(), 2);
    QVERIFY2(lines.constFirst().contains(u"general"_s), qPrintable(lines.constFirst()));
    QVERIFY(lines.constFirst().endsWith(u"Tea at four"_s));
    QVERIFY(lines.constLast().endsWith(u"teapots"_s));
    const auto objects = frames(runCli(url(), { u"search"_s, u"--json"_s, u"te -\"at four\""_s }));
    QCOMPARE(objects.size(), 1);
    QCOMPARE(objects.constFirst()[u"type"].toString(), u"text"_s);
    QCOMPARE(objects.constFirst()[u"room"].toString(), u"general"_s);
    QCOMPARE(objects.constFirst()[u"seq"].toInt(), 3);
    const CliEnding nothing = runCli(url(), { u"search"_s, u"wombat"_s });
    QCOMPARE(nothing.status, 0);
    QVERIFY(nothing.output.isEmpty());
}

void TestCliVerbs::searchesFromTheNewestBack()
{
    QStringList words;
    for (int i = 1; i <= 5; ++i) {
        words.append(u"tea %1"_s.arg(i));
    }
    bobSays(words);
    QTRY_COMPARE(runCli(url(), { u"search"_s, u"tea"_s }).lines().size(), 5);
    const QStringList lines = runCli(url(), { u"search"_s, u"-n"_s, u"2"_s, u"tea"_s }).lines();
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines.constFirst().endsWith(u"tea 4"_s));
    QVERIFY(lines.constLast().endsWith(u"tea 5"_s));
}

void TestCliVerbs::aBadSearchIsRefused()
{
    const CliEnding ending = runCli(url(), { u"search"_s, u"has:wings"_s });
    QCOMPARE(ending.status, 2);
    QVERIFY2(ending.problems.contains(u"link, code, mention"_s), qPrintable(ending.problems));
    const CliEnding room = runCli(url(), { u"search"_s, u"tea in:nowhere"_s });
    QCOMPARE(room.status, 1);
    QVERIFY(!room.problems.isEmpty());
}

void TestCliVerbs::saysWhatIsNotServed_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("what");
    QTest::newRow("notify") << QStringList { u"notify"_s, u"bob"_s, u"Tea"_s }
                            << u"notifications"_s;
    QTest::newRow("upload") << QStringList { u"upload"_s, u"a"_s, u"b.txt"_s } << u"files"_s;
}

void TestCliVerbs::saysWhatIsNotServed()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, what);
    const CliEnding ending = runCli(url(), arguments);
    QCOMPARE(ending.status, 5);
    QVERIFY2(
        ending.problems.endsWith(u"does not serve %1.\n"_s.arg(what)), qPrintable(ending.problems));
    QVERIFY(ending.output.isEmpty());
}

void TestCliVerbs::noStrangerReachesTheTerminal()
{
    const QString evil
        = u"\x1b]0;owned\a\x1b[2J\u009b31m\u202egnp.exe\u202c\rroot\b\b\u007f\u2067x\u200f\n2026 ann: yes"_s;
    bobSays({ evil });
    m_bob->send(request::Topic { RoomName::general(), evil });
    QVERIFY(m_bob->waitFor<event::Topic>([](const event::Topic&) { return true; }));
    for (const QStringList& verb :
        { QStringList { u"history"_s, u"general"_s, u"--after"_s, u"0"_s },
            QStringList { u"tail"_s, u"general"_s }, QStringList { u"rooms"_s } }) {
        const CliEnding plain = runCli(url(), verb);
        QVERIFY2(isHarmless(plain.output), plain.output.constData());
        QVERIFY(plain.output.contains("gnp.exe"));
        QVERIFY(!plain.output.contains("\n2026 ann"));
        const CliEnding json = runCli(url(), verb + QStringList { u"--json"_s });
        QVERIFY2(isHarmless(json.output), json.output.constData());
        QVERIFY(json.output.contains("\\u009b"));
    }
    // And nothing is lost where it is data.
    const auto objects = frames(runCli(url(), { u"history"_s, u"general"_s, u"--json"_s }));
    QCOMPARE(objects.constFirst().value(u"content"_s).toString(), evil);
}

void TestCliVerbs::coloursAreForTerminals()
{
    bobSays({ u"hi"_s });
    QVERIFY(!runCli(url(), { u"history"_s, u"general"_s }).output.contains('\x1b'));
    QVERIFY(runCli(url(), { u"history"_s, u"general"_s, u"--color"_s, u"always"_s })
                .output.contains("\x1b["));
}

void TestCliVerbs::saysThatTheOutputIsFull()
{
    if (!QFile::exists(u"/dev/full"_s)) {
        QSKIP("there is no /dev/full here");
    }
    QProcess shell;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LANDLINE_CLI"_s, cliPath());
    shell.setProcessEnvironment(environment);
    shell.start(u"sh"_s, { u"-c"_s, u"\"$LANDLINE_CLI\" --help >/dev/full"_s });
    QVERIFY(waitUntil([&] { return shell.state() == QProcess::NotRunning; }));
    QCOMPARE(shell.exitCode(), 1);
    QVERIFY(shell.readAllStandardError().startsWith("landline-cli: The standard output cannot"));
}

QTEST_GUILESS_MAIN(TestCliVerbs)
#include "tst_cliverbs.moc"
