// SPDX-License-Identifier: GPL-3.0-or-later
//
// landline-cli history and tail: what was said, and what is said from then on.
#include "tests/app/clifixture.h"
#include "tests/support/faultproxy.h"
#include "tests/support/waiting.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTest>

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

} // namespace

class TestCliReading final : public CliFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { prepare(); }
    void cleanup() { tidyUp(); }
    void readsHistoryInPages();
    void readsTheLog();
    void readingMakesNoRoom();
    void showsTheNewest();
    void followsAcrossBreaksAndRestarts();
    void followsManyRooms();
    void endsWhenNobodyReads();
};

void TestCliReading::readsHistoryInPages()
{
    QStringList words;
    for (int i = 1; i <= 450; ++i) {
        words.append(u"message %1"_s.arg(i));
    }
    bobSays(words);
    QStringList lines = runCli(url(), { u"history"_s, u"general"_s, u"-n"_s, u"420"_s }).lines();
    QCOMPARE(lines.size(), 420);
    QVERIFY(lines.constFirst().endsWith(u" bob: message 31"_s));
    QVERIFY(lines.constLast().endsWith(u" bob: message 450"_s));
    QCOMPARE(runCli(url(), { u"history"_s, u"general"_s }).lines().size(), 50);
    lines = runCli(url(), { u"history"_s, u"general"_s, u"--before"_s, u"11"_s }).lines();
    QCOMPARE(lines.size(), 10);
    QVERIFY(lines.constLast().endsWith(u" bob: message 10"_s));
    const auto objects
        = frames(runCli(url(), { u"history"_s, u"general"_s, u"-n"_s, u"1000"_s, u"--json"_s }));
    QCOMPARE(objects.size(), 450);
    QCOMPARE(objects.constLast().value(u"content"_s).toString(), u"message 450"_s);
    QCOMPARE(objects.constLast().value(u"seq"_s).toInt(), 450);
}

void TestCliReading::readsTheLog()
{
    bobSays({ u"tea at four"_s });
    m_bob->send(request::Edit { RoomName::general(), { 1 }, u"tea at five"_s });
    QVERIFY(m_bob->waitFor<event::Edit>([](const event::Edit&) { return true; }));
    const QStringList now = runCli(url(), { u"history"_s, u"general"_s }).lines();
    QCOMPARE(now.size(), 1);
    QVERIFY(now.constFirst().endsWith(u"bob: tea at five (edited)"_s));
    const QStringList log
        = runCli(url(), { u"history"_s, u"general"_s, u"--after"_s, u"0"_s }).lines();
    QCOMPARE(log.size(), 2);
    QVERIFY(log.constLast().endsWith(u"bob edited \"bob: tea at four\" to read: tea at five"_s));
    const auto objects
        = frames(runCli(url(), { u"history"_s, u"general"_s, u"--after"_s, u"1"_s, u"--json"_s }));
    QCOMPARE(objects.size(), 1);
    QCOMPARE(objects.constFirst().value(u"type"_s).toString(), u"edit"_s);
}

void TestCliReading::readingMakesNoRoom()
{
    for (const QString& verb : { u"history"_s, u"tail"_s, u"who"_s }) {
        const CliEnding ending = runCli(url(), { verb, u"nowhere"_s });
        QCOMPARE(ending.status, 1);
        QVERIFY(ending.problems.contains(u"no room named \"nowhere\""_s));
    }
    QVERIFY(runCli(url(), { u"rooms"_s }).output.isEmpty());
}

void TestCliReading::showsTheNewest()
{
    bobSays({ u"one"_s, u"two"_s, u"three"_s });
    const CliEnding ending = runCli(url(), { u"tail"_s, u"-n"_s, u"2"_s, u"general"_s });
    QCOMPARE(ending.status, 0);
    QCOMPARE(ending.lines().size(), 2);
    QVERIFY(ending.lines().constFirst().endsWith(u"bob: two"_s));
    QVERIFY(runCli(url(), { u"tail"_s, u"-n"_s, u"0"_s, u"general"_s }).output.isEmpty());
}

void TestCliReading::followsAcrossBreaksAndRestarts()
{
    FaultProxy proxy(u"127.0.0.1"_s, m_server->port());
    bobSays({ u"before"_s });
    CliProgram program(QUrl(u"ws://127.0.0.1:%1"_s.arg(proxy.port())), u"ann"_s);
    program.start({ u"tail"_s, u"-f"_s, u"general"_s, u"--json"_s });
    QVERIFY(program.waitFor("\"before\""));
    bobSays({ u"live"_s });
    QVERIFY(program.waitFor("\"live\""));
    proxy.cut();
    bobSays({ u"while away"_s });
    QVERIFY(program.waitFor("\"while away\""));
    QVERIFY(m_server->restart());
    QVERIFY(m_bob->waitUntilLive());
    bobSays({ u"after the restart"_s });
    QVERIFY(program.waitFor("\"after the restart\""));
    program.terminate();
    const CliEnding ending = program.end();
    QCOMPARE(ending.status, 130);
    QStringList contents;
    for (const QJsonObject& frame : frames(ending)) {
        contents.append(frame.value(u"content"_s).toString());
    }
    QCOMPARE(contents,
        (QStringList { u"before"_s, u"live"_s, u"while away"_s, u"after the restart"_s }));
}

void TestCliReading::followsManyRooms()
{
    bobSays({ u"soup"_s }, room(u"kitchen"_s));
    bobSays({ u"bug"_s }, room(u"dev"_s));
    CliProgram program(url(), u"ann"_s);
    program.start({ u"tail"_s, u"-f"_s, u"-n"_s, u"0"_s, u"kitchen"_s, u"dev"_s });
    QVERIFY(m_bob->waitFor<event::Join>([](const event::Join& join) {
        return join.room == room(u"dev"_s) && join.username == user(u"ann"_s);
    }));
    bobSays({ u"fix"_s }, room(u"dev"_s));
    QVERIFY(program.waitFor("dev bob: fix"));
    bobSays({ u"cake"_s }, room(u"kitchen"_s));
    QVERIFY(program.waitFor("kitchen bob: cake"));
    program.terminate();
    const CliEnding ending = program.end();
    QVERIFY(!ending.output.contains("soup"));
    QVERIFY(!ending.output.contains("bug"));
}

void TestCliReading::endsWhenNobodyReads()
{
    bobSays({ u"one"_s });
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LANDLINE_CLI"_s, cliPath());
    environment.insert(u"LANDLINE_NAME"_s, u"ann"_s);
    environment.insert(u"LANDLINE_SERVER"_s, url().toString());
    QProcess shell;
    shell.setProcessEnvironment(environment);
    shell.start(u"sh"_s,
        { u"-c"_s, u"{ \"$LANDLINE_CLI\" tail -f general; echo \"$?\" >&2; } | head -n 1"_s });
    QVERIFY(waitUntil([&] { return shell.bytesAvailable() > 0; }));
    // It notices when it has something to say.
    QVERIFY(waitUntil([&] {
        if (m_bob->unacknowledged() == 0) {
            m_bob->say(RoomName::general(), u"more"_s);
        }
        return shell.state() == QProcess::NotRunning;
    }));
    QVERIFY(shell.readAllStandardOutput().endsWith("bob: one\n"));
    QCOMPARE(shell.readAllStandardError(), "141\n"); // by SIGPIPE, as others end
}

QTEST_GUILESS_MAIN(TestCliReading)
#include "tst_clireading.moc"
