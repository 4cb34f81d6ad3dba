// SPDX-License-Identifier: GPL-3.0-or-later
//
// The proof that the scenarios of TRAPS.md can fail: each on a hub that leaves its connections to Qt, where it must
// fail at the steps, and for the reasons, of its trap, and at no other. That they pass on Landline is tst_scenarios.
#include "tests/support/scenario.h"
#include "tests/support/serverprogram.h"

#include <QRegularExpression>
#include <QTest>
#include <QWebSocket>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline::support;

class TestTraps final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTrapIsPlayed();
    void aNaiveHubFallsIntoIt_data();
    void aNaiveHubFallsIntoIt();
};

namespace {

/// For what the hub never says, which is a third of the failures. What it should say has all of support::patience.
constexpr auto patienceWithTheHub = 1s;

void callByQWebSocket(const QUrl& url, QObject* parent, const std::function<void()>& ended)
{
    auto* socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, parent);
    QObject::connect(socket, &QWebSocket::disconnected, parent, ended);
    QObject::connect(
        socket, QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), parent, ended);
    socket->open(url);
}

QStringList failuresIn(const QString& steps)
{
    QStringList failures;
    for (const QString& line : steps.split(u'\n')) {
        if (line.startsWith(u"  FAILED  "))
            failures.append(line.mid(10));
    }
    return failures;
}

} // namespace

void TestTraps::everyTrapIsPlayed()
{
    QStringList scenarios;
    for (const Scenario& scenario : trapScenarios())
        scenarios.append(scenario.name);
    QCOMPARE(scenarios.size(), 14);
    for (int line = 1; line <= scenarios.size(); ++line) {
        const QString start = u"trap-%1-"_s.arg(line, 2, 10, QChar(u'0'));
        QVERIFY2(scenarios[line - 1].startsWith(start), qPrintable(scenarios[line - 1]));
    }
}

