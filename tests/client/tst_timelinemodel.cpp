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

    void readsAsAfterEachChange()
    {
        TimelineModel model(room("general"), user("ann"));
        QAbstractItemModelTester tester(&model);
        model.append({ text(1, "ann", "x"), text(2) });
        QSignalSpy changed(&model, &TimelineModel::dataChanged);
        model.append({ react(3, 1, "bob"), react(4, 1, "ann"), pin(5, 1), edit(6, 1, u"other"_s) });
        QCOMPARE(shown(model), u"1 2"_s);
        QCOMPARE(model.lastSeq(), Seq { 6 });
        QCOMPARE(changed.size(), 4);
        const QModelIndex row = model.index(0);
        QCOMPARE(row.data().toString(), u"other"_s);
        QVERIFY(row.data(TimelineModel::EditedRole).toDateTime().isValid());
        QVERIFY(row.data(TimelineModel::PinnedRole).toBool());
        const auto reactions
            = row.data(TimelineModel::ReactionsRole).value<QList<event::Reaction>>();
        QCOMPARE(reactions.size(), 1);
        QCOMPARE(reactions.first().users, (QList { user("ann"), user("bob") }));
        model.append({ react(6, 1, "carl") }); // Held already.
        QCOMPARE(changed.size(), 4);
        model.append({ remove(7, 1) });
        QVERIFY(row.data(TimelineModel::DeletedRole).toBool());
        QVERIFY(row.data().toString().isEmpty());
        QVERIFY(row.data(TimelineModel::ReactionsRole).value<QList<event::Reaction>>().isEmpty());
        QVERIFY(!row.data(TimelineModel::EditedRole).toDateTime().isValid());
    }

    void changesWhatCameInTheSameBatch()
    {
        TimelineModel model(room("general"), user("ann"));
        QAbstractItemModelTester tester(&model);
        const QList<event::Persistent> log { text(1), text(2), edit(3, 2, u"other"_s), text(4),
            react(5, 1, "bob"), remove(6, 4) };
        model.append(log);
        QCOMPARE(shown(model), u"1 2 4"_s);
        TimelineModel whole(room("general"), user("ann"));
        QAbstractItemModelTester wholeTester(&whole);
        event::History run = history(1, 1);
        run.events = log;
        run.last = { 6 };
        whole.reset(run);
        for (const TimelineModel* one : { &model, &whole }) {
            QCOMPARE(one->index(1).data().toString(), u"other"_s);
            QVERIFY(one->index(2).data(TimelineModel::DeletedRole).toBool());
            QVERIFY(!one->index(0)
                         .data(TimelineModel::ReactionsRole)
                         .value<QList<event::Reaction>>()
                         .isEmpty());
            QCOMPARE(one->lastSeq(), Seq { 6 });
        }
    }

    void keepsAMentionUntilItIsEditedAway()
    {
        TimelineModel model(room("general"), user("ann"));
        event::Text everybody = text(1);
        everybody.mentionsRoom = true;
        model.append({ everybody, react(2, 1, "carl") });
        QVERIFY(model.index(0).data(TimelineModel::MentionsMeRole).toBool());
        model.append({ edit(3, 1, u"nobody"_s) });
        QVERIFY(!model.index(0).data(TimelineModel::MentionsMeRole).toBool());
    }

    void takesAGuestOfTheSameNameForSomebodyElse()
    {
        TimelineModel model(room("general"), user("ann"));
        event::Text guest = text(1, "ann");
        guest.guest = true;
        model.append({ guest, text(2, "ann") });
        QVERIFY(!model.index(0).data(TimelineModel::OwnRole).toBool());
        QVERIFY(model.index(1).data(TimelineModel::OwnRole).toBool());
    }

    void quotesWhatAReplyAnswers()
    {
        TimelineModel model(room("general"), user("ann"));
        QAbstractItemModelTester tester(&model);
        const auto quote = [&model](int row) {
            return model.index(row).data(TimelineModel::QuoteRole).value<Quote>();
        };
        event::Text reply = text(12);
        reply.replyTo = Seq { 11 };
        event::Text far = text(13);
        far.replyTo = Seq { 5 };
        model.reset(history(10, 11, true));
        model.append({ reply, far });
        PendingMessage answer = pending("x");
        answer.replyTo = Seq { 11 };
        model.addPending(answer);
        QCOMPARE(quote(0).state, Quote::State::None);
        QCOMPARE(
            quote(2), (Quote { Quote::State::Held, { 11 }, u"bob"_s, u"message 11"_s, false }));
        QCOMPARE(quote(4), quote(2));
        QCOMPARE(quote(3).state, Quote::State::NotHeld);

        QSignalSpy changed(&model, &TimelineModel::dataChanged);
        model.setOriginal({ 5 }, text(5, "carl"));
        QCOMPARE(quote(3).author, u"carl"_s);
        QCOMPARE(changed.size(), 1);
        model.append({ edit(14, 11, u"other"_s), remove(15, 5) });
        QCOMPARE(quote(2).content, u"other"_s);
        QCOMPARE(quote(4).content, u"other"_s);
        QVERIFY(quote(3).isDeleted);

        model.setOriginal({ 5 }, {});
        QCOMPARE(quote(3).state, Quote::State::Missing);
        changed.clear();
        model.prepend(history(4, 9, true));
        QCOMPARE(quote(9).author, u"bob"_s);
        QCOMPARE(changed.size(), 1);
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
