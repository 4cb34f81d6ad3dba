// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/roomrecord.h"

#include <QTest>

using namespace Qt::StringLiterals;
using landline::EventId;
using landline::RoomName;
using landline::Seq;
using landline::UserName;
using landline::support::RoomRecord;
namespace event = landline::event;

/// A harness that cannot fail proves nothing: each way of breaking the promises must be told.
class TestRoomRecord final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsInOrderAreNoCause();
    void brokenOrderIsTold_data();
    void brokenOrderIsTold();
    void liveEventsMustFollowTheWelcome();
    void anotherContentUnderTheSameSeqIsTold();
    void oneMessageUnderTwoSeqsIsTold();
    void theRepeatedFrameMayBringItsOldEvent();
    void historyClosesWhatACutLeftOpen();
    void whatIsMissingIsTold();
    void aResetBeginsAnew();
    void twoRecordsAreCompared();
};

namespace {

event::Text text(qint64 seq, const QString& content = u"hi"_s, const QString& id = {})
{
    event::Text text;
    text.room = RoomName::general();
    text.seq = { seq };
    if (!id.isEmpty())
        text.id = EventId::fromString(id).value();
    text.username = UserName::fromString(u"ann"_s).value();
    text.content = content;
    return text;
}

RoomRecord told(const QList<qint64>& seqs)
{
    RoomRecord record;
    for (const qint64 seq : seqs)
        record.takeLive(text(seq), false);
    return record;
}

} // namespace

void TestRoomRecord::rowsInOrderAreNoCause()
{
    const RoomRecord record = told({ 7, 8, 9 });
    QCOMPARE(record.audit(), QStringList());
    QCOMPARE(record.last(), Seq { 9 });
}

void TestRoomRecord::brokenOrderIsTold_data()
{
    QTest::addColumn<QList<qint64>>("seqs");
    QTest::newRow("a gap") << QList<qint64> { 1, 2, 4 };
    QTest::newRow("the same twice") << QList<qint64> { 1, 2, 2 };
    QTest::newRow("backwards") << QList<qint64> { 1, 3, 2 };
    QTest::newRow("an old one again") << QList<qint64> { 1, 2, 3, 1 };
}

void TestRoomRecord::brokenOrderIsTold()
{
    QFETCH(QList<qint64>, seqs);
    QVERIFY(!told(seqs).audit().isEmpty());
}

void TestRoomRecord::liveEventsMustFollowTheWelcome()
{
    RoomRecord record;
    record.beginConnection(Seq { 5 });
    record.takeLive(text(7), false);
    QVERIFY(!record.audit().isEmpty());
}

void TestRoomRecord::anotherContentUnderTheSameSeqIsTold()
{
    RoomRecord record = told({ 1, 2 });
    event::History history;
    history.events = { text(2, u"other"_s) };
    record.takeHistory(history);
    QVERIFY(!record.audit().isEmpty());
}

void TestRoomRecord::oneMessageUnderTwoSeqsIsTold()
{
    RoomRecord record;
    record.takeLive(text(1, u"hi"_s, u"a"_s), false);
    record.takeLive(text(2, u"hi"_s, u"a"_s), false);
    QVERIFY(!record.audit().isEmpty());
}

void TestRoomRecord::theRepeatedFrameMayBringItsOldEvent()
{
    RoomRecord record;
    record.takeLive(text(1, u"hi"_s, u"a"_s), false);
    record.takeLive(text(2), false);
    record.takeLive(text(1, u"hi"_s, u"a"_s), true);
    record.takeLive(text(3), false);
    QCOMPARE(record.audit(), QStringList());
}

void TestRoomRecord::historyClosesWhatACutLeftOpen()
{
    RoomRecord record = told({ 1, 2 });
    record.beginConnection(Seq { 4 });
    record.takeLive(text(5), false);
    QCOMPARE(record.last(), Seq { 2 });
    event::History history;
    history.events = { text(3), text(4) };
    record.takeHistory(history);
    QCOMPARE(record.last(), Seq { 5 });
    QCOMPARE(record.audit(), QStringList());
}

void TestRoomRecord::whatIsMissingIsTold()
{
    RoomRecord record = told({ 1, 2 });
    record.beginConnection(Seq { 4 });
    record.takeLive(text(5), false);
    QVERIFY(!record.audit().isEmpty());
}

void TestRoomRecord::aResetBeginsAnew()
{
    RoomRecord record = told({ 1, 2 });
    event::History history;
    history.reset = true;
    history.events = { text(2001), text(2002) };
    record.takeHistory(history);
    QCOMPARE(record.last(), Seq { 2002 });
    QCOMPARE(record.entries().size(), 4);
    QCOMPARE(record.audit(), QStringList());
}

void TestRoomRecord::twoRecordsAreCompared()
{
    QVERIFY(differences(told({ 1, 2, 3 }), told({ 2, 3, 4 })).isEmpty());
    RoomRecord other = told({ 1 });
    other.takeLive(text(2, u"other"_s), false);
    QVERIFY(!differences(told({ 1, 2 }), other).isEmpty());
}

QTEST_GUILESS_MAIN(TestRoomRecord)
#include "tst_roomrecord.moc"
