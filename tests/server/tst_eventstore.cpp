// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/eventstore.h"

#include "tests/server/fulldisk.h"
#include "tests/server/storednames.h"
#include "tests/support/patience.h"
#include "tests/support/waiting.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::server;
using namespace landline::server::testing;
using landline::support::waitUntil;

class EventStoreTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void callbacksComeInTheOrderOfTheCalls();
    void allOfOneTurnIsOneGroup();
    void theSameIdTwiceInOneGroup();
    void theSameIdAfterAReopening();
    void seqGoesOnAfterAReopening();
    void whatIsToldCanBeRead();
    void closeCommitsWhatIsUnderWay();
    void noCallbackAfterClose();
    void aFullDiskFailsTheWholeGroup();
    void itGoesOnByItselfWhenTheDiskDoes();
    void readingGoesOnWhileTheDiskIsFull();
    void aTornLogOpens_data();
    void aTornLogOpens();
    void aStoreInMemoryKeepsTheSamePromises();
    void twoStoresInOneProcess();
    void thousandsOfWritesAreFewGroups();

private:
    RoomRecord openRoom(const char* name);
    Result<StoredEvent> append(const NewEvent& event);
    QString log(const RoomRecord& where);

    std::unique_ptr<QTemporaryDir> m_directory;
    Turn m_turn;
    std::unique_ptr<EventStore> m_store;
};

void EventStoreTest::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<EventStore>(m_turn);
    QVERIFY(!m_store->open(m_directory->path()));
}

void EventStoreTest::cleanup()
{
    m_store.reset();
}

RoomRecord EventStoreTest::openRoom(const char* name)
{
    std::optional<Result<RoomRecord>> made;
    m_store->openRoom({ room(name), false, {}, false, at(0) },
        [&made](const Result<RoomRecord>& record) { made = record; });
    waitUntil([&made] { return made.has_value(); });
    return made && made->isOk() ? **made : RoomRecord {};
}

Result<StoredEvent> EventStoreTest::append(const NewEvent& event)
{
    std::optional<Result<StoredEvent>> stored;
    m_store->append(event, [&stored](const Result<StoredEvent>& result) { stored = result; });
    waitUntil([&stored] { return stored.has_value(); });
    return stored.value_or(Error { ErrorCode::Storage, u"no answer"_s });
}

QString EventStoreTest::log(const RoomRecord& where)
{
    std::optional<QString> read;
    m_store->readAfter(where.id, where.name, {}, { 1'000'000 }, 1'000'000, 1'000'000'000,
        [&read](const Result<LogPage>& page) {
            read = page.isOk() ? summaryOf(page->events) : u"failed: "_s + page.error().detail;
        });
    waitUntil([&read] { return read.has_value(); });
    return read.value_or(u"no answer"_s);
}

void EventStoreTest::callbacksComeInTheOrderOfTheCalls()
{
    const auto general = openRoom("general");
    QStringList told;
    for (int i = 0; i < 500; ++i) {
        m_store->append(message(general, "ann", QString::number(i)),
            [&told, i](const Result<StoredEvent>& stored) {
                told.append(u"%1=%2"_s.arg(i).arg(stored.isOk() ? seqOf(stored->event).value : -1));
            });
        if (i % 50 == 49) {
            QCoreApplication::processEvents(); // several groups
        }
    }
    QTRY_COMPARE(told.size(), 500);
    for (int i = 0; i < 500; ++i) {
        QCOMPARE(told.at(i), u"%1=%2"_s.arg(i).arg(i + 1));
    }
}

void EventStoreTest::allOfOneTurnIsOneGroup()
{
    const auto general = openRoom("general");
    QSignalSpy groups(m_store.get(), &EventStore::groupTold);
    int told = 0;
    for (int i = 0; i < 100; ++i) {
        m_store->append(
            message(general, "ann", u"x"_s), [&told](const Result<StoredEvent>&) { ++told; });
    }
    QCOMPARE(m_store->waiting(), 100);
    QTRY_COMPARE(told, 100);
    QTRY_COMPARE(groups.size(), 1);
    QCOMPARE(m_store->waiting(), 0);
}

void EventStoreTest::theSameIdTwiceInOneGroup()
{
    const auto general = openRoom("general");
    QList<StoredEvent> told;
    for (const char* content : { "a", "b", "c" }) {
        m_store->append(message(general, "ann", QString::fromLatin1(content), u"same"_s),
            [&told](const Result<StoredEvent>& stored) { told.append(stored.value()); });
    }
    m_store->append(message(general, "bob", u"after"_s), {});
    QTRY_COMPARE(told.size(), 3);
    QVERIFY(!told.at(0).repeated);
    QVERIFY(told.at(1).repeated && told.at(2).repeated);
    QCOMPARE(told.at(1).event, told.at(0).event);
    QCOMPARE(log(general), u"1:ann:a 2:bob:after"_s);
}

