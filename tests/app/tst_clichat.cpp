// SPDX-License-Identifier: GPL-3.0-or-later
//
// landline-cli as people meet it who talk: rooms, words and who is there.
#include "tests/app/clifixture.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::support;
using namespace landline::tests;

class TestCliChat final : public CliFixture {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { tidyUp(); }
    void opensOnWhatWasSaid();
    void saysWhatIsEntered();
    void whatOthersSayComesAboveTheInput();
    void showsWhoIsTyping();
    void tellsThatOneIsTyping();
    void goesThroughRooms();
    void answers();
    void showsWhatIsOlder();
    void listsRoomsAndPeople();
    void whatIsNotSentIsSentAnotherTime();
    void saysWhatIsWrong();
    void speaksThroughPipes();
};

void TestCliChat::init()
{
    prepare();
    bobSays({});
}

void TestCliChat::opensOnWhatWasSaid()
{
    bobSays({ u"hello"_s });
    const auto ann = liveChat();
    QTRY_VERIFY(ann->shows(u"bob: hello"_s));
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general>"_s);
    QTRY_COMPARE(ann->terminal().lineAbove(), u"── 2 here ──"_s);
    QCOMPARE(ann->countOf(u"bob: hello"_s), 1);
}

void TestCliChat::saysWhatIsEntered()
{
    const auto ann = liveChat();
    ann->type("grüße an all\x7f\x1b"
              "e\r"); // a letter rubbed out, and a key that means nothing
    m_bob->expectText(RoomName::general(), u"grüße an al"_s);
    QTRY_VERIFY(ann->shows(u"ann: grüße an al"_s));
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general>"_s);
    QCOMPARE(ann->countOf(u"grüße"_s), 1);
}

void TestCliChat::whatOthersSayComesAboveTheInput()
{
    const auto ann = liveChat();
    ann->type("half a line");
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general> half a line"_s);
    for (int i = 1; i <= 40; ++i) {
        m_bob->say(RoomName::general(), u"message %1"_s.arg(i));
    }
    QTRY_VERIFY(ann->shows(u"bob: message 40"_s));
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general> half a line"_s);
    QCOMPARE(ann->terminal().cursorColumn(), 20);
    QCOMPARE(ann->countOf(u"half a line"_s), 1);
    QCOMPARE(ann->countOf(u" here"_s), 1);
    QCOMPARE(ann->countOf(u"bob: message"_s), 40);
    ann->type(" and the rest\r");
    m_bob->expectText(RoomName::general(), u"half a line and the rest"_s);
}

void TestCliChat::showsWhoIsTyping()
{
    const auto ann = liveChat();
    m_bob->type(RoomName::general());
    QTRY_COMPARE(ann->terminal().lineAbove(), u"── bob is typing ── 2 here ──"_s);
    m_bob->type(RoomName::general(), false);
    QTRY_COMPARE(ann->terminal().lineAbove(), u"── 2 here ──"_s);
}

void TestCliChat::tellsThatOneIsTyping()
{
    const auto ann = liveChat();
    const auto isTyping = [](bool active) {
        return [active](const event::Typing& typing) {
            return typing.username == user(u"ann"_s) && typing.active == active;
        };
    };
    ann->type("/roo");
    ann->type("\x15"
              "h"); // Ctrl-U
    QVERIFY(m_bob->waitFor<event::Typing>(isTyping(true)));
    ann->type("\x7f");
    QVERIFY(m_bob->waitFor<event::Typing>(isTyping(false)));
}

void TestCliChat::goesThroughRooms()
{
    const auto ann = liveChat();
    ann->type("/join kitchen\r");
    QTRY_COMPARE(ann->terminal().cursorLine(), u"kitchen>"_s);
    ann->type("soup?\r");
    QTRY_VERIFY(ann->shows(u"ann: soup?"_s));
    bobSays({ u"news"_s });
    QTRY_VERIFY(ann->terminal().lineAbove().contains(u"general +1"_s));
    QVERIFY(!ann->shows(u"bob: news"_s));
    ann->type("\x1b"
              "a");
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general>"_s);
    QTRY_VERIFY(ann->shows(u"bob: news"_s));
    QTRY_VERIFY(!ann->terminal().lineAbove().contains(u'+'));
    ann->type("\x1b[1;3C");
    QTRY_COMPARE(ann->terminal().cursorLine(), u"kitchen>"_s);
    bobSays({ u"@ann look"_s });
    QTRY_VERIFY(ann->shows(u"general bob: @ann look"_s)); // who is named hears it everywhere
    ann->type("/leave\r");
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general>"_s);
}

