// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/sessionfixture.h"
#include "tests/support/patience.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace landline;
using namespace landline::client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Sessions that talk through a real server.
class TestSession : public SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { prepare(); }
    void cleanup() { tidyUp(); }

    void joinsGeneralOnTheFirstVisit();
    void joinsTheRoomOfTheAddress();
    void goesThroughItsStates();
    void saysWhyThereIsNoConnection();
    void talks();
    void refusesWhatIsNoMessage();
    void tellsWhoTypes();
    void seesPeopleComeAndGo();
    void countsUnreadOnEveryDevice();
    void joinsAndLeavesRooms();
    void setsATopic();
    void showsWhatIsRefused();
};

void TestSession::joinsGeneralOnTheFirstVisit()
{
    auto ann = live("ann");
    QVERIFY(isLive(*ann));
    QCOMPARE(ann->rooms().rowCount(), 1);
    QCOMPARE(ann->rooms().roomAt(ann->rooms().index(0)), m_general);
    QCOMPARE(ann->serverName(), m_config.name);
    QCOMPARE(ann->username(), user("ann"));
}

void TestSession::joinsTheRoomOfTheAddress()
{
    SessionConfig config = offline("ann")->config();
    config.server.room = room("kitchen");
    Session ann(config);
    ann.start();
    QTRY_VERIFY(ann.rooms().indexOf(room("kitchen")).isValid());
    QTRY_VERIFY(!ann.rooms().index(0).data(RoomListModel::JoiningRole).toBool());
    QCOMPARE(ann.rooms().rowCount(), 1);
}

void TestSession::goesThroughItsStates()
{
    auto ann = offline("ann");
    QList<SessionState> states;
    connect(ann.get(), &Session::statusChanged, this,
        [&](const SessionStatus& status) { states.append(status.state); });
    QCOMPARE(ann->status().state, SessionState::Offline);
    ann->start();
    ann->start();
    QTRY_VERIFY(isLive(*ann));
    ann->stop();
    QCOMPARE(states,
        (QList { SessionState::Connecting, SessionState::ShakingHands, SessionState::Syncing,
            SessionState::Live, SessionState::Offline }));
    QCOMPARE(ann->status(), SessionStatus {});
    QTRY_COMPARE(m_server->status().people, 0);
}

void TestSession::saysWhyThereIsNoConnection()
{
    m_server.reset();
    auto ann = offline("ann");
    ann->start();
    QTRY_COMPARE(ann->status().state, SessionState::WaitingToRetry);
    QCOMPARE(ann->status().problem, SessionProblem::Refused);
    QVERIFY(ann->status().nextAttempt);
    QVERIFY(*ann->status().nextAttempt <= 120ms);
    ann->tryNow();
    QCOMPARE(ann->status().state, SessionState::Connecting);
    QCOMPARE(ann->status().problem, SessionProblem::Refused);
    startServer();
    QTRY_VERIFY(isLive(*ann));
    QCOMPARE(ann->status().problem, SessionProblem::None);
    QList<SessionProblem> problems;
    connect(ann.get(), &Session::statusChanged, this,
        [&](const SessionStatus& status) { problems.append(status.problem); });
    m_server->stop();
    QTRY_VERIFY(problems.contains(SessionProblem::ServerStopping));
}

void TestSession::talks()
{
    auto ann = live("ann");
    auto bob = live("bob");
    TimelineModel& hers = ann->timeline(m_general);
    TimelineModel& his = bob->timeline(m_general);
    QAbstractItemModelTester herTester(&hers);
    QAbstractItemModelTester hisTester(&his);
    QSignalSpy arrived(bob.get(), &Session::messageArrived);
    QSignalSpy own(ann.get(), &Session::messageArrived);
    QVERIFY(ann->post(m_general, u"hello, @bob"_s));
    QCOMPARE(deliveryOfLast(hers), Delivery::Pending);
    QTRY_COMPARE(deliveryOfLast(hers), Delivery::Delivered);
    QTRY_COMPARE(arrived.size(), 1);
    QCOMPARE(own.size(), 0);
    QCOMPARE(contents(his), QStringList { u"hello, @bob"_s });
    QVERIFY(his.index(his.rowCount() - 1).data(TimelineModel::MentionsMeRole).toBool());
    QVERIFY(bob->post(m_general, u"hello"_s, his.lastSeq()));
    QTRY_COMPARE(contents(hers), (QStringList { u"hello, @bob"_s, u"hello"_s }));
    QCOMPARE(hers.index(hers.rowCount() - 1).data(TimelineModel::ReplyToRole).toLongLong(), 1);
    const QModelIndex row = ann->rooms().index(0);
    QCOMPARE(row.data(RoomListModel::LastMessageRole).toString(), u"hello"_s);
    QCOMPARE(row.data(RoomListModel::LastAuthorRole).toString(), u"bob"_s);
    QVERIFY(row.data(RoomListModel::LastTimeRole).toDateTime().isValid());
}

