// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session.h"

#include "client/eventcache.h"
#include "client/localdatabase.h"
#include "client/memberlistmodel.h"
#include "client/roomlistmodel.h"
#include "client/timelinemodel.h"
#include "server/serverthread.h"
#include "tests/client/samples.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace landline;
using namespace landline::client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QStringList contents(const TimelineModel& model)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        if (index.data(TimelineModel::KindRole).value<TimelineModel::Kind>()
            == TimelineModel::Kind::Message) {
            result.append(index.data().toString());
        }
    }
    return result;
}

Delivery deliveryOfLast(const TimelineModel& model)
{
    return model.index(model.rowCount() - 1).data(TimelineModel::DeliveryRole).value<Delivery>();
}

/// Until the newest event of the model is this one. QTRY_ sleeps between its looks, which is long for
/// a thousand messages one after the other.
bool waitForSeq(const TimelineModel& model, Seq seq)
{
    QSignalSpy changed(&model, &TimelineModel::dataChanged);
    while (model.lastSeq() < seq && changed.wait(10000)) { }
    return model.lastSeq() == seq;
}

QStringList counted(const QString& what, int first, int last)
{
    QStringList result;
    for (int i = first; i <= last; ++i) {
        result.append(u"%1 %2"_s.arg(what).arg(i));
    }
    return result;
}

} // namespace

/// Sessions and a real server, over the loopback.
class TestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

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

    void sendsWhatWasWrittenOffline();
    void remembersWhatACrashLeft();
    void staysWithinTheRate();
    void showsWhatIsRefused();
    void opensOnWhatWasRead();
    void worksFromMemory();

    void carriesOn_data();
    void carriesOn();
    void startsAfreshAfterTooMuch();
    void loadsOlderFromServerAndDisk();
    void dropsTheCacheOfAnotherServer();

private:
    void startServer();
    std::unique_ptr<Session> offline(const char* name, const QString& file = {});
    std::unique_ptr<Session> live(const char* name, const QString& file = {});
    static bool isLive(const Session& session)
    {
        return session.status().state == SessionState::Live;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    server::ServerConfig m_config;
    std::unique_ptr<server::ServerThread> m_server;
    const RoomName m_general = RoomName::general();
};

void TestSession::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_config = {};
    m_config.listen = { QHostAddress(QHostAddress::LocalHost) };
    m_config.port = 0;
    m_config.dataDir = m_dir->filePath(u"server"_s);
    m_config.rateLimited = false;
    startServer();
}

void TestSession::cleanup()
{
    m_server.reset();
    m_dir.reset();
}

void TestSession::startServer()
{
    m_server = std::make_unique<server::ServerThread>(m_config);
    m_server->start();
    QVERIFY(m_server->waitUntilStarted());
    m_config.port = m_server->status().port;
}

std::unique_ptr<Session> TestSession::offline(const char* name, const QString& file)
{
    SessionConfig config;
    config.server.host = u"127.0.0.1"_s;
    config.server.port = m_config.port;
    config.username = user(name);
    config.databasePath = file.isEmpty() ? QString() : m_dir->filePath(file);
    config.firstRetry = 20ms;
    config.lastRetry = 100ms;
    auto session = std::make_unique<Session>(config);
    (void)session->open();
    return session;
}

std::unique_ptr<Session> TestSession::live(const char* name, const QString& file)
{
    auto session = offline(name, file);
    session->start();
    (void)QTest::qWaitFor([&] {
        return isLive(*session) && session->rooms().indexOf(m_general).isValid()
            && !session->rooms().indexOf(m_general).data(RoomListModel::JoiningRole).toBool();
    });
    return session;
}

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
    bob->start();
    TimelineModel& kitchen = bob->timeline(room("kitchen"));
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

void TestSession::sendsWhatWasWrittenOffline()
{
    auto bob = live("bob");
    auto ann = live("ann");
    ann->stop();
    for (const QString& content : counted(u"note"_s, 1, 5)) {
        QVERIFY(ann->post(m_general, content));
    }
    QCOMPARE(deliveryOfLast(ann->timeline(m_general)), Delivery::Pending);
    ann->start();
    QTRY_COMPARE(contents(bob->timeline(m_general)), counted(u"note"_s, 1, 5));
    QTRY_COMPARE(deliveryOfLast(ann->timeline(m_general)), Delivery::Delivered);
    QCOMPARE(contents(ann->timeline(m_general)), counted(u"note"_s, 1, 5));
}

