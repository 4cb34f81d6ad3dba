// SPDX-License-Identifier: GPL-3.0-or-later
//
// landline-harness as its users meet it: arguments, lines and exit status.
#include "tests/support/embeddedserver.h"
#include "tests/support/waiting.h"

#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline::support;

class TestHarnessProgram final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wrongArgumentsAreRefused_data();
    void wrongArgumentsAreRefused();
    void itListsItsScenarios();
    void itEndsWithTheCount();
    void itPlaysOnAServerThatRunsAgainAndAgain();
    void itNamesWhatItSkips();
};

namespace {

struct Ending {
    int status = -1;
    QString output;
    QString problems;

    QString lastLine() const { return output.trimmed().split(u'\n').last(); }
};

Ending run(const QStringList& arguments)
{
    QProcess harness;
    harness.start(qEnvironmentVariable("LANDLINE_HARNESS"), arguments);
    // The event loop runs meanwhile: a server of this test may be what it plays on.
    waitUntil([&] { return harness.state() == QProcess::NotRunning; });
    return { harness.exitStatus() == QProcess::NormalExit ? harness.exitCode() : -1,
        QString::fromUtf8(harness.readAllStandardOutput()),
        QString::fromUtf8(harness.readAllStandardError()) };
}

} // namespace

void TestHarnessProgram::wrongArgumentsAreRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("an unknown option") << QStringList { u"--nonsense"_s };
    QTest::newRow("an argument") << QStringList { u"nonsense"_s };
    QTest::newRow("an unknown scenario") << QStringList { u"--scenario"_s, u"nonsense"_s };
    QTest::newRow("no address") << QStringList { u"--server"_s, u"nonsense"_s };
    QTest::newRow("an address of another kind")
        << QStringList { u"--server"_s, u"ftp://127.0.0.1"_s };
    QTest::newRow("nobody there") << QStringList { u"--server"_s, u"ws://127.0.0.1:1"_s };
}

void TestHarnessProgram::wrongArgumentsAreRefused()
{
    QFETCH(QStringList, arguments);
    const Ending ending = run(arguments);
    QCOMPARE(ending.status, 2);
    QVERIFY(ending.problems.startsWith(u"landline-harness: "_s));
}

void TestHarnessProgram::itListsItsScenarios()
{
    const Ending ending = run({ u"--list"_s });
    QCOMPARE(ending.status, 0);
    QVERIFY(ending.output.startsWith(u"two-users-talk "_s));
    QVERIFY(ending.output.contains(u"\ncut-and-resume "_s));
}

void TestHarnessProgram::itEndsWithTheCount()
{
    const Ending ending
        = run({ u"--scenario"_s, u"two-users-talk"_s, u"--scenario"_s, u"typing-expires"_s });
    QCOMPARE(ending.status, 0);
    QCOMPARE(ending.lastLine(), u"2 passed, 0 failed"_s);
    QVERIFY(ending.output.contains(u"  ok  ann and bob enter a room"_s));
}

void TestHarnessProgram::itPlaysOnAServerThatRunsAgainAndAgain()
{
    // With the usual limits, as a server that people use has them.
    EmbeddedServer server(
        [](landline::server::ServerConfig& config) { config.rateLimited = true; });
    QVERIFY(server.start());
    for (int i = 0; i < 2; ++i) {
        const Ending ending = run({ u"--server"_s, server.url(QString()).toString(),
            u"--scenario"_s, u"two-users-talk"_s, u"--scenario"_s, u"same-id-twice"_s });
        QVERIFY2(ending.status == 0, qPrintable(ending.output));
        QCOMPARE(ending.lastLine(), u"2 passed, 0 failed"_s);
    }
}

void TestHarnessProgram::itNamesWhatItSkips()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    const Ending ending = run({ u"--server"_s, server.url(QString()).toString(), u"--scenario"_s,
        u"kill-and-restart"_s });
    QCOMPARE(ending.status, 0);
    QVERIFY(ending.output.contains(u"skipped kill-and-restart"_s));
    QCOMPARE(ending.lastLine(), u"0 passed, 0 failed"_s);
}

QTEST_GUILESS_MAIN(TestHarnessProgram)
#include "tst_harnessprogram.moc"