void EventStoreTest::theSameIdAfterAReopening()
{
    const auto general = openRoom("general");
    const auto first = append(message(general, "ann", u"a"_s, u"1"_s));
    const QString serverId = m_store->serverId();
    m_store = std::make_unique<EventStore>(m_turn);
    QVERIFY(!m_store->open(m_directory->path()));
    QCOMPARE(m_store->serverId(), serverId);
    QVERIFY(!serverId.isEmpty());
    const auto again = append(message(general, "ann", u"b"_s, u"1"_s));
    QVERIFY(again->repeated);
    QCOMPARE(again->event, first->event);
}

void EventStoreTest::seqGoesOnAfterAReopening()
{
    const auto general = openRoom("general");
    append(message(general, "ann", u"a"_s)).value();
    append(message(general, "bob", u"b"_s)).value();
    m_store = std::make_unique<EventStore>(m_turn);
    QVERIFY(!m_store->open(m_directory->path()));
    QCOMPARE(openRoom("general").id, general.id);
    QCOMPARE(openRoom("general").lastSeq.value, 2);
    append(message(general, "ann", u"c"_s)).value();
    QCOMPARE(log(general), u"1:ann:a 2:bob:b 3:ann:c"_s);
}

void EventStoreTest::whatIsToldCanBeRead()
{
    const auto general = openRoom("general");
    for (int i = 1; i <= 20; ++i) {
        std::optional<qsizetype> read;
        m_store->append(message(general, "ann", u"x"_s), [&](const Result<StoredEvent>& stored) {
            m_store->readMessages(general.id, general.name, seqOf(stored->event), 200, 1'000'000,
                [&read](const Result<LogPage>& page) { read = page->events.size(); });
        });
        QTRY_VERIFY(read.has_value());
        QCOMPARE(*read, i);
    }
}

void EventStoreTest::closeCommitsWhatIsUnderWay()
{
    const auto general = openRoom("general");
    m_store->append(message(general, "ann", u"under way"_s), {});
    QCoreApplication::processEvents(); // handed over
    m_store->close();
    m_store = std::make_unique<EventStore>(m_turn);
    QVERIFY(!m_store->open(m_directory->path()));
    QCOMPARE(log(general), u"1:ann:under way"_s);
}

void EventStoreTest::noCallbackAfterClose()
{
    const auto general = openRoom("general");
    int told = 0;
    for (int i = 0; i < 3; ++i) {
        m_store->append(
            message(general, "ann", u"x"_s), [&told](const Result<StoredEvent>&) { ++told; });
        m_store->readRooms(user("ann"), [&told](const Result<QList<RoomRecord>>&) { ++told; });
        QMetaObject::invokeMethod(m_store.get(), "handOver", Qt::DirectConnection);
        QTest::qSleep(30); // done in the store's threads, but not told yet
        m_store->append(
            message(general, "ann", u"y"_s), [&told](const Result<StoredEvent>&) { ++told; });
    }
    m_store->close();
    const int before = told;
    QTest::qWait(30);
    QCOMPARE(told, before);
    m_store->append(
        message(general, "ann", u"late"_s), [&told](const Result<StoredEvent>&) { ++told; });
    QTest::qWait(10);
    QCOMPARE(told, before);
}

void EventStoreTest::aFullDiskFailsTheWholeGroup()
{
    const auto general = openRoom("general");
    append(message(general, "ann", u"before"_s)).value();
    QSignalSpy failing(m_store.get(), &EventStore::failingChanged);
    int stored = 0;
    int failed = 0;
    {
        const FullDisk full(65536);
        for (int i = 0; i < 20; ++i) {
            m_store->append(message(general, "ann", QString(16000, u'x')),
                [&](const Result<StoredEvent>& result) {
                    result.isOk() ? ++stored : ++failed;
                    if (!result.isOk()) {
                        QCOMPARE(result.error().code, ErrorCode::Storage);
                        QVERIFY(result.error().detail.endsWith(u'.'));
                    }
                });
        }
        QTRY_COMPARE(stored + failed, 20);
        QCOMPARE(failed, 20);
        QVERIFY(m_store->isFailing());
    }
    QCOMPARE(failing.size(), 1);
    QCOMPARE(log(general), u"1:ann:before"_s);
}

