// SPDX-License-Identifier: GPL-3.0-or-later
//
// landline-cli send: everything is said, in its order, and once, whatever happens on the way.
#include "tests/app/cliprogram.h"
#include "tests/support/embeddedserver.h"
#include "tests/support/faultproxy.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::support;
using namespace landline::tests;

namespace {

QByteArray numbered(const QByteArray& what, int lines)
{
    QByteArray text;
    for (int i = 1; i <= lines; ++i) {
        text += what + ' ' + QByteArray::number(i) + '\n';
    }
    return text;
}

} // namespace

class TestCliSend final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysItsWords();
    void printsTheReceipt();
    void saysItsInputAsOneMessage();
    void saysALargeInputAsFewMessages();
    void fencesCode();
    void saysTheInputWhileItComes();
    void keepsToTheRateLimit();
    void comesThroughBreaksExactlyOnce();
    void comesThroughARestartExactlyOnce();
    void anIdMakesItHarmlessToRunAgain();
    void emptyInputIsNothingToSay();
    void saysHowFarItCame();

private:
    void startServer(const EmbeddedServer::Adjust& adjust = {});
    QUrl url() const { return m_server->url(); }
    /// What was said in the room, in its order.
    QStringList contents(const QString& room = u"build"_s) const;

    std::unique_ptr<EmbeddedServer> m_server;
};

void TestCliSend::startServer(const EmbeddedServer::Adjust& adjust)
{
    m_server = std::make_unique<EmbeddedServer>(adjust);
    QVERIFY(m_server->start());
}

QStringList TestCliSend::contents(const QString& room) const
{
    const CliEnding ending
        = runCli(url(), { u"history"_s, room, u"-n"_s, u"10000"_s, u"--json"_s });
    QStringList result;
    for (const QString& line : ending.lines()) {
        const auto frame = QJsonDocument::fromJson(line.toUtf8()).object();
        result.append(frame.value(u"content"_s).toString());
    }
    return result;
}

void TestCliSend::saysItsWords()
{
    startServer();
    const CliEnding ending = runCli(url(), { u"send"_s, u"build"_s, u"it"_s, u"works"_s, u"👍"_s });
    QCOMPARE(ending.status, 0);
    QVERIFY(ending.output.isEmpty() && ending.problems.isEmpty());
    QCOMPARE(contents(), QStringList { u"it works 👍"_s });
}

void TestCliSend::printsTheReceipt()
{
    startServer();
    const CliEnding ending = runCli(url(), { u"send"_s, u"build"_s, u"hi"_s, u"--json"_s });
    const auto receipt = QJsonDocument::fromJson(ending.output).object();
    QCOMPARE(receipt.value(u"type"_s).toString(), u"text"_s);
    QCOMPARE(receipt.value(u"seq"_s).toInt(), 1);
    QCOMPARE(receipt.value(u"username"_s).toString(), u"ann"_s);
}

void TestCliSend::saysItsInputAsOneMessage()
{
    startServer();
    QCOMPARE(
        runCli(url(), { u"send"_s, u"build"_s }, "one\n\x1b[31mtwo\x1b[0m\r\nthree").status, 0);
    QCOMPARE(contents(), QStringList { u"one\ntwo\nthree"_s });
}

void TestCliSend::saysALargeInputAsFewMessages()
{
    startServer();
    const QByteArray log = numbered("a line of a build log with some words in it", 5000);
    QCOMPARE(runCli(url(), { u"send"_s, u"build"_s }, log).status, 0);
    const QStringList messages = contents();
    QCOMPARE(messages.join(u'\n').toUtf8() + '\n', log);
    QVERIFY2(
        messages.size() <= 2 * log.size() / 16384, qPrintable(QString::number(messages.size())));
}

void TestCliSend::fencesCode()
{
    startServer();
    QCOMPARE(runCli(url(), { u"send"_s, u"build"_s, u"--code"_s }, "*a*\n``` \nb\n").status, 0);
    QCOMPARE(contents(), QStringList { u"````\n*a*\n``` \nb\n````"_s });
}

void TestCliSend::saysTheInputWhileItComes()
{
    startServer();
    CliProgram program(url(), u"ann"_s);
    program.start({ u"send"_s, u"build"_s, u"--json"_s });
    program.write("first\nhalf");
    QVERIFY(program.waitFor("\"first\"")); // although the input has not ended
    program.write(" a line\n");
    QVERIFY(program.waitFor("\"half a line\""));
    program.write("last");
    program.endInput();
    QCOMPARE(program.end().status, 0);
    QCOMPARE(contents(), (QStringList { u"first"_s, u"half a line"_s, u"last"_s }));
}