void TestSession::remembersWhatACrashLeft()
{
    {
        auto ann = live("ann", u"ann.sqlite"_s);
        ann->stop();
        QVERIFY(ann->post(m_general, u"not sent"_s));
        ann->setDraft(m_general, u"half a sent"_s);
        QVERIFY(ann->rooms().index(0).data(RoomListModel::DraftRole).toBool());
        ann->stop();
        // The files as a killed process would leave them.
        for (const QString& suffix : { u""_s, u"-wal"_s }) {
            QVERIFY(QFile::copy(m_dir->filePath(u"ann.sqlite"_s + suffix),
                m_dir->filePath(u"crashed.sqlite"_s + suffix)));
        }
    }
    auto ann = offline("ann", u"crashed.sqlite"_s);
    QCOMPARE(ann->draft(m_general), u"half a sent"_s);
    QVERIFY(ann->rooms().index(0).data(RoomListModel::DraftRole).toBool());
    TimelineModel& timeline = ann->timeline(m_general);
    QCOMPARE(contents(timeline), QStringList { u"not sent"_s });
    QCOMPARE(deliveryOfLast(timeline), Delivery::Pending);
    ann->start();
    QTRY_COMPARE(deliveryOfLast(timeline), Delivery::Delivered);
}

void TestSession::staysWithinTheRate()
{
    m_server.reset();
    m_config.rateLimited = true;
    m_config.rate = 40;
    m_config.burst = 3;
    startServer();
    auto ann = live("ann");
    auto phone = live("ann"); // Shares the server's patience.
    auto bob = live("bob");
    TimelineModel& hers = ann->timeline(m_general);
    TimelineModel& his = bob->timeline(m_general);
    for (const QString& content : counted(u"fast"_s, 1, 20)) {
        QVERIFY(ann->post(m_general, content));
    }
    QVERIFY(phone->post(m_general, u"from the phone"_s));
    QTRY_COMPARE_WITH_TIMEOUT(contents(his).size(), 21, 20000);
    QStringList fast = contents(his);
    QVERIFY(fast.removeOne(u"from the phone"_s));
    QCOMPARE(fast, counted(u"fast"_s, 1, 20));
    QTRY_COMPARE(deliveryOfLast(hers), Delivery::Delivered);
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

void TestSession::opensOnWhatWasRead()
{
    {
        auto ann = live("ann", u"ann.sqlite"_s);
        auto bob = live("bob");
        QVERIFY(bob->post(m_general, u"read"_s));
        QVERIFY(bob->post(m_general, u"unread"_s));
        QTRY_COMPARE(ann->rooms().totalUnread(), 2);
        ann->markRead(m_general, { 1 });
    }
    m_server.reset();
    auto ann = offline("ann", u"ann.sqlite"_s);
    QCOMPARE(ann->rooms().rowCount(), 1);
    QCOMPARE(ann->rooms().totalUnread(), 1);
    QCOMPARE(ann->rooms().index(0).data(RoomListModel::LastMessageRole).toString(), u"unread"_s);
    TimelineModel& timeline = ann->timeline(m_general);
    QCOMPARE(contents(timeline), (QStringList { u"read"_s, u"unread"_s }));
    QCOMPARE(timeline.readSeq(), Seq { 1 });
    QVERIFY(!timeline.hasOlder());
}

void TestSession::worksFromMemory()
{
    SessionConfig config = offline("ann")->config();
    config.databasePath = m_dir->path(); // No file can be there.
    Session ann(config);
    const Outcome outcome = ann.open();
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::Storage);
    ann.start();
    QTRY_VERIFY(ann.rooms().indexOf(m_general).isValid());
    QVERIFY(ann.post(m_general, u"all the same"_s));
    QTRY_COMPARE(deliveryOfLast(ann.timeline(m_general)), Delivery::Delivered);
}

void TestSession::carriesOn_data()
{
    QTest::addColumn<bool>("isKilled");
    QTest::addColumn<bool>("isNewSession");
    QTest::newRow("after a stop") << false << false;
    QTest::newRow("after a crash of the server") << true << false;
    QTest::newRow("after a crash of both") << true << true;
}

void TestSession::carriesOn()
{
    QFETCH(bool, isKilled);
    QFETCH(bool, isNewSession);
    auto ann = live("ann", u"ann.sqlite"_s);
    auto bob = live("bob");
    QStringList hers = counted(u"ann"_s, 1, 40);
    QStringList his = counted(u"bob"_s, 1, 40);
    for (int i = 0; i < 20; ++i) {
        QVERIFY(ann->post(m_general, hers.at(i)));
        QVERIFY(bob->post(m_general, his.at(i)));
    }
    QTRY_VERIFY(ann->timeline(m_general).lastSeq() > Seq { 5 });
    // In the middle of it.
    isKilled ? m_server->kill() : m_server->stop();
    m_server->waitUntilStopped();
    QTRY_VERIFY(!isLive(*ann) && !isLive(*bob));
    for (int i = 20; i < 40; ++i) {
        QVERIFY(ann->post(m_general, hers.at(i)));
        QVERIFY(bob->post(m_general, his.at(i)));
    }
    if (isNewSession) {
        ann.reset();
        ann = offline("ann", u"ann.sqlite"_s);
        ann->start();
    }
    startServer();
    TimelineModel& annSees = ann->timeline(m_general);
    TimelineModel& bobSees = bob->timeline(m_general);
    QTRY_COMPARE_WITH_TIMEOUT(annSees.lastSeq(), Seq { 80 }, 20000);
    QTRY_COMPARE_WITH_TIMEOUT(bobSees.lastSeq(), Seq { 80 }, 20000);
    QCOMPARE(contents(annSees), contents(bobSees));
    QCOMPARE(contents(annSees).filter(u"ann"_s), hers);
    QCOMPARE(contents(annSees).filter(u"bob"_s), his);
    QTRY_VERIFY(isLive(*ann) && isLive(*bob));
}