void TestTraps::aNaiveHubFallsIntoIt_data()
{
    QTest::addColumn<QStringList>("options"); // of the hub
    // Each is a regular expression for one of the failed steps, in order. After a question mark: for one that may fail.
    QTest::addColumn<QStringList>("failures");
    const auto row = [](const char* line, const QStringList& options, const QStringList& failures) {
        QTest::newRow(line) << options << failures;
    };
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    row("01", {}, { u"not answered in advance: \\d{6} pongs were kept"_s });
#else
    row("01", {},
        { u"it costs no memory: the server's memory grew by \\d\\d MiB"_s,
            u"not answered in advance: \\d{6} pongs were kept"_s });
#endif
    row("02", {}, QStringList(6, u"cut after \\d bytes .*: the answer is a close with 1007$"_s));
    row("03", {},
        { u"an unmasked text .*: the answer is opcode 1 .*, not a close with 1002$"_s,
            u"an unmasked ping: the answer is opcode 10 .*, not a close with 1002$"_s,
            u"after a good one: the answer is opcode 2 .*, not a close with 1002$"_s });
    row("04", {},
        { u"a text of 1 MiB .*: the answer is opcode 1 .*, not a close with 1009$"_s,
            u"as its bytes are.*: the answer is opcode 1 with 80000 bytes"_s,
            u"1 GiB .*: (the server's memory grew by \\d\\d MiB|closed with 0, not 1009)$"_s });
    // What remains where its limits are set: units of UTF-16. Its closes are right, and lost at times: that is line 14.
    row("04 limited", { u"--limit"_s, u"65536"_s },
        { u"?a text of 1 MiB .*: the connection ended without a close, not 1009$"_s,
            u"as its bytes are.*: the answer is opcode 1 with 80000 bytes"_s,
            u"?1 GiB .*: closed with 1006, not 1009$"_s });
    row("05", {},
        { u"goodbye .*: its connection is kept without end$"_s,
            u"cut off.*: (the server's memory grew by \\d\\d MiB|it was never cut off)$"_s });
    row("06", {},
        { u"half a frame .*: in two parts it is kept without end$"_s,
            u"never ends .*: 1 MiB of it is held open$"_s });
    row("07", { u"--front-door"_s, u"200"_s },
        { u"half a request is given up: it is waited for without end$"_s,
            u"not HTTP: 400: the connection ended without an answer$"_s,
            u"without an upgrade: 426: the connection ended without an answer$"_s,
            u"without a key: 400: the connection ended without an answer$"_s,
            u"a head of 64 KiB, and no end of it: 431: no answer came$"_s });
    row("08", {},
        { u"a strange Origin: 403: the answer is 101$"_s,
            u"the Origin null: 403: the answer is 101$"_s,
            u"a strange Host: 403: the answer is 101$"_s,
            u"close 1012 .*: the answer is a close with 1002"_s,
            u"close 1013 .*: the answer is a close with 1002"_s,
            u"close 1014 .*: the answer is a close with 1002"_s });
    row("09", {},
        { u"the second of two texts is held back until the first is acknowledged$"_s,
            u"asked whether it lives: it is never asked$"_s });
    row("10 together", { u"--descriptors"_s, u"40"_s },
        { u"many come at once.*: some have no answer$"_s,
            u"when they have left.*: nobody is accepted any more$"_s,
            u"who is too many .*: there is no answer$"_s,
            u"?while waiting: the server is busy with nothing$"_s,
            u"when those have left.*: nobody is accepted any more$"_s });
    // While it spins the others wait, on a busy machine for longer than is waited for them here.
    row("10 singly", { u"--descriptors"_s, u"60"_s },
        { u"who is too many .*: there is no answer$"_s,
            u"while waiting: the server is busy with nothing$"_s,
            u"?those inside go on: one has no echo$"_s,
            u"?when those have left.*: nobody is accepted any more$"_s });
    row("11", { u"--admit-later"_s }, { u"\\d+ of 200 were dropped$"_s });
    row("12", { u"--lag"_s, u"524288"_s },
        { u"each of the others .*: bob-\\S* was told word \\d+ where \\d+ was due$"_s });
    row("13", {},
        { u"says nothing .*: the client waits without end$"_s,
            u"refuses and stays .*: the client has failed, and stays connected$"_s });
    row("14", {},
        { u"to a goodbye: the answers from the \\d+th of 64 on are lost$"_s,
            u"bad frame brings: the answers from the \\d+th of 64 on are lost$"_s });
}

void TestTraps::aNaiveHubFallsIntoIt()
{
    QFETCH(QStringList, options);
    QFETCH(QStringList, failures);
    const int line = QByteArray(QTest::currentDataTag()).left(2).toInt();
    ServerProgram hub({ qEnvironmentVariable("LANDLINE_NAIVE_HUB"), options,
        { { u"QT_LOGGING_RULES"_s, u"qt.*=false"_s } }, {} });
    QVERIFY2(hub.start(), qPrintable(hub.problem()));
    Subject subject { hub.url() };
    subject.processId = hub.processId();
    subject.patience = patienceWithTheHub;
    subject.call = callByQWebSocket;
    QString steps;
    QTextStream out(&steps);
    playOn(trapScenarios().at(line - 1), subject, out);
    QStringList found = failuresIn(steps);
    for (const QString& failure : failures) {
        const bool isSure = !failure.startsWith(u'?');
        const QRegularExpression reason(isSure ? failure : failure.sliced(1));
        QVERIFY(reason.isValid());
        const bool isThere = !found.isEmpty() && found.first().contains(reason);
        QVERIFY2(
            isThere || !isSure, qPrintable(failure + u" is not what comes next in\n"_s + steps));
        if (isThere)
            found.removeFirst();
    }
    QVERIFY2(found.isEmpty(), qPrintable(steps));
}

QTEST_GUILESS_MAIN(TestTraps)
#include "tst_traps.moc"