void TestCliChat::answers()
{
    bobSays({ u"tea?"_s });
    const auto ann = liveChat();
    QTRY_VERIFY(ann->shows(u"bob: tea?"_s));
    ann->type("/reply bob yes\r");
    const auto reply = m_bob->expectText(RoomName::general(), u"yes"_s);
    QCOMPARE(reply.replyTo, Seq { 1 });
    QTRY_VERIFY(ann->shows(u"ann to bob: yes"_s));
}

void TestCliChat::showsWhatIsOlder()
{
    for (int i = 1; i <= 150; ++i) {
        m_bob->say(RoomName::general(), u"message %1."_s.arg(i));
    }
    QVERIFY(waitUntil([this] { return m_bob->unacknowledged() == 0; }));
    const auto ann = liveChat();
    QTRY_VERIFY(ann->shows(u"message 150."_s));
    QVERIFY(!ann->shows(u"message 130."_s));
    for (int first = 111; first > 0; first -= 20) {
        ann->type("/older\r");
        QTRY_VERIFY(ann->shows(u" message %1."_s.arg(first)));
    }
    ann->type("/older\r/older\r");
    QTRY_VERIFY(ann->shows(u"bob: message 1."_s));
    QTRY_VERIFY(ann->shows(u"Nothing was said before that."_s));
    QCOMPARE(ann->countOf(u"bob: message 60."_s), 1);
}

void TestCliChat::listsRoomsAndPeople()
{
    m_bob->join(room(u"kitchen"_s));
    const auto ann = liveChat();
    ann->type("/who\r");
    QTRY_COMPARE(ann->countOf(u"bob"_s), 1);
    ann->type("/rooms\r");
    QTRY_VERIFY(ann->shows(u"* general  2 members"_s));
    QTRY_VERIFY(ann->shows(u"  kitchen  1 member"_s));
    ann->type("/topic Tea at four\r");
    QTRY_VERIFY(ann->shows(u"-- ann set the topic: Tea at four"_s));
    ann->type("/help\r");
    QTRY_VERIFY(ann->shows(u"/join ROOM"_s));
    ann->type("/nonsense\r");
    QTRY_VERIFY(ann->shows(u"There is no /nonsense."_s));
}

void TestCliChat::whatIsNotSentIsSentAnotherTime()
{
    {
        const auto ann = liveChat();
        m_server->stop();
        QTRY_VERIFY(ann->terminal().lineAbove().contains(u"no connection"_s));
        ann->type("better late\r");
        QTRY_VERIFY(ann->terminal().lineAbove().contains(u"1 to send"_s));
        ann->type("\x04");
        QTRY_VERIFY(ann->hasEnded());
        QTRY_VERIFY(ann->shows(u"1 of your messages will be sent when you are back."_s));
    }
    QVERIFY(m_server->start());
    const auto ann = liveChat();
    QTRY_VERIFY(ann->shows(u"ann: better late"_s));
    QTRY_VERIFY(!ann->terminal().lineAbove().contains(u"to send"_s));
}

void TestCliChat::saysWhatIsWrong()
{
    m_server->stop();
    const auto ann = chat({}, 120);
    QTRY_VERIFY(ann->shows(u"Nothing answers at ws://127.0.0.1:"_s));
    QVERIFY(m_server->start());
    QTRY_VERIFY(ann->shows(u"Connected."_s));
    QTRY_COMPARE(ann->terminal().cursorLine(), u"general>"_s);
}

void TestCliChat::speaksThroughPipes()
{
    CliProgram program(m_server->url(), u"ann"_s);
    program.start({});
    program.write("one\ntwo\n/topic Tea\n");
    program.endInput();
    const CliEnding ending = program.end();
    QVERIFY2(ending.status == 0, qPrintable(ending.problems));
    m_bob->expectText(RoomName::general(), u"one"_s);
    m_bob->expectText(RoomName::general(), u"two"_s);
    QVERIFY(ending.output.contains("ann: one\n"));
    QVERIFY(!ending.output.contains('\x1b'));

    CliProgram listening(m_server->url(), u"cat"_s);
    listening.start({});
    QVERIFY(m_bob->waitFor<event::Join>(
        [](const event::Join& join) { return join.username == user(u"cat"_s); }));
    bobSays({ u"to all"_s });
    QVERIFY(listening.waitFor("bob: to all\n"));
    listening.terminate();
    QCOMPARE(listening.end().status, 0);
}

QTEST_GUILESS_MAIN(TestCliChat)
#include "tst_clichat.moc"