void TestSession::startsAfreshAfterTooMuch()
{
    m_server.reset();
    m_config.inMemory = true;
    startServer();
    auto ann = live("ann", u"ann.sqlite"_s);
    auto bob = live("bob");
    QVERIFY(bob->post(m_general, u"before"_s));
    TimelineModel& timeline = ann->timeline(m_general);
    QTRY_COMPARE(timeline.lastSeq(), Seq { 1 });
    ann->stop();
    for (const QString& content : counted(u"missed"_s, 1, 1100)) {
        QVERIFY(bob->post(m_general, content));
    }
    QVERIFY(waitForSeq(bob->timeline(m_general), { 1101 }));
    QVERIFY(ann->post(m_general, u"mine"_s));
    ann->start();
    QTRY_COMPARE(timeline.lastSeq(), Seq { 1102 });
    QTRY_VERIFY(isLive(*ann));
    QCOMPARE(contents(timeline), counted(u"missed"_s, 1001, 1100) + QStringList { u"mine"_s });
    QVERIFY(timeline.hasOlder());
}

void TestSession::loadsOlderFromServerAndDisk()
{
    m_server.reset();
    m_config.inMemory = true;
    startServer();
    auto bob = live("bob");
    for (const QString& content : counted(u"line"_s, 1, 350)) {
        QVERIFY(bob->post(m_general, content));
    }
    QVERIFY(waitForSeq(bob->timeline(m_general), { 350 }));
    {
        auto ann = live("ann", u"ann.sqlite"_s);
        TimelineModel& timeline = ann->timeline(m_general);
        QAbstractItemModelTester tester(&timeline);
        QTRY_COMPARE(contents(timeline), counted(u"line"_s, 251, 350));
        QVERIFY(timeline.hasOlder());
        ann->loadOlder(m_general);
        QVERIFY(timeline.isLoadingOlder());
        ann->loadOlder(m_general);
        QTRY_COMPARE(contents(timeline), counted(u"line"_s, 151, 350));
        QVERIFY(!timeline.isLoadingOlder());
    }
    auto ann = offline("ann", u"ann.sqlite"_s);
    TimelineModel& timeline = ann->timeline(m_general);
    QCOMPARE(contents(timeline), counted(u"line"_s, 251, 350));
    ann->loadOlder(m_general);
    QCOMPARE(contents(timeline), counted(u"line"_s, 151, 350));
    ann->loadOlder(m_general);
    QVERIFY(!timeline.isLoadingOlder());
    QVERIFY(timeline.hasOlder());
    ann->start();
    QTRY_VERIFY(isLive(*ann));
    for (const int first : { 51, 1 }) {
        ann->loadOlder(m_general);
        QTRY_COMPARE(contents(timeline), counted(u"line"_s, first, 350));
    }
    QVERIFY(!timeline.hasOlder());
}

void TestSession::dropsTheCacheOfAnotherServer()
{
    {
        auto ann = live("ann", u"ann.sqlite"_s);
        QVERIFY(ann->post(m_general, u"old"_s));
        QTRY_COMPARE(deliveryOfLast(ann->timeline(m_general)), Delivery::Delivered);
        ann->stop();
        QVERIFY(ann->post(m_general, u"kept"_s));
    }
    {
        LocalDatabase database;
        QVERIFY(database.open(m_dir->filePath(u"ann.sqlite"_s)));
        EventCache(database, user("ann")).setServerId(u"another"_s);
    }
    m_server.reset();
    m_config.dataDir = m_dir->filePath(u"new server"_s);
    startServer();
    auto ann = offline("ann", u"ann.sqlite"_s);
    TimelineModel& timeline = ann->timeline(m_general);
    QCOMPARE(contents(timeline), (QStringList { u"old"_s, u"kept"_s }));
    ann->start();
    QTRY_COMPARE(contents(timeline), QStringList { u"kept"_s });
    QTRY_COMPARE(deliveryOfLast(timeline), Delivery::Delivered);
    QCOMPARE(timeline.lastSeq(), Seq { 1 });
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
