// SPDX-License-Identifier: GPL-3.0-or-later
//
// landline-cli as a terminal meets it: keys, rows, signals and what strangers send.
#include "tests/app/clifixture.h"
#include "tests/support/patience.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::support;
using namespace landline::tests;

class TestCliTerminal final : public CliFixture {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { tidyUp(); }
    void completes();
    void editsALineOfManyLines();
    void remembersWhatWasEntered();
    void readlinesOtherKeysWorkToo();
    void editsAsTheInputrcSays();
    void clearsTheScreen();
    void fitsANarrowTerminal();
    void isDrawnAnewWhenTheTerminalIsResized();
    void interruptEmptiesTheLineAndThenLeaves();
    void endOfInputLeaves();
    void leavesTheTerminalAsItWas();
    void goesOnAfterAStop();
    void noStrangerReachesTheTerminal();
    void needsNoCleverTerminal();
};

void TestCliTerminal::init()
{
    prepare();
    bobSays({});
}

void TestCliTerminal::completes()
{
    const auto ann = liveChat();
    ann->type("/jo\t");
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general> /join"_s);
    ann->type("\x15/ro\t");
    QTRY_VERIFY(ann->shows(u"/room  /rooms"_s)); // to choose from, above the input
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general> /room"_s);
    QCOMPARE(ann->countOf(u" here"_s), 1);
    ann->type("\x15yes, @B\t?");
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general> yes, @bob ?"_s);
}

void TestCliTerminal::editsALineOfManyLines()
{
    const auto ann = liveChat();
    ann->type("one\x1b\rtwo\r");
    m_bob->expectText(RoomName::general(), u"one\ntwo"_s);
    QTRY_VERIFY(ann->shows(u"    two"_s));
    ann->type("\x1b[200~pasted\nlines\x1b[201~\r"); // as a terminal brackets what is pasted
    m_bob->expectText(RoomName::general(), u"pasted\nlines"_s);
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general>"_s);
    QCOMPARE(ann->countOf(u" here"_s), 1);
}

void TestCliTerminal::remembersWhatWasEntered()
{
    const auto ann = liveChat();
    ann->type("first\rsecond\r");
    QTRY_VERIFY(ann->shows(u"ann: second"_s));
    ann->type("\x1b[A\x1b[A");
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general> first"_s);
    ann->type(" again\r");
    m_bob->expectText(RoomName::general(), u"first again"_s);
    ann->type("\x1b[A\x1b[A\x1b[A");
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general> first"_s); // which was not changed
}

void TestCliTerminal::readlinesOtherKeysWorkToo()
{
    const auto ann = liveChat();
    ann->type("first\rsecond\r");
    m_bob->expectText(RoomName::general(), u"second"_s);
    ann->type("\x12"
              "fir"); // searches backwards
    QTRY_VERIFY(ann->terminal().cursorLine().contains(u"fir"_s));
    bobSays({ u"meanwhile"_s });
    QTRY_VERIFY(ann->shows(u"bob: meanwhile"_s));
    ann->type("\r");
    m_bob->expectText(RoomName::general(), u"first"_s);
    m_bob->expectText(RoomName::general(), u"first"_s);
    ann->type("third\x0f"); // accepts the line by another key than Enter
    m_bob->expectText(RoomName::general(), u"third"_s);
    ann->type("\x15"
              "fourth\r");
    m_bob->expectText(RoomName::general(), u"fourth"_s);
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general>"_s);
    QTRY_COMPARE(ann->countOf(u"ann: fourth"_s), 1);
}

