// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/chatcommand.h"
#include "app/cli/completer.h"
#include "app/cli/entrylines.h"
#include "app/cli/latencies.h"
#include "app/cli/statusline.h"
#include "app/cli/tables.h"
#include "app/cli/terminaltext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline;
using namespace landline::cli;

namespace {

UserName user(const char* name)
{
    return UserName::fromString(QString::fromUtf8(name)).value();
}

event::Text text(qint64 seq, const char* author, const QString& content)
{
    event::Text said;
    said.room = RoomName::general();
    said.seq = { seq };
    said.username = user(author);
    said.content = content;
    said.timestamp = { std::chrono::milliseconds(1'795'214'551'123) };
    return said;
}

constexpr QLatin1StringView moment = "2026-11-20 22:42:31 "_L1;

} // namespace

/// What stands in a line of landline-cli.
class TestCliLines final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMessageIsALine();
    void noLineCanBeForged();
    void colouredOnlyWhereWanted();
    void coloursAreWanted_data();
    void coloursAreWanted();
    void aLogIsReadOutLoud();
    void theStatusTellsWhatMattersMost();
    void theStatusFitsAnyTerminal();
    void linesAreCommandsOrWords_data();
    void linesAreCommandsOrWords();
    void wordsAreCompleted_data();
    void wordsAreCompleted();
    void roomsAreATable();
    void latenciesAreCounted();
};

void TestCliLines::aMessageIsALine()
{
    EntryLines lines({}, {});
    QCOMPARE(lines.read(event::Persistent(text(1, "ann", u"hi"_s))), moment + u"ann: hi"_s);
    auto reply = text(2, "bob", u"hello"_s);
    reply.replyTo = Seq { 1 };
    reply.guest = true;
    QCOMPARE(lines.read(event::Persistent(reply)), moment + u"bob (guest) to ann: hello"_s);
    auto edited = text(3, "bob", u"better"_s);
    edited.edited = edited.timestamp;
    QCOMPARE(lines.read(event::Persistent(edited)), moment + u"bob: better (edited)"_s);
    QCOMPARE(lines.read(event::Persistent(text(4, "bob", {}))), moment + u"bob: (deleted)"_s);
    EntryLines ofMany({}, u"dev"_s);
    QCOMPARE(ofMany.read(event::Persistent(text(1, "ann", u"hi"_s))), moment + u"dev ann: hi"_s);
}

void TestCliLines::noLineCanBeForged()
{
    EntryLines lines({}, {});
    const auto line = lines.read(event::Persistent(
        text(1, "eve", u"hi\n2026-11-20 22:42:32 ann: I quit\r\n\u2028x\x1b[A"_s)));
    QVERIFY(line);
    QStringList rows = line->split(u'\n');
    rows.removeFirst();
    QCOMPARE(rows.size(), 3);
    for (const QString& row : rows) {
        QVERIFY(row.startsWith(u"    "_s));
    }
    QVERIFY(!line->contains(u'\x1b'));
    // What is no message is on one line, whatever it bears.
    event::Topic topic { RoomName::general(), { 2 }, {}, user("eve"), u"a\nb\x1b[2J"_s, {} };
    QVERIFY(
        lines.read(event::Persistent(topic))->endsWith(u"-- eve set the topic: a b\u241b[2J"_s));
}

void TestCliLines::colouredOnlyWhereWanted()
{
    EntryLines plain({ Style(false), TimeForm::Whole }, {});
    EntryLines coloured({ Style(true), TimeForm::Whole }, {});
    const event::Persistent said(text(1, "ann", u"hi"_s));
    QVERIFY(!plain.read(said)->contains(u'\x1b'));
    QVERIFY(coloured.read(said)->contains(u"\x1b["_s));
    QVERIFY(coloured.read(said)->endsWith(u": hi"_s));
    QCOMPARE(Style(true).person(u"ann"_s), Style(true).person(u"ann"_s));
}

void TestCliLines::coloursAreWanted_data()
{
    QTest::addColumn<ColourChoice>("choice");
    QTest::addColumn<bool>("isTerminal");
    QTest::addColumn<QByteArray>("terminal");
    QTest::addColumn<QByteArray>("noColour");
    QTest::addColumn<bool>("wanted");
    QTest::newRow("a terminal") << ColourChoice::Auto << true << QByteArray("xterm") << QByteArray()
                                << true;
    QTest::newRow("a pipe") << ColourChoice::Auto << false << QByteArray("xterm") << QByteArray()
                            << false;
    QTest::newRow("NO_COLOR") << ColourChoice::Auto << true << QByteArray("xterm")
                              << QByteArray("1") << false;
    QTest::newRow("a dumb terminal")
        << ColourChoice::Auto << true << QByteArray("dumb") << QByteArray() << false;
    QTest::newRow("always") << ColourChoice::Always << false << QByteArray("dumb")
                            << QByteArray("1") << true;
    QTest::newRow("never") << ColourChoice::Never << true << QByteArray("xterm") << QByteArray()
                           << false;
}