void TestCliSend::keepsToTheRateLimit()
{
    startServer([](server::ServerConfig& config) {
        config.rateLimited = true;
        config.rate = 40;
        config.burst = 5;
    });
    // Both have the one allowance of their user, of which neither knows what the other takes: they are refused, told to
    // wait, and go on.
    CliProgram one(url(), u"ann"_s);
    CliProgram other(url(), u"ann"_s);
    for (const auto& [program, what] : { std::pair(&one, "one"), std::pair(&other, "other") }) {
        program->start({ u"send"_s, u"build"_s, u"--lines"_s });
        program->write(numbered(what, 40));
        program->endInput();
    }
    const CliEnding first = one.end();
    QVERIFY2(first.status == 0, qPrintable(first.problems));
    QCOMPARE(other.end().status, 0);
    const QStringList messages = contents();
    QCOMPARE(messages.size(), 80);
    QCOMPARE(messages.filter(u"one"_s).join(u'\n').toUtf8() + '\n', numbered("one", 40));
    QCOMPARE(messages.filter(u"other"_s).join(u'\n').toUtf8() + '\n', numbered("other", 40));
}

void TestCliSend::comesThroughBreaksExactlyOnce()
{
    startServer();
    FaultProxy proxy(u"127.0.0.1"_s, m_server->port());
    CliProgram program(QUrl(u"ws://127.0.0.1:%1"_s.arg(proxy.port())), u"ann"_s);
    program.start({ u"send"_s, u"build"_s, u"--lines"_s, u"--json"_s });
    program.write(numbered("line", 150));
    program.endInput();
    for (const char* reached : { "\"line 20\"", "\"line 60\"", "\"line 100\"" }) {
        QVERIFY(program.waitFor(reached));
        proxy.cut();
    }
    const CliEnding ending = program.end();
    QVERIFY2(ending.status == 0, qPrintable(ending.problems));
    QCOMPARE(contents().join(u'\n').toUtf8() + '\n', numbered("line", 150));
    QCOMPARE(ending.lines().size(), 150);
}

void TestCliSend::comesThroughARestartExactlyOnce()
{
    startServer();
    CliProgram program(url(), u"ann"_s);
    program.start({ u"send"_s, u"build"_s, u"--lines"_s, u"--json"_s });
    program.write(numbered("line", 60));
    QVERIFY(program.waitFor("\"line 20\""));
    m_server->kill();
    QVERIFY(m_server->start());
    program.endInput();
    const CliEnding ending = program.end();
    QVERIFY2(ending.status == 0, qPrintable(ending.problems));
    QCOMPARE(contents().join(u'\n').toUtf8() + '\n', numbered("line", 60));
}

void TestCliSend::anIdMakesItHarmlessToRunAgain()
{
    startServer();
    for (int i = 0; i < 2; ++i) {
        const CliEnding ending = runCli(url(),
            { u"send"_s, u"build"_s, u"--lines"_s, u"--id"_s, u"job-7"_s }, numbered("line", 5));
        QCOMPARE(ending.status, 0);
    }
    QCOMPARE(contents().join(u'\n').toUtf8() + '\n', numbered("line", 5));
}

void TestCliSend::emptyInputIsNothingToSay()
{
    startServer();
    QCOMPARE(runCli(url(), { u"send"_s, u"build"_s }, "\n \n").status, 0);
    const CliEnding blank = runCli(url(), { u"send"_s, u"build"_s, u" "_s });
    QCOMPARE(blank.status, 1);
    QCOMPARE(contents(), QStringList());
}

void TestCliSend::saysHowFarItCame()
{
    startServer();
    CliProgram program(url(), u"ann"_s);
    program.start({ u"send"_s, u"build"_s, u"--lines"_s, u"--json"_s, u"--wait"_s, u"0"_s });
    program.write("one\ntwo\n");
    QVERIFY(program.waitFor("\"two\""));
    m_server->kill();
    program.write("three\n");
    const CliEnding ending = program.end();
    QCOMPARE(ending.status, 3);
    QVERIFY2(ending.problems.contains(u"2 messages were stored"_s), qPrintable(ending.problems));
}

QTEST_GUILESS_MAIN(TestCliSend)
#include "tst_clisend.moc"