void EventStoreTest::itGoesOnByItselfWhenTheDiskDoes()
{
    const auto general = openRoom("general");
    append(message(general, "ann", u"before"_s)).value();
    QSignalSpy failing(m_store.get(), &EventStore::failingChanged);
    for (int round = 0; round < 5; ++round) {
        {
            const FullDisk full(65536);
            // Somebody who was never seen before, twice in a group that fails.
            const QByteArray name = "new" + QByteArray::number(round);
            m_store->append(message(general, name.constData(), QString(16000, u'x')), {});
            m_store->append(
                message(general, name.constData(), QString(60000, u'x'), u"lost"_s), {});
            m_store->append(message(general, "ann", QString(60000, u'x'), u"%1"_s.arg(round)), {});
            QTRY_VERIFY(m_store->isFailing());
        }
        bool probed = false;
        m_store->probe([&probed](const Result<std::monostate>& result) { probed = result.isOk(); });
        QTRY_VERIFY(probed);
        QTRY_VERIFY(!m_store->isFailing());
        const QByteArray other = "other" + QByteArray::number(round);
        append(message(general, other.constData(), u"x"_s)).value();
        append(message(general, ("new" + QByteArray::number(round)).constData(), u"y"_s)).value();
        // The same id as in the failed group: it was not stored, so now it is.
        QVERIFY(!append(message(general, "ann", u"z"_s, u"%1"_s.arg(round)))->repeated);
    }
    QCOMPARE(failing.size(), 10);
    QString expected = u"1:ann:before"_s;
    for (int round = 0; round < 5; ++round) {
        expected += u" %1:other%4:x %2:new%4:y %3:ann:z"_s.arg(round * 3 + 2)
                        .arg(round * 3 + 3)
                        .arg(round * 3 + 4)
                        .arg(round);
    }
    QCOMPARE(log(general), expected);
}

void EventStoreTest::readingGoesOnWhileTheDiskIsFull()
{
    const auto general = openRoom("general");
    append(message(general, "ann", u"a"_s)).value();
    const FullDisk full(65536);
    QVERIFY(!append(message(general, "ann", QString(100'000, u'x'))).isOk());
    QCOMPARE(log(general), u"1:ann:a"_s);
}

void EventStoreTest::aTornLogOpens_data()
{
    QTest::addColumn<int>("lost");
    for (const int lost : { 0, 1, 100, 4095, 4096, 4120, 8192, 20'000, 50'000, 1'000'000 }) {
        QTest::addRow("%d bytes", lost) << lost;
    }
}

void EventStoreTest::aTornLogOpens()
{
    QFETCH(int, lost);
    const auto general = openRoom("general");
    for (int i = 0; i < 20; ++i) {
        append(message(general, "ann", QString::number(i))).value();
    }
    // What a power failure leaves: the file, and as much of the write-ahead log as reached the disk.
    const QTemporaryDir torn;
    const QString name = u"landline.sqlite"_s;
    QVERIFY(QFile::copy(m_directory->filePath(name), torn.filePath(name)));
    QVERIFY(QFile::copy(m_directory->filePath(name + u"-wal"_s), torn.filePath(name + u"-wal"_s)));
    QFile wal(torn.filePath(name + u"-wal"_s));
    QVERIFY(wal.resize(std::max<qint64>(0, wal.size() - lost)));
    m_store = std::make_unique<EventStore>(m_turn);
    QVERIFY(!m_store->open(torn.path()));
    const auto found = openRoom("general");
    const QString kept = log(found);
    const auto count = found.lastSeq.value;
    QVERIFY(lost > 0 || count == 20);
    append(message(found, "bob", u"after"_s)).value();
    QString expected;
    for (qint64 i = 0; i < count; ++i) {
        expected += u"%1:ann:%2 "_s.arg(i + 1).arg(i);
    }
    QCOMPARE(kept, expected.trimmed());
    QCOMPARE(log(found), expected + u"%1:bob:after"_s.arg(count + 1));
}

void EventStoreTest::aStoreInMemoryKeepsTheSamePromises()
{
    m_store = std::make_unique<EventStore>(m_turn);
    QVERIFY(!m_store->open({}));
    const auto general = openRoom("general");
    QVERIFY(!append(message(general, "ann", u"a"_s, u"1"_s))->repeated);
    QVERIFY(append(message(general, "ann", u"b"_s, u"1"_s))->repeated);
    append(message(general, "bob", u"c"_s)).value();
    QCOMPARE(log(general), u"1:ann:a 2:bob:c"_s);
    QVERIFY(!m_store->serverId().isEmpty());
}

void EventStoreTest::twoStoresInOneProcess()
{
    const QTemporaryDir other;
    EventStore second(m_turn);
    QVERIFY(!second.open(other.path()));
    QVERIFY(second.serverId() != m_store->serverId());
    openRoom("general");
}

void EventStoreTest::thousandsOfWritesAreFewGroups()
{
    const auto general = openRoom("general");
    QSignalSpy groups(m_store.get(), &EventStore::groupTold);
    int told = 0;
    for (int i = 0; i < 5000; ++i) {
        m_store->append(message(general, "ann", u"x"_s),
            [&told](const Result<StoredEvent>& stored) { told += stored.isOk() ? 1 : 0; });
        if (i % 100 == 0) {
            QCoreApplication::processEvents();
        }
    }
    QTRY_COMPARE_WITH_TIMEOUT(told, 5000, 30'000);
    QVERIFY(groups.size() <= 51);
}

QTEST_GUILESS_MAIN(EventStoreTest)
#include "tst_eventstore.moc"