void TestCliLines::coloursAreWanted()
{
    QFETCH(ColourChoice, choice);
    QFETCH(bool, isTerminal);
    QFETCH(QByteArray, terminal);
    QFETCH(QByteArray, noColour);
    QFETCH(bool, wanted);
    qputenv("TERM", terminal);
    qputenv("NO_COLOR", noColour);
    QCOMPARE(wantsColour(choice, isTerminal), wanted);
}

void TestCliLines::aLogIsReadOutLoud()
{
    EntryLines lines({}, {});
    const auto read = [&lines](const event::Persistent& entry) {
        return lines.read(entry).value_or(u"nothing"_s).mid(moment.size());
    };
    const Timestamp at = text(1, "ann", {}).timestamp;
    const RoomName room = RoomName::general();
    (void)read(text(1, "ann", u"tea at four"_s));
    const auto emoji = Emoji::fromString(u"👍"_s).value();
    QCOMPARE(read(event::React { room, { 2 }, {}, user("bob"), { 1 }, emoji, true, at }),
        u"-- bob reacted with 👍 to \"ann: tea at four\""_s);
    QCOMPARE(read(event::Edit { room, { 3 }, {}, user("ann"), { 1 }, u"tea at five"_s, at }),
        u"-- ann edited \"ann: tea at four\" to read: tea at five"_s);
    QCOMPARE(read(event::Pin { room, { 4 }, {}, user("bob"), { 1 }, true, at }),
        u"-- bob pinned \"ann: tea at five\""_s);
    QCOMPARE(read(event::Delete { room, { 5 }, {}, user("ann"), { 1 }, at }),
        u"-- ann deleted message 1"_s);
    QCOMPARE(read(event::Pin { room, { 6 }, {}, user("bob"), { 1 }, false, at }),
        u"-- bob unpinned \"message 1\""_s);
    QCOMPARE(
        read(event::Topic { room, { 7 }, {}, user("ann"), {}, at }), u"-- ann removed the topic"_s);
    QVERIFY(!lines.read(event::Persistent(event::Unknown { room, { 8 }, at })));
}

void TestCliLines::theStatusTellsWhatMattersMost()
{
    StatusFacts facts;
    facts.connection.state = client::SessionState::Live;
    facts.here = 3;
    QCOMPARE(statusLine(facts, 60), u"── 3 here ──"_s);
    facts.typing = { user("bob"), user("cat") };
    facts.news = { { u"kitchen"_s, 2, 0 }, { u"dev %1"_s, 5, 1 } };
    facts.waiting = 1;
    QCOMPARE(statusLine(facts, 100),
        u"── bob and cat are typing ── 1 to send ── kitchen +2 ── dev %1 +5! ── 3 here ──"_s);
    facts.connection.state = client::SessionState::WaitingToRetry;
    facts.untilNext = 4s;
    QCOMPARE(statusLine(facts, 38), u"── no connection, next try in 4 s ──"_s);
}

void TestCliLines::theStatusFitsAnyTerminal()
{
    StatusFacts facts;
    facts.connection.state = client::SessionState::Connecting;
    facts.typing = { user("日本語の名前"), user("bob") };
    facts.news = { { u"a room with a long name"_s, 200, 3 } };
    facts.here = 100;
    for (int columns = 0; columns < 120; ++columns) {
        QVERIFY(columnsOf(QStringView(statusLine(facts, columns))) <= columns);
    }
}