void TestSession::refusesWhatIsNoMessage()
{
    auto ann = offline("ann");
    QCOMPARE(ann->post(m_general, {}).error().code, ErrorCode::BadField);
    QCOMPARE(ann->post(m_general, u" \n\t "_s).error().code, ErrorCode::BadField);
    QCOMPARE(ann->post(m_general, QString(16385, u'x')).error().code, ErrorCode::TooLong);
    QCOMPARE(ann->post(m_general, QString(8193, u'\u00fc')).error().code, ErrorCode::TooLong);
    QVERIFY(ann->post(m_general, QString(16384, u'x')));
    QCOMPARE(ann->timeline(m_general).rowCount(), 1);
}

void TestSession::tellsWhoTypes()
{
    auto ann = live("ann");
    auto bob = live("bob");
    MemberListModel& members = ann->members(m_general);
    QTRY_COMPARE(members.rowCount(), 2);
    QSignalSpy typing(ann.get(), &Session::typingChanged);
    bob->reportTyping(m_general, true);
    bob->reportTyping(m_general, true);
    QTRY_COMPARE(typing.size(), 1);
    QCOMPARE(typing.first().at(1).value<QList<UserName>>(), QList { user("bob") });
    QVERIFY(members.index(1).data(MemberListModel::TypingRole).toBool());
    QVERIFY(bob->post(m_general, u"done"_s));
    QTRY_COMPARE(typing.size(), 2);
    QVERIFY(typing.last().at(1).value<QList<UserName>>().isEmpty());
}

void TestSession::seesPeopleComeAndGo()
{
    auto ann = live("ann");
    MemberListModel& members = ann->members(m_general);
    QAbstractItemModelTester tester(&members);
    QTRY_COMPARE(members.rowCount(), 1);
    auto bob = live("bob");
    QTRY_COMPARE(members.onlineCount(), 2);
    bob->stop();
    QTRY_COMPARE(members.onlineCount(), 1);
    QCOMPARE(members.rowCount(), 2);
    bob->start();
    QTRY_COMPARE(members.onlineCount(), 2);
    bob->leave(m_general);
    QTRY_COMPARE(members.rowCount(), 1);
    TimelineModel& timeline = ann->timeline(m_general);
    bob->join(m_general);
    QTRY_COMPARE(timeline.rowCount(), 1);
    QCOMPARE(timeline.index(0).data(TimelineModel::KindRole).value<TimelineModel::Kind>(),
        TimelineModel::Kind::Joined);
}

void TestSession::countsUnreadOnEveryDevice()
{
    auto ann = live("ann");
    auto phone = live("ann");
    auto bob = live("bob");
    (void)ann->timeline(m_general);
    for (const QString& content : counted(u"hi @ann"_s, 1, 3)) {
        QVERIFY(bob->post(m_general, content));
    }
    QTRY_COMPARE(ann->rooms().totalUnread(), 3);
    QTRY_COMPARE(phone->rooms().totalUnread(), 3);
    QCOMPARE(ann->rooms().totalMentions(), 3);
    ann->markRead(m_general, { 2 });
    ann->markRead(m_general, { 1 });
    QCOMPARE(ann->rooms().totalUnread(), 1);
    QTRY_COMPARE(phone->rooms().totalUnread(), 1);
    QCOMPARE(ann->timeline(m_general).readSeq(), Seq { 0 });
    ann->beginReading(m_general);
    QCOMPARE(ann->timeline(m_general).readSeq(), Seq { 2 });

    // Read while there was no connection, and told when there is one.
    ann->stop();
    ann->markRead(m_general, { 3 });
    QCOMPARE(ann->rooms().totalUnread(), 0);
    ann->start();
    QTRY_COMPARE(phone->rooms().totalUnread(), 0);
    QTRY_VERIFY(isLive(*ann));
    QCOMPARE(ann->rooms().totalUnread(), 0);
    auto late = live("ann");
    QCOMPARE(late->rooms().totalUnread(), 0);
}

