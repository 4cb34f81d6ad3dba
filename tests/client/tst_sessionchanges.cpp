// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/sessionfixture.h"
#include "tests/support/faultproxy.h"
#include "tests/support/patience.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace landline;
using namespace landline::client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// How a timeline reads: "1 words*^ 👍ann,bob", with * for edited, ^ for pinned, - for deleted.
QString reading(const TimelineModel& model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        if (index.data(TimelineModel::KindRole).value<TimelineModel::Kind>()
            != TimelineModel::Kind::Message) {
            continue;
        }
        QString words
            = index.data(TimelineModel::SeqRole).toString() + u' ' + index.data().toString();
        words += index.data(TimelineModel::EditedRole).toDateTime().isValid() ? u"*"_s : u""_s;
        words += index.data(TimelineModel::PinnedRole).toBool() ? u"^"_s : u""_s;
        words += index.data(TimelineModel::DeletedRole).toBool() ? u"-"_s : u""_s;
        for (const auto& reaction :
            index.data(TimelineModel::ReactionsRole).value<QList<event::Reaction>>()) {
            QStringList users;
            for (const UserName& name : reaction.users) {
                users.append(name.toString());
            }
            words += u' ' + reaction.emoji.toString() + users.join(u',');
        }
        rows.append(words);
    }
    return rows.join(u" | "_s);
}

} // namespace

/// What is done to messages that are there, through a real server.
class TestSessionChanges : public SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { prepare(); }
    void cleanup() { tidyUp(); }

    void knowsWhatTheServerOffers();
    void showsChangesToEverybody();
    void countsAndDescribesWhatIsLeft();
    void refusesWithoutAConnection();
    void tellsWhatTheServerRefuses();
    void catchesUpOnChanges();
    void readsTheSameFromTheCache();
    void keepsAReplyOverARestart();
    void findsOriginals();
    void sendsAgainWhatACutLeft();

private:
    /// ann has said so many things, and both have seen them.
    void talk(Session& ann, Session& bob, int messages)
    {
        (void)ann.timeline(m_general);
        (void)bob.timeline(m_general);
        for (int i = 1; i <= messages; ++i) {
            QVERIFY(ann.post(m_general, u"say %1"_s.arg(i)));
        }
        QVERIFY(waitForSeq(ann.timeline(m_general), { messages }));
        QTRY_COMPARE(bob.timeline(m_general).lastSeq(), Seq { messages });
    }
};

void TestSessionChanges::knowsWhatTheServerOffers()
{
    auto ann = offline("ann");
    QSignalSpy changed(ann.get(), &Session::featuresChanged);
    QCOMPARE(ann->features(), Features());
    ann->start();
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(ann->features(),
        Features(
            Feature::Edit | Feature::Delete | Feature::React | Feature::Pin | Feature::Search));
}

void TestSessionChanges::showsChangesToEverybody()
{
    auto ann = live("ann");
    auto bob = live("bob");
    talk(*ann, *bob, 3);
    TimelineModel& hers = ann->timeline(m_general);
    TimelineModel& his = bob->timeline(m_general);
    QAbstractItemModelTester herTester(&hers);
    QAbstractItemModelTester hisTester(&his);
    QVERIFY(ann->edit(m_general, { 1 }, u"said"_s));
    QVERIFY(ann->deleteMessage(m_general, { 2 }));
    QVERIFY(ann->react(m_general, { 3 }, thumb(), true));
    QVERIFY(bob->react(m_general, { 3 }, thumb(), true));
    QVERIFY(bob->pin(m_general, { 1 }, true));
    const QString all = u"1 said*^ | 2 - | 3 say 3 👍ann,bob"_s;
    QTRY_COMPARE(reading(hers), all);
    QTRY_COMPARE(reading(his), all);
    QVERIFY(ann->react(m_general, { 3 }, thumb(), false));
    QVERIFY(bob->pin(m_general, { 1 }, false));
    const QString less = u"1 said* | 2 - | 3 say 3 👍bob"_s;
    QTRY_COMPARE(reading(hers), less);
    QTRY_COMPARE(reading(his), less);
    QCOMPARE(hers.rowCount(), 3);
}