void TestCliLines::linesAreCommandsOrWords_data()
{
    using Kind = ChatCommand::Kind;
    QTest::addColumn<QString>("line");
    QTest::addColumn<ChatCommand>("command");
    const auto row = [](const QString& line, Kind kind, const QString& argument) {
        QTest::newRow(qPrintable(line)) << line << ChatCommand { kind, argument };
    };
    row({}, Kind::Nothing, {});
    row(u"   "_s, Kind::Nothing, {});
    row(u"hi all"_s, Kind::Say, u"hi all"_s);
    row(u" hi"_s, Kind::Say, u" hi"_s);
    row(u"//etc"_s, Kind::Say, u"/etc"_s);
    row(u"/join the kitchen "_s, Kind::Join, u"the kitchen"_s);
    row(u"/rooms"_s, Kind::Rooms, {});
    row(u"/room dev"_s, Kind::Room, u"dev"_s);
    row(u"/topic"_s, Kind::Topic, {});
    row(u"/reply bob yes, do"_s, Kind::Reply, u"bob yes, do"_s);
    row(u"/nonsense now"_s, Kind::Unknown, u"/nonsense"_s);
}

void TestCliLines::linesAreCommandsOrWords()
{
    QFETCH(QString, line);
    QFETCH(ChatCommand, command);
    QCOMPARE(readChatCommand(line), command);
}

void TestCliLines::wordsAreCompleted_data()
{
    QTest::addColumn<QString>("beginning");
    QTest::addColumn<QStringList>("lines");
    QTest::newRow("a command") << u"/jo"_s << QStringList { u"/join"_s };
    QTest::newRow("some commands") << u"/roo"_s << QStringList { u"/room"_s, u"/rooms"_s };
    QTest::newRow("a room to join") << u"/join k"_s << QStringList { u"/join kitchen"_s };
    QTest::newRow("a room to go to") << u"/room D"_s << QStringList { u"/room dev"_s };
    QTest::newRow("somebody to answer") << u"/reply an"_s << QStringList { u"/reply Anna Maria"_s };
    QTest::newRow("a mention") << u"yes @b"_s << QStringList { u"yes @bob"_s };
    QTest::newRow("a mention with a blank") << u"@anna m"_s << QStringList { u"@Anna Maria"_s };
    QTest::newRow("everybody") << u"@ro"_s << QStringList { u"@room"_s };
    QTest::newRow("no mention") << u"me@b"_s << QStringList();
    QTest::newRow("words") << u"kit"_s << QStringList();
    QTest::newRow("what is no command") << u"//jo"_s << QStringList();
    QTest::newRow("nothing") << QString() << QStringList();
}

void TestCliLines::wordsAreCompleted()
{
    QFETCH(QString, beginning);
    QFETCH(QStringList, lines);
    const Candidates candidates { { u"general"_s, u"dev"_s }, { u"kitchen"_s },
        { u"Anna Maria"_s, u"bob"_s } };
    const Completion completion = complete(beginning, candidates);
    QCOMPARE(completion.lines, lines);
    QCOMPARE(completion.shown.size(), lines.size());
}

void TestCliLines::roomsAreATable()
{
    event::RoomInfo general;
    general.room = RoomName::general();
    general.members = 3;
    general.unread = 2;
    general.joined = true;
    general.topic = u"tea\x1b[2J"_s;
    event::RoomInfo dev;
    dev.room = RoomName::fromString(u"dev"_s).value();
    dev.members = 1;
    dev.isPrivate = true;
    QCOMPARE(roomTable({ general, dev }, Style(false)),
        u"* general  3 members, 2 unread  tea\u241b[2J\n"
        "  dev      1 member, private"_s);
    QCOMPARE(memberList({ { user("ann"), event::Presence::Offline },
                            { user("bob"), event::Presence::Online } },
                 Style(false)),
        u"bob\nann (away)"_s);
}

void TestCliLines::latenciesAreCounted()
{
    Latencies latencies;
    QCOMPARE(latencies.toLine(64), u"0 echoes of 64 bytes"_s);
    QCOMPARE(latencies.toJson(64), QByteArray(R"({"bytes":64,"count":0,"type":"echo"})"));
    for (int i = 200; i > 0; --i) {
        latencies.add(std::chrono::microseconds(i));
    }
    QCOMPARE(latencies.percentile(0), 1us);
    QCOMPARE(latencies.percentile(50), 100us);
    QCOMPARE(latencies.percentile(99), 198us);
    QCOMPARE(latencies.percentile(100), 200us);
    QCOMPARE(latencies.toLine(64),
        u"200 echoes of 64 bytes: min 0.001 ms, median 0.100 ms, p99 0.198 ms, max 0.200 ms"_s);
    QCOMPARE(latencies.toJson(64),
        QByteArray(
            R"({"bytes":64,"count":200,"max":0.2,"median":0.1,"min":0.001,"p99":0.198,"type":"echo"})"));
}

QTEST_GUILESS_MAIN(TestCliLines)
#include "tst_clilines.moc"