void TestSession::joinsAndLeavesRooms()
{
    auto ann = live("ann");
    auto bob = offline("bob");
    bob->join(room("kitchen"));
    QVERIFY(bob->rooms().index(0).data(RoomListModel::JoiningRole).toBool());
    QVERIFY(bob->post(room("kitchen"), u"tea?"_s));
    TimelineModel& kitchen = bob->timeline(room("kitchen"));
    bob->start();
    QTRY_COMPARE(deliveryOfLast(kitchen), Delivery::Delivered);
    QVERIFY(!bob->rooms().indexOf(room("kitchen")).data(RoomListModel::JoiningRole).toBool());

    ann->join(room("Kitchen"));
    QTRY_COMPARE(contents(ann->timeline(room("kitchen"))), QStringList { u"tea?"_s });
    QSignalSpy available(ann.get(), &Session::roomsAvailable);
    ann->requestAvailableRooms();
    QTRY_COMPARE(available.size(), 1);
    QCOMPARE(available.first().first().value<QList<event::RoomInfo>>().size(), 2);

    ann->leave(room("kitchen"));
    QVERIFY(!ann->rooms().indexOf(room("kitchen")).isValid());
    ann->stop();
    ann->start();
    QTRY_VERIFY(isLive(*ann));
    QVERIFY(!ann->rooms().indexOf(room("kitchen")).isValid());
    bob->stop();
    bob->leave(room("kitchen"));
    bob->start();
    QTRY_VERIFY(isLive(*bob));
    bob->requestAvailableRooms();
    bob->stop();
    bob->start();
    QTRY_VERIFY(isLive(*bob));
    QVERIFY(!bob->rooms().indexOf(room("kitchen")).isValid());
}

void TestSession::setsATopic()
{
    auto ann = live("ann");
    auto bob = live("bob");
    ann->setTopic(m_general, u"Tea at four"_s);
    QTRY_COMPARE(bob->rooms().index(0).data(RoomListModel::TopicRole).toString(), u"Tea at four"_s);
    TimelineModel& his = bob->timeline(m_general);
    QCOMPARE(
        his.index(his.rowCount() - 1).data(TimelineModel::KindRole).value<TimelineModel::Kind>(),
        TimelineModel::Kind::Topic);
    ann->stop();
    QSignalSpy failed(ann.get(), &Session::requestFailed);
    ann->setTopic(m_general, u"x"_s);
    QCOMPARE(failed.size(), 1);
}

void TestSession::showsWhatIsRefused()
{
    auto ann = live("ann");
    auto bob = live("bob");
    TimelineModel& hers = ann->timeline(m_general);
    QVERIFY(ann->post(m_general, u"an answer"_s, Seq { 99 }));
    QTRY_COMPARE(deliveryOfLast(hers), Delivery::Failed);
    const QModelIndex row = hers.index(hers.rowCount() - 1);
    QVERIFY(!row.data(TimelineModel::FailureRole).toString().isEmpty());
    const EventId id = EventId::fromString(row.data(TimelineModel::IdRole).toString()).value();
    ann->retry(id);
    QCOMPARE(deliveryOfLast(hers), Delivery::Pending);
    QTRY_COMPARE(deliveryOfLast(hers), Delivery::Failed);
    QVERIFY(ann->post(m_general, u"goes on"_s));
    QTRY_COMPARE(contents(bob->timeline(m_general)), QStringList { u"goes on"_s });
    ann->discard(id);
    QTRY_COMPARE(contents(hers), QStringList { u"goes on"_s });
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