void TestCliTerminal::editsAsTheInputrcSays()
{
    QFile file(m_home->filePath(u"inputrc"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("$if landline-cli\nset editing-mode vi\n$endif\n");
    file.close();
    const auto ann = chat({}, 80, 24, { { u"INPUTRC"_s, file.fileName() } });
    QTRY_VERIFY(ann->terminal().lineAbove().contains(u"2 here"_s));
    ann->type("wrong words\x1b"
              "0dwAh\r"); // to the front, a word out, on at the end
    m_bob->expectText(RoomName::general(), u"wordsh"_s);
    ann->type("and out of command mode\x1b\r");
    m_bob->expectText(RoomName::general(), u"and out of command mode"_s);
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general>"_s);
}

void TestCliTerminal::clearsTheScreen()
{
    const auto ann = liveChat();
    bobSays({ u"old"_s });
    QTRY_VERIFY(ann->shows(u"bob: old"_s));
    ann->type("typed\x0c");
    QTRY_VERIFY(!ann->shows(u"bob: old"_s));
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general> typed"_s);
    QCOMPARE(ann->terminal().lineAbove(), u"── 2 here ──"_s);
    bobSays({ u"new"_s });
    QTRY_VERIFY(ann->shows(u"bob: new"_s));
    QCOMPARE(ann->countOf(u"2 here"_s), 1);
}

void TestCliTerminal::fitsANarrowTerminal()
{
    bobSays({ u"a message that is longer than that"_s });
    const auto ann = chat({}, 16, 8);
    QTRY_VERIFY(ann->shows(u"── 2 here ──"_s));
    ann->type("what one writes there");
    QTRY_COMPARE(ann->terminal().cursorLine(), u"e writes there"_s);
    QCOMPARE(ann->terminal().lineAbove(), u"general> what on"_s);
    bobSays({ u"more"_s });
    m_bob->type(RoomName::general());
    QTRY_VERIFY(ann->shows(u"bob: more"_s));
    QTRY_VERIFY(ann->shows(u"── bob is typi…"_s));
    QCOMPARE(ann->terminal().cursorLine(), u"e writes there"_s);
    QCOMPARE(ann->countOf(u"general> what on"_s), 1);
    QCOMPARE(ann->countOf(u" here"_s), 0);
    ann->type("\r");
    m_bob->expectText(RoomName::general(), u"what one writes there"_s);
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general>"_s);
}

void TestCliTerminal::isDrawnAnewWhenTheTerminalIsResized()
{
    const auto ann = liveChat();
    bobSays({ u"hello"_s });
    ann->type("some words that will not fit");
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general> some words that will not fit"_s);
    QTRY_VERIFY(ann->shows(u"bob: hello"_s));
    ann->resize(20, 24);
    QTRY_COMPARE(ann->terminal().lineAbove(), u"general> some words"_s);
    QCOMPARE(ann->terminal().cursorLine(), u"that will not fit"_s);
    ann->resize(60, 24);
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general> some words that will not fit"_s);
    QTRY_COMPARE(ann->terminal().lineAbove(), u"── 2 here ──"_s);
    QCOMPARE(ann->countOf(u" here"_s), 1);
    QCOMPARE(ann->countOf(u"bob: hello"_s), 1);
    bobSays({ u"wide"_s });
    QTRY_VERIFY(ann->shows(u"bob: wide"_s));
    QCOMPARE(ann->countOf(u"some words"_s), 1);
}

void TestCliTerminal::interruptEmptiesTheLineAndThenLeaves()
{
    const auto ann = liveChat();
    ann->type("never mind");
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general> never mind"_s);
    ann->type("\x03");
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general>"_s);
    QCOMPARE(ann->countOf(u"never mind"_s), 0);
    ann->type("this\r");
    m_bob->expectText(RoomName::general(), u"this"_s);
    ann->type("\x03");
    QTRY_VERIFY(ann->hasEnded());
    QCOMPARE(ann->exitCode(), 0);
}

void TestCliTerminal::endOfInputLeaves()
{
    const auto ann = liveChat();
    ann->type("\x04");
    QTRY_VERIFY(ann->hasEnded());
    QCOMPARE(ann->exitCode(), 0);
    const auto bob = liveChat();
    bob->type("/quit\r");
    QTRY_VERIFY(bob->hasEnded());
    QCOMPARE(bob->exitCode(), 0);
}

void TestCliTerminal::leavesTheTerminalAsItWas()
{
    for (const char* goodbye : { "\x04", "\x03", "/quit\r" }) {
        const auto ann = liveChat();
        QVERIFY(!ann->isCooked());
        bobSays({ u"bye"_s });
        QTRY_VERIFY(ann->shows(u"bob: bye"_s));
        ann->type(goodbye);
        QTRY_VERIFY(ann->hasEnded());
        QVERIFY(ann->isCooked());
        QTRY_COMPARE(ann->terminal().cursorLine(), QString());
        QVERIFY(!ann->shows(u" here"_s)); // nor is the block left behind
        QVERIFY(!ann->shows(u"general>"_s));
        QVERIFY(ann->shows(u"bob: bye"_s));
    }
}

void TestCliTerminal::goesOnAfterAStop()
{
    const auto ann = liveChat();
    ann->type("half");
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general> half"_s);
    ann->type("\x1a"); // without a shell that could stop it, it goes on at once
    ann->type(" done\r");
    m_bob->expectText(RoomName::general(), u"half done"_s);
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general>"_s);
    QCOMPARE(ann->countOf(u" here"_s), 1);
}

void TestCliTerminal::noStrangerReachesTheTerminal()
{
    const auto ann = liveChat();
    bobSays({ u"\x1b]0;owned\a\x1b[2J\x1b[H\u009b31m\u202egnp.exe\rann: yes\b\b\nann: no"_s });
    m_bob->send(request::Topic { RoomName::general(), u"\x1b[2J\u202etopic"_s });
    QTRY_VERIFY(ann->shows(u"gnp.exe"_s));
    QTRY_VERIFY(ann->shows(u"bob set the topic"_s));
    ann->type("/topic\r/rooms\r");
    QTRY_VERIFY(ann->shows(u"* general  2 members"_s));
    QCOMPARE(ann->terminal().strange(), QList<QByteArray>());
    QVERIFY(ann->shows(u"    ann: no"_s));
    for (const QString& line : ann->terminal().lines()) {
        QVERIFY2(!line.contains(u'\u202e') && !line.contains(u'\u009b'), qPrintable(line));
    }
}

void TestCliTerminal::needsNoCleverTerminal()
{
    const auto ann = chat({}, 80, 24, { { u"TERM"_s, u"dumb"_s } });
    QVERIFY(m_bob->waitFor<event::Join>(
        [](const event::Join& join) { return join.username == user(u"ann"_s); }));
    ann->type("plainly\r");
    m_bob->expectText(RoomName::general(), u"plainly"_s);
    QTRY_VERIFY(ann->shows(u"ann: plainly"_s));
    QVERIFY(ann->isCooked());
    ann->type("\x04");
    QTRY_VERIFY(ann->hasEnded());
    QCOMPARE(ann->exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestCliTerminal)
#include "tst_cliterminal.moc"
