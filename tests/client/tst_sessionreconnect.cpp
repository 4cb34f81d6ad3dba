// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/eventcache.h"
#include "client/localdatabase.h"
#include "tests/client/sessionfixture.h"
#include "tests/support/faultproxy.h"
#include "tests/support/patience.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>

using namespace landline;
using namespace landline::client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What a session remembers, and how it goes on when server, network or it itself fails.
class TestSessionReconnect : public SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { prepare(); }
    void cleanup() { tidyUp(); }

    void sendsWhatWasWrittenOffline();
    void remembersWhatACrashLeft();
    void staysWithinTheRate();
    void opensOnWhatWasRead();
    void worksFromMemory();
    void carriesOn_data();
    void carriesOn();
    void carriesOnAfterACut();
    void comesBackWhenTheNetworkDoes();
    void startsAfreshAfterTooMuch();
    void loadsOlderFromServerAndDisk();
    void dropsTheCacheOfAnotherServer();
};

void TestSessionReconnect::sendsWhatWasWrittenOffline()
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

void TestSessionReconnect::remembersWhatACrashLeft()
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

void TestSessionReconnect::staysWithinTheRate()
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

void TestSessionReconnect::opensOnWhatWasRead()
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

void TestSessionReconnect::worksFromMemory()
{
    SessionConfig config = offline("ann")->config();
    config.databasePath = m_dir->path(); // No file can be there.
    Session ann(config);
    const Outcome outcome = ann.open();
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::Storage);
    ann.start();
    QTRY_VERIFY(ann.rooms().indexOf(m_general).isValid());
    TimelineModel& timeline = ann.timeline(m_general);
    QVERIFY(ann.post(m_general, u"all the same"_s));
    QTRY_COMPARE(deliveryOfLast(timeline), Delivery::Delivered);
}

void TestSessionReconnect::carriesOn_data()
{
    QTest::addColumn<bool>("isKilled");
    QTest::addColumn<bool>("isNewSession");
    QTest::newRow("after a stop") << false << false;
    QTest::newRow("after a crash of the server") << true << false;
    QTest::newRow("after a crash of both") << true << true;
}

void TestSessionReconnect::carriesOn()
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

void TestSessionReconnect::carriesOnAfterACut()
{
    support::FaultProxy proxy(u"127.0.0.1"_s, m_config.port);
    const quint16 direct = std::exchange(m_config.port, proxy.port());
    auto ann = live("ann");
    m_config.port = direct;
    auto bob = live("bob");
    TimelineModel& annSees = ann->timeline(m_general);
    TimelineModel& bobSees = bob->timeline(m_general);
    QAbstractItemModelTester tester(&annSees);
    QSignalSpy states(ann.get(), &Session::statusChanged);
    const QStringList hers = counted(u"ann"_s, 1, 60);
    const QStringList his = counted(u"bob"_s, 1, 60);
    for (int i = 0; i < 60; ++i) {
        QVERIFY(ann->post(m_general, hers.at(i)));
        QVERIFY(bob->post(m_general, his.at(i)));
        if (i % 10 == 9) {
            // What was sent and not answered is lost on its way, or its echo is.
            proxy.setDelay(5ms);
            QTRY_VERIFY(annSees.lastSeq() > Seq { i / 2 });
            proxy.cut();
        }
    }
    QTRY_COMPARE_WITH_TIMEOUT(annSees.lastSeq(), Seq { 120 }, 20000);
    QTRY_COMPARE_WITH_TIMEOUT(bobSees.lastSeq(), Seq { 120 }, 20000);
    QCOMPARE(contents(annSees), contents(bobSees));
    QCOMPARE(contents(annSees).filter(u"ann"_s), hers);
    QCOMPARE(contents(annSees).filter(u"bob"_s), his);
    QVERIFY(states.size() > 6);
}

void TestSessionReconnect::comesBackWhenTheNetworkDoes()
{
    support::FaultProxy proxy(u"127.0.0.1"_s, m_config.port);
    proxy.setStalled(true);
    m_config.port = proxy.port();
    SessionConfig config = offline("ann")->config();
    config.handshakeDeadline = 200ms;
    Session ann(config);
    TimelineModel& timeline = ann.timeline(m_general);
    ann.start();
    QTRY_COMPARE(ann.status().state, SessionState::WaitingToRetry);
    QCOMPARE(ann.status().problem, SessionProblem::TimedOut);
    QVERIFY(ann.post(m_general, u"at last"_s));
    proxy.setStalled(false);
    QTRY_VERIFY(isLive(ann));
    QTRY_COMPARE(deliveryOfLast(timeline), Delivery::Delivered);
}

void TestSessionReconnect::startsAfreshAfterTooMuch()
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

void TestSessionReconnect::loadsOlderFromServerAndDisk()
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

void TestSessionReconnect::dropsTheCacheOfAnotherServer()
{
    {
        auto ann = live("ann", u"ann.sqlite"_s);
        TimelineModel& timeline = ann->timeline(m_general);
        QVERIFY(ann->post(m_general, u"old"_s));
        QTRY_COMPARE(deliveryOfLast(timeline), Delivery::Delivered);
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

QTEST_GUILESS_MAIN(TestSessionReconnect)
#include "tst_sessionreconnect.moc"
