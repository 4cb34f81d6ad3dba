// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/eventtable.h"

#include "tests/server/tablesfixture.h"

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::server;
using namespace landline::server::testing;

class EventTableTest final : public TablesFixture {
    Q_OBJECT

private Q_SLOTS:
    void seqRisesByOneInEachRoom();
    void everyFieldOfAnEventComesBack();
    void theSameIdIsStoredOnce();
    void idsBelongToTheirUsers();
    void aTopicIsAnEventAndTheRoomsTopic();
    void pagesAfter_data();
    void pagesAfter();
    void pagesUpTo_data();
    void pagesUpTo();
    void pagesAreBoundInBytes();
    void aRolledBackUserIsForgotten();
    void aRolledBackEventLeavesNoGap();
};

void EventTableTest::seqRisesByOneInEachRoom()
{
    const auto first = open("first");
    const auto second = open("second");
    for (qint64 i = 1; i <= 5; ++i) {
        QCOMPARE(say(first, "ann", u"x"_s).value, i);
        if (i % 2 == 0) {
            QCOMPARE(say(second, "ann", u"x"_s).value, i / 2);
        }
    }
    QCOMPARE(open("first").lastSeq.value, 5);
    QCOMPARE(open("second").lastSeq.value, 2);
    QCOMPARE(open("third").lastSeq.value, 0);
}

void EventTableTest::everyFieldOfAnEventComesBack()
{
    const auto general = open("general");
    NewEvent event
        = message(general, "ann", u"a 'quoted' \"text\" with %1 \0 and 😀\n"_s, u"c1-7"_s);
    event.replyTo = Seq { 3 };
    event.mentions = { user("bob"), user("Zoë van 't Hoff") };
    event.guest = true;
    const auto stored = m_events->append(event);
    QVERIFY(stored.isOk());
    QVERIFY(!stored->repeated);
    const auto page = m_events->readAfter(general.id, general.name, {}, { 10 }, 10, 1000);
    QCOMPARE(page.events, QList { stored->event });
    const auto& text = std::get<event::Text>(page.events.first());
    QCOMPARE(text.content, event.content);
    QCOMPARE(text.mentions, event.mentions);
    QCOMPARE(text.timestamp, event.at);
    QCOMPARE(text.replyTo, event.replyTo);
    QCOMPARE(text.id, event.id);
    QVERIFY(text.guest);
}

void EventTableTest::theSameIdIsStoredOnce()
{
    const auto general = open("general");
    const auto other = open("other");
    const auto first = m_events->append(message(general, "ann", u"hi"_s, u"1"_s));
    say(general, "bob", u"between"_s);
    for (const auto& where : { general, other }) {
        const auto again = m_events->append(message(where, "ann", u"changed"_s, u"1"_s));
        QVERIFY(again.isOk());
        QVERIFY(again->repeated);
        QCOMPARE(again->event, first->event);
    }
    QCOMPARE(say(general, "ann", u"next"_s).value, 3);
    QCOMPARE(say(other, "ann", u"next"_s).value, 1);
}

void EventTableTest::idsBelongToTheirUsers()
{
    const auto general = open("general");
    QVERIFY(!m_events->append(message(general, "ann", u"a"_s, u"1"_s))->repeated);
    QVERIFY(!m_events->append(message(general, "bob", u"b"_s, u"1"_s))->repeated);
    QVERIFY(!m_events->append(message(general, "ann", u"c"_s, u"2"_s))->repeated);
    QVERIFY(!m_events->append(message(general, "ann", u"d"_s))->repeated);
    QVERIFY(!m_events->append(message(general, "ann", u"d"_s))->repeated);
    QCOMPARE(open("general").lastSeq.value, 5);
}

void EventTableTest::aTopicIsAnEventAndTheRoomsTopic()
{
    const auto general = open("general");
    say(general, "ann", u"hi"_s);
    NewEvent event = message(general, "ann", u"Plans"_s, u"t"_s);
    event.kind = EventKind::Topic;
    QCOMPARE(seqOf(m_events->append(event)->event).value, 2);
    QCOMPARE(open("general").topic, u"Plans"_s);
    event.content = u"Others"_s;
    QVERIFY(m_events->append(event)->repeated);
    QCOMPARE(open("general").topic, u"Plans"_s);
    event.content = QString();
    event.id.reset();
    QVERIFY(m_events->append(event).isOk());
    QCOMPARE(open("general").topic, QString());
    QCOMPARE(summaryOf(m_events->readMessages(general.id, general.name, { 9 }, 9, 1000).events),
        u"1:ann:hi 2:topic:Plans 3:topic:"_s);
}

