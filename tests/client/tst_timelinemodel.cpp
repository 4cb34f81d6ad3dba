// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/timelinemodel.h"

#include "tests/client/samples.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

using namespace landline;
using namespace landline::client;
using namespace Qt::StringLiterals;

namespace {

/// "1 2 join 3 p-x f-y": seqs, notices, and own messages pending or failed.
QString shown(const TimelineModel& model)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        const auto kind = index.data(TimelineModel::KindRole).value<TimelineModel::Kind>();
        const auto delivery = index.data(TimelineModel::DeliveryRole).value<Delivery>();
        const QString eventId = index.data(TimelineModel::IdRole).toString();
        if (kind == TimelineModel::Kind::Joined || kind == TimelineModel::Kind::Left) {
            result.append(kind == TimelineModel::Kind::Joined ? u"join"_s : u"leave"_s);
        } else if (delivery == Delivery::Pending) {
            result.append(u"p-"_s + eventId);
        } else if (delivery == Delivery::Failed) {
            result.append(u"f-"_s + eventId);
        } else {
            result.append(QString::number(index.data(TimelineModel::SeqRole).toLongLong()));
        }
    }
    return result.join(u' ');
}

PendingMessage pending(const char* eventId)
{
    return { id(eventId), room("general"), u"mine"_s, {}, {}, {} };
}

} // namespace

class TestTimelineModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsWithTheNewest()
    {
        TimelineModel model(room("general"), user("ann"));
        QAbstractItemModelTester tester(&model);
        QSignalSpy older(&model, &TimelineModel::hasOlderChanged);
        model.reset(history(5, 7, true));
        QCOMPARE(shown(model), u"5 6 7"_s);
        QVERIFY(model.hasOlder());
        QCOMPARE(older.size(), 1);
        QCOMPARE(model.lastSeq(), Seq { 7 });
        QCOMPARE(model.firstSeq(), Seq { 5 });
        QCOMPARE(model.rowOf({ 6 }), 1);
        QCOMPARE(model.rowOf({ 4 }), -1);
        QCOMPARE(model.rowOf({ 8 }), -1);
        QCOMPARE(model.index(0).data().toString(), u"message 5"_s);
        QCOMPARE(
            model.index(0).data(TimelineModel::TimestampRole).toDateTime().timeSpec(), Qt::UTC);
    }

    void appendsOnceAndInOrder()
    {
        TimelineModel model(room("general"), user("ann"));
        QAbstractItemModelTester tester(&model);
        QSignalSpy inserted(&model, &TimelineModel::rowsInserted);
        model.append(texts(1, 3));
        model.append(texts(2, 5));
        QCOMPARE(shown(model), u"1 2 3 4 5"_s);
        QCOMPARE(inserted.size(), 2);
    }

    void placesOlderPagesBefore()
    {
        TimelineModel model(room("general"), user("ann"));
        QAbstractItemModelTester tester(&model);
        model.reset(history(5, 6, true));
        model.addNotice(TimelineModel::Kind::Joined, user("bob"), {});
        model.prepend(history(3, 5, true));
        QCOMPARE(shown(model), u"3 4 5 6 join"_s);
        QVERIFY(model.hasOlder());
        model.prepend(history(1, 2, false));
        QCOMPARE(shown(model), u"1 2 3 4 5 6 join"_s);
        QVERIFY(!model.hasOlder());
        QCOMPARE(model.rowOf({ 6 }), 5);
    }

    void keepsThePlaceOfWhatItCannotShow()
    {
        TimelineModel model(room("general"), user("ann"));
        QAbstractItemModelTester tester(&model);
        event::Unknown unknown { room("general"), { 2 }, {} };
        model.append({ text(1), unknown, text(3) });
        QCOMPARE(shown(model), u"1 3"_s);
        QCOMPARE(model.rowOf({ 2 }), -1);
        model.append({ event::Unknown { room("general"), { 4 }, {} } });
        QCOMPARE(model.lastSeq(), Seq { 4 });
    }

    void showsNoticesWhereTheyHappened()
    {
        TimelineModel model(room("general"), user("ann"));
        QAbstractItemModelTester tester(&model);
        model.addPending(pending("x"));
        model.append(texts(1, 1));
        model.addNotice(TimelineModel::Kind::Joined, user("bob"), {});
        model.append(texts(2, 2));
        model.addNotice(TimelineModel::Kind::Left, user("bob"), {});
        QCOMPARE(shown(model), u"1 join 2 leave p-x"_s);
        QCOMPARE(model.rowOf({ 1 }), 0);
        QCOMPARE(model.rowOf({ 2 }), 2);
        QCOMPARE(model.index(1).data(TimelineModel::SeqRole).toLongLong(), 0);
        QCOMPARE(model.index(1).data(TimelineModel::AuthorRole).toString(), u"bob"_s);
    }

    void deliversInPlace()
    {
        TimelineModel model(room("general"), user("ann"));
        QAbstractItemModelTester tester(&model);
        QSignalSpy inserted(&model, &TimelineModel::rowsInserted);
        QSignalSpy moved(&model, &TimelineModel::rowsMoved);
        model.append(texts(1, 1));
        model.addPending(pending("x"));
        model.addPending(pending("y"));
        const QPersistentModelIndex first = model.index(1);
        model.append({ text(2, "ann", "x") });
        QCOMPARE(shown(model), u"1 2 p-y"_s);
        QCOMPARE(first.row(), 1);
        QCOMPARE(first.data(TimelineModel::DeliveryRole).value<Delivery>(), Delivery::Delivered);
        QCOMPARE(first.data(TimelineModel::OwnRole).toBool(), true);
        QCOMPARE(inserted.size(), 3);
        QCOMPARE(moved.size(), 0);
    }

    void movesWhatIsDeliveredOutOfTurn()
    {
        TimelineModel model(room("general"), user("ann"));
        QAbstractItemModelTester tester(&model);
        for (const char* eventId : { "x", "y", "z" }) {
            model.addPending(pending(eventId));
        }
        const QPersistentModelIndex last = model.index(2);
        model.append({ text(1), text(2, "ann", "z"), text(3) });
        QCOMPARE(shown(model), u"1 2 3 p-x p-y"_s);
        QCOMPARE(last.row(), 1);
    }

    void takesNobodyElsesIdForItsOwn()
    {
        TimelineModel model(room("general"), user("ann"));
        QAbstractItemModelTester tester(&model);
        model.addPending(pending("x"));
        model.append({ text(1, "bob", "x") });
        QCOMPARE(shown(model), u"1 p-x"_s);
    }

    void failsRetriesAndDiscards()
    {
        TimelineModel model(room("general"), user("ann"));
        QAbstractItemModelTester tester(&model);
        model.addPending(pending("x"));
        model.addPending(pending("x"));
        model.setFailed(id("x"), u"You are muted."_s);
        QCOMPARE(shown(model), u"f-x"_s);
        QCOMPARE(model.index(0).data(TimelineModel::FailureRole).toString(), u"You are muted."_s);
        model.setPending(id("x"));
        QCOMPARE(shown(model), u"p-x"_s);
        QCOMPARE(model.index(0).data(TimelineModel::FailureRole).toString(), QString());
        model.removePending(id("x"));
        model.removePending(id("x"));
        QCOMPARE(model.rowCount(), 0);
    }

    void keepsWhatIsPendingOnAReset()
    {
        TimelineModel model(room("general"), user("ann"));
        QAbstractItemModelTester tester(&model);
        model.append(texts(1, 3));
        model.addPending(pending("x"));
        model.addPending(pending("y"));
        event::History newest = history(50, 51);
        newest.events.append(text(52, "ann", "x"));
        newest.last = { 52 };
        newest.more = true;
        model.reset(newest);
        QCOMPARE(shown(model), u"50 51 52 p-y"_s);
        model.clear();
        QCOMPARE(shown(model), u"p-y"_s);
        QCOMPARE(model.lastSeq(), Seq {});
    }

    void marksMentionsOfOneself()
    {
        TimelineModel model(room("general"), user("ann"));
        event::Text mention = text(1);
        mention.mentions = { user("ann") };
        mention.replyTo = Seq { 7 };
        model.append({ mention, text(2) });
        QCOMPARE(model.index(0).data(TimelineModel::MentionsMeRole).toBool(), true);
        QCOMPARE(model.index(0).data(TimelineModel::ReplyToRole).toLongLong(), 7);
        QCOMPARE(model.index(1).data(TimelineModel::MentionsMeRole).toBool(), false);
    }

    void letsGoOfTheOldestOfVeryMany()
    {
        TimelineModel model(room("general"), user("ann"));
        model.append(texts(1, 20000));
        QVERIFY(!model.hasOlder());
        QAbstractItemModelTester tester(&model);
        model.append(texts(20001, 20001));
        QCOMPARE(model.rowCount(), 15001);
        QVERIFY(model.hasOlder());
        QCOMPARE(model.firstSeq(), Seq { 5001 });
        QCOMPARE(model.rowOf({ 5001 }), 0);
    }
};

QTEST_GUILESS_MAIN(TestTimelineModel)
#include "tst_timelinemodel.moc"