void TestSessionChanges::countsAndDescribesWhatIsLeft()
{
    auto ann = live("ann");
    auto bob = live("bob");
    talk(*ann, *bob, 3);
    const auto last
        = [&] { return bob->rooms().index(0).data(RoomListModel::LastMessageRole).toString(); };
    QCOMPARE(bob->rooms().totalUnread(), 3);
    QCOMPARE(last(), u"say 3"_s);
    QVERIFY(ann->deleteMessage(m_general, { 3 }));
    QTRY_COMPARE(last(), u"say 2"_s);
    QCOMPARE(bob->rooms().totalUnread(), 2);
    QVERIFY(ann->edit(m_general, { 2 }, u"for @bob"_s));
    QTRY_COMPARE(last(), u"for @bob"_s);
    QCOMPARE(bob->rooms().totalMentions(), 1);
    QVERIFY(ann->edit(m_general, { 2 }, u"for all"_s));
    QTRY_COMPARE(bob->rooms().totalMentions(), 0);
    QCOMPARE(bob->rooms().totalUnread(), 2);
}

void TestSessionChanges::refusesWithoutAConnection()
{
    auto ann = offline("ann");
    QCOMPARE(ann->edit(m_general, { 1 }, u" "_s).error().code, ErrorCode::BadField);
    QCOMPARE(ann->edit(m_general, { 1 }, QString(16385, u'x')).error().code, ErrorCode::TooLong);
    QCOMPARE(ann->edit(m_general, { 1 }, u"x"_s).error().code, ErrorCode::NotJoined);
    QCOMPARE(ann->deleteMessage(m_general, { 1 }).error().code, ErrorCode::NotJoined);
    QCOMPARE(ann->react(m_general, { 1 }, thumb(), true).error().code, ErrorCode::NotJoined);
    QCOMPARE(ann->pin(m_general, { 1 }, true).error().code, ErrorCode::NotJoined);
}

void TestSessionChanges::tellsWhatTheServerRefuses()
{
    auto ann = live("ann");
    auto bob = live("bob");
    talk(*ann, *bob, 1);
    QSignalSpy failed(bob.get(), &Session::changeFailed);
    QVERIFY(bob->edit(m_general, { 1 }, u"not mine"_s));
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<MessageChange>(),
        (MessageChange { MessageChange::Kind::Edit, m_general, { 1 }, u"not mine"_s }));
    QCOMPARE(failed.first().last().value<Error>().code, ErrorCode::Forbidden);
    QVERIFY(ann->deleteMessage(m_general, { 1 }));
    QTRY_COMPARE(reading(bob->timeline(m_general)), u"1 -"_s);
    QVERIFY(bob->react(m_general, { 1 }, thumb(), true));
    QTRY_COMPARE(failed.size(), 2);
    QCOMPARE(failed.last().last().value<Error>().code, ErrorCode::NoSuchMessage);
}

void TestSessionChanges::catchesUpOnChanges()
{
    auto ann = live("ann");
    auto bob = live("bob", u"bob.sqlite"_s);
    talk(*ann, *bob, 3);
    bob->stop();
    QVERIFY(ann->edit(m_general, { 1 }, u"said"_s));
    QVERIFY(ann->react(m_general, { 2 }, thumb(), true));
    QVERIFY(ann->deleteMessage(m_general, { 3 }));
    QTRY_COMPARE(ann->timeline(m_general).lastSeq(), Seq { 6 });
    QVERIFY(ann->post(m_general, u"say 4"_s));
    QTRY_COMPARE(ann->timeline(m_general).lastSeq(), Seq { 7 });
    QVERIFY(ann->pin(m_general, { 2 }, true));
    const QString all = u"1 said* | 2 say 2^ 👍ann | 3 - | 7 say 4"_s;
    QTRY_COMPARE(reading(ann->timeline(m_general)), all);
    QCOMPARE(reading(bob->timeline(m_general)), u"1 say 1 | 2 say 2 | 3 say 3"_s);
    bob->start();
    QTRY_COMPARE(reading(bob->timeline(m_general)), all);
    // Who comes afresh is sent messages as they read now.
    auto late = live("carl");
    QTRY_COMPARE(reading(late->timeline(m_general)), all);
}