void EventTableTest::pagesAfter_data()
{
    QTest::addColumn<int>("after");
    QTest::addColumn<int>("upTo");
    QTest::addColumn<int>("limit");
    QTest::addColumn<QString>("seqs");
    QTest::addColumn<bool>("more");
    const auto row = [](int after, int upTo, int limit, const QString& seqs, bool more) {
        QTest::addRow("after %d up to %d, %d", after, upTo, limit)
            << after << upTo << limit << seqs << more;
    };
    row(0, 5, 10, u"12345"_s, false);
    row(0, 5, 5, u"12345"_s, false);
    row(0, 5, 4, u"1234"_s, true);
    row(2, 5, 2, u"34"_s, true);
    row(2, 4, 2, u"34"_s, false);
    row(2, 4, 1, u"3"_s, true);
    row(4, 5, 1, u"5"_s, false);
    row(5, 5, 10, QString(), false);
    row(9, 5, 10, QString(), false);
    row(0, 0, 10, QString(), false);
}

void EventTableTest::pagesAfter()
{
    QFETCH(int, after);
    QFETCH(int, upTo);
    QFETCH(int, limit);
    const auto general = open("general");
    const auto other = open("other");
    QVERIFY(m_database->begin());
    for (int i = 0; i < 5; ++i) {
        say(general, "ann", QString::number(i));
        say(other, "bob", u"not here"_s);
    }
    QVERIFY(m_database->commit());
    const auto page
        = m_events->readAfter(general.id, general.name, { after }, { upTo }, limit, 1'000'000);
    QString seqs;
    for (const auto& entry : page.events) {
        seqs += QString::number(seqOf(entry).value);
        QCOMPARE(roomOf(entry), general.name);
    }
    QTEST(seqs, "seqs");
    QTEST(page.more, "more");
}

void EventTableTest::pagesUpTo_data()
{
    QTest::addColumn<int>("upTo");
    QTest::addColumn<int>("limit");
    QTest::addColumn<QString>("seqs");
    QTest::addColumn<bool>("more");
    const auto row = [](int upTo, int limit, const QString& seqs, bool more) {
        QTest::addRow("up to %d, %d", upTo, limit) << upTo << limit << seqs << more;
    };
    row(5, 10, u"12345"_s, false);
    row(5, 5, u"12345"_s, false);
    row(5, 4, u"2345"_s, true);
    row(3, 2, u"23"_s, true);
    row(1, 1, u"1"_s, false);
    row(0, 5, QString(), false);
    row(-1, 5, QString(), false);
    row(9, 2, u"45"_s, true);
    row(5, 0, QString(), true);
}

void EventTableTest::pagesUpTo()
{
    QFETCH(int, upTo);
    QFETCH(int, limit);
    const auto general = open("general");
    QVERIFY(m_database->begin());
    for (int i = 0; i < 5; ++i) {
        say(general, "ann", QString::number(i));
    }
    QVERIFY(m_database->commit());
    const auto page = m_events->readMessages(general.id, general.name, { upTo }, limit, 1000);
    QString seqs;
    for (const auto& entry : page.events) {
        seqs += QString::number(seqOf(entry).value);
    }
    QTEST(seqs, "seqs");
    QTEST(page.more, "more");
}

void EventTableTest::pagesAreBoundInBytes()
{
    const auto general = open("general");
    QVERIFY(m_database->begin());
    for (int i = 0; i < 10; ++i) {
        say(general, "ann", QString(1000, u'x'));
    }
    QVERIFY(m_database->commit());
    const auto page = m_events->readAfter(general.id, general.name, {}, { 10 }, 200, 2500);
    QCOMPARE(page.events.size(), 3);
    QVERIFY(page.more);
    const auto newest = m_events->readMessages(general.id, general.name, { 10 }, 200, 2500);
    QCOMPARE(newest.events.size(), 3);
    QCOMPARE(seqOf(newest.events.last()).value, 10);
    QVERIFY(newest.more);
    // One is always given, however long, or nobody would ever get past it.
    QCOMPARE(m_events->readAfter(general.id, general.name, { 9 }, { 10 }, 200, 1).events.size(), 1);
    QCOMPARE(m_events->readMessages(general.id, general.name, { 10 }, 200, 1).events.size(), 1);
}

void EventTableTest::aRolledBackUserIsForgotten()
{
    const auto general = open("general");
    QVERIFY(m_database->begin());
    say(general, "eve", u"1"_s);
    say(general, "eve", u"2"_s); // by now her number is looked up, not made
    m_database->rollBack();
    m_events->forgetCounted();
    m_rooms->forgetUsers();
    // The number goes to the next who is new.
    say(general, "mallory", u"a"_s);
    say(general, "eve", u"b"_s);
    QCOMPARE(summaryOf(m_events->readMessages(general.id, general.name, { 9 }, 9, 1000).events),
        u"1:mallory:a 2:eve:b"_s);
}

void EventTableTest::aRolledBackEventLeavesNoGap()
{
    const auto general = open("general");
    say(general, "ann", u"1"_s);
    QVERIFY(m_database->begin());
    say(general, "ann", u"lost"_s);
    m_database->rollBack();
    m_events->forgetCounted();
    QCOMPARE(say(general, "ann", u"2"_s).value, 2);
}

QTEST_APPLESS_MAIN(EventTableTest)
#include "tst_eventtable.moc"