void TestSessionChanges::readsTheSameFromTheCache()
{
    const QString all = u"1 said* | 2 say 2^ 👍ann | 3 -"_s;
    {
        auto bob = live("bob");
        auto ann = live("ann", u"ann.sqlite"_s);
        talk(*ann, *bob, 3);
        QVERIFY(ann->edit(m_general, { 1 }, u"said"_s));
        QVERIFY(ann->react(m_general, { 2 }, thumb(), true));
        QVERIFY(ann->pin(m_general, { 2 }, true));
        QVERIFY(ann->deleteMessage(m_general, { 3 }));
        QTRY_COMPARE(reading(ann->timeline(m_general)), all);
        ann->stop();
    }
    auto ann = offline("ann", u"ann.sqlite"_s);
    QCOMPARE(reading(ann->timeline(m_general)), all);
    QCOMPARE(ann->rooms().index(0).data(RoomListModel::LastMessageRole).toString(), u"say 2"_s);
    // And it goes on from there.
    ann->start();
    QTRY_VERIFY(isLive(*ann));
    QVERIFY(ann->react(m_general, { 2 }, thumb(), false));
    QTRY_COMPARE(reading(ann->timeline(m_general)), u"1 said* | 2 say 2^ | 3 -"_s);
}

void TestSessionChanges::keepsAReplyOverARestart()
{
    auto bob = live("bob");
    {
        auto ann = live("ann", u"ann.sqlite"_s);
        talk(*ann, *bob, 1);
        ann->stop();
        QVERIFY(ann->post(m_general, u"an answer"_s, Seq { 1 }));
    }
    auto ann = offline("ann", u"ann.sqlite"_s);
    TimelineModel& hers = ann->timeline(m_general);
    const auto quote = hers.index(1).data(TimelineModel::QuoteRole).value<Quote>();
    QCOMPARE(quote.content, u"say 1"_s);
    ann->start();
    TimelineModel& his = bob->timeline(m_general);
    QTRY_COMPARE(his.lastSeq(), Seq { 2 });
    QCOMPARE(his.index(his.rowOf({ 2 })).data(TimelineModel::ReplyToRole).toLongLong(), 1);
}

void TestSessionChanges::findsOriginals()
{
    auto ann = live("ann");
    {
        auto bob = live("bob");
        talk(*ann, *bob, 120);
    }
    QVERIFY(ann->post(m_general, u"an answer"_s, Seq { 2 }));
    QVERIFY(ann->post(m_general, u"and another"_s, Seq { 3 }));
    QVERIFY(waitForSeq(ann->timeline(m_general), { 122 }));
    QVERIFY(ann->edit(m_general, { 2 }, u"said"_s));
    QTRY_COMPARE(ann->timeline(m_general).lastSeq(), Seq { 123 });
    auto bob = live("bob", u"bob.sqlite"_s); // Holds the newest page alone.
    TimelineModel& his = bob->timeline(m_general);
    QTRY_VERIFY(his.rowOf({ 121 }) >= 0);
    const auto quote = [&his](qint64 seq) {
        return his.index(his.rowOf({ seq })).data(TimelineModel::QuoteRole).value<Quote>();
    };
    QCOMPARE(quote(121).state, Quote::State::NotHeld);
    bob->loadOriginal(m_general, { 2 });
    bob->loadOriginal(m_general, { 2 });
    QTRY_COMPARE(quote(121).state, Quote::State::Held);
    QTRY_COMPARE(quote(121).content, u"said"_s);
    QCOMPARE(quote(122).state, Quote::State::NotHeld);
    while (his.hasOlder() && bob->loadOlder(m_general)) {
        QTRY_VERIFY(!his.isLoadingOlder());
    }
    QCOMPARE(quote(122).content, u"say 3"_s);
}

void TestSessionChanges::sendsAgainWhatACutLeft()
{
    support::FaultProxy proxy(u"127.0.0.1"_s, m_config.port);
    SessionConfig config = offline("ann")->config();
    config.server.port = proxy.port();
    Session ann(config);
    (void)ann.open();
    ann.start();
    auto bob = live("bob");
    QTRY_VERIFY(isLive(ann));
    talk(ann, *bob, 1);
    proxy.setStalled(true);
    QVERIFY(ann.edit(m_general, { 1 }, u"one"_s));
    QVERIFY(ann.edit(m_general, { 1 }, u"two"_s));
    proxy.cut();
    proxy.setStalled(false);
    QTRY_COMPARE(reading(bob->timeline(m_general)), u"1 two*"_s);
    QTRY_COMPARE(reading(ann.timeline(m_general)), u"1 two*"_s);
    QCOMPARE(bob->timeline(m_general).lastSeq(), Seq { 3 });
}

QTEST_GUILESS_MAIN(TestSessionChanges)
#include "tst_sessionchanges.moc"
