// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/eventtable.h"
#include "server/store/roomtable.h"
#include "server/store/schema.h"

#include "tests/server/storednames.h"

#include <QFile>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::server;
using namespace landline::server::testing;

class TablesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void roomsAreFoundWithoutRegardToCase();
    void aRoomThatMustBeNewIsRefusedWhereItExists();
    void membersComeAndGo();
    void privateRoomsAreSeenByTheirMembersAlone();
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
    void unreadCountsWhatOthersSaid();
    void readNeverMovesBack();
    void aRolledBackUserIsForgotten();
    void aRolledBackEventLeavesNoGap();
    void migratingAgainChangesNothing();
    void dataOfANewerVersionIsRefusedUnchanged();
    void whatIsNoDatabaseIsRefusedUnchanged();
    void aCommitIsOnDisk();

private:
    RoomRecord open(const char* name)
    {
        return *m_rooms->open({ room(name), false, {}, false, at(0) });
    }
    Seq say(const RoomRecord& where, const char* author, const QString& content)
    {
        return seqOf(m_events->append(message(where, author, content)).value().event);
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<RoomTable> m_rooms;
    std::unique_ptr<EventTable> m_events;
};

void TablesTest::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_database
        = std::make_unique<Database>(m_directory->filePath(u"landline.sqlite"_s), u"tables"_s);
    QVERIFY(!m_database->open(Database::Access::ReadWrite));
    m_rooms = std::make_unique<RoomTable>(*m_database);
    m_events = std::make_unique<EventTable>(*m_database, *m_rooms);
}

void TablesTest::cleanup()
{
    if (m_database) {
        QVERIFY2(!m_database->failure(), qPrintable(m_database->failure().value_or(QString())));
    }
    m_events.reset();
    m_rooms.reset();
    m_database.reset();
}

void TablesTest::roomsAreFoundWithoutRegardToCase()
{
    const auto made = open("Ärger");
    const auto again = open("ÄRGER");
    QCOMPARE(again.id, made.id);
    QCOMPARE(again.name.toString(), u"Ärger"_s);
    QVERIFY(!m_rooms->find(room("other")));
    QVERIFY(open("other").id != made.id);
}

void TablesTest::aRoomThatMustBeNewIsRefusedWhereItExists()
{
    const auto made = m_rooms->open({ room("Plans"), true, u"the topic"_s, true, at(0) });
    QVERIFY(made.isOk());
    QCOMPARE(made->topic, u"the topic"_s);
    QVERIFY(made->isPrivate);
    const auto refused = m_rooms->open({ room("plans"), true, u"another"_s, false, at(0) });
    QVERIFY(!refused.isOk());
    QCOMPARE(refused.error().code, ErrorCode::NameTaken);
    QCOMPARE(open("plans").topic, u"the topic"_s);
}

void TablesTest::membersComeAndGo()
{
    const auto general = open("general");
    for (const char* name : { "bob", "ann", "Ann", "ann" }) {
        m_rooms->setMember(general.id, user(name), true, at(0));
    }
    QCOMPARE(open("general").members, (QList { user("Ann"), user("ann"), user("bob") }));
    m_rooms->setMember(general.id, user("ann"), false, at(0));
    m_rooms->setMember(general.id, user("nobody"), false, at(0));
    QCOMPARE(open("general").members, (QList { user("Ann"), user("bob") }));
    QCOMPARE(m_rooms->memberships(user("bob")).size(), 1);
    QVERIFY(m_rooms->memberships(user("ann")).isEmpty());
    QVERIFY(m_rooms->memberships(user("stranger")).isEmpty());
}

void TablesTest::privateRoomsAreSeenByTheirMembersAlone()
{
    open("b");
    open("a");
    const auto secret = *m_rooms->open({ room("secret"), true, {}, true, at(0) });
    m_rooms->setMember(secret.id, user("ann"), true, at(0));
    const auto names = [this](const char* name) {
        QStringList list;
        for (const auto& record : m_rooms->visibleTo(user(name))) {
            list.append(record.name.toString());
        }
        return list;
    };
    QCOMPARE(names("ann"), (QStringList { u"a"_s, u"b"_s, u"secret"_s }));
    QCOMPARE(names("bob"), (QStringList { u"a"_s, u"b"_s }));
}

void TablesTest::seqRisesByOneInEachRoom()
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

void TablesTest::everyFieldOfAnEventComesBack()
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

void TablesTest::theSameIdIsStoredOnce()
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

void TablesTest::idsBelongToTheirUsers()
{
    const auto general = open("general");
    QVERIFY(!m_events->append(message(general, "ann", u"a"_s, u"1"_s))->repeated);
    QVERIFY(!m_events->append(message(general, "bob", u"b"_s, u"1"_s))->repeated);
    QVERIFY(!m_events->append(message(general, "ann", u"c"_s, u"2"_s))->repeated);
    QVERIFY(!m_events->append(message(general, "ann", u"d"_s))->repeated);
    QVERIFY(!m_events->append(message(general, "ann", u"d"_s))->repeated);
    QCOMPARE(open("general").lastSeq.value, 5);
}

void TablesTest::aTopicIsAnEventAndTheRoomsTopic()
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
    QCOMPARE(summaryOf(m_events->readUpTo(general.id, general.name, { 9 }, 9, 1000).events),
        u"1:ann:hi 2:topic:Plans 3:topic:"_s);
}

void TablesTest::pagesAfter_data()
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

void TablesTest::pagesAfter()
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

void TablesTest::pagesUpTo_data()
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

void TablesTest::pagesUpTo()
{
    QFETCH(int, upTo);
    QFETCH(int, limit);
    const auto general = open("general");
    QVERIFY(m_database->begin());
    for (int i = 0; i < 5; ++i) {
        say(general, "ann", QString::number(i));
    }
    QVERIFY(m_database->commit());
    const auto page = m_events->readUpTo(general.id, general.name, { upTo }, limit, 1000);
    QString seqs;
    for (const auto& entry : page.events) {
        seqs += QString::number(seqOf(entry).value);
    }
    QTEST(seqs, "seqs");
    QTEST(page.more, "more");
}

void TablesTest::pagesAreBoundInBytes()
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
    const auto newest = m_events->readUpTo(general.id, general.name, { 10 }, 200, 2500);
    QCOMPARE(newest.events.size(), 3);
    QCOMPARE(seqOf(newest.events.last()).value, 10);
    QVERIFY(newest.more);
    // One is always given, however long, or nobody would ever get past it.
    QCOMPARE(m_events->readAfter(general.id, general.name, { 9 }, { 10 }, 200, 1).events.size(), 1);
    QCOMPARE(m_events->readUpTo(general.id, general.name, { 10 }, 200, 1).events.size(), 1);
}

void TablesTest::unreadCountsWhatOthersSaid()
{
    const auto general = open("general");
    say(general, "bob", u"before ann came"_s);
    m_rooms->setMember(general.id, user("ann"), true, at(0));
    say(general, "bob", u"1"_s);
    say(general, "ann", u"her own"_s);
    NewEvent mention = message(general, "bob", u"2"_s);
    mention.mentions = { user("annabel"), user("ann") };
    m_events->append(mention).value();
    mention.mentions = { user("annabel") };
    m_events->append(mention).value();
    NewEvent topic = message(general, "bob", u"no message"_s);
    topic.kind = EventKind::Topic;
    m_events->append(topic).value();
    auto memberships = m_rooms->memberships(user("ann"));
    QCOMPARE(memberships.first().unread, 3);
    QCOMPARE(memberships.first().mentions, 1);
    QCOMPARE(memberships.first().readSeq.value, 1);
    m_rooms->setRead(general.id, user("ann"), { 4 });
    memberships = m_rooms->memberships(user("ann"));
    QCOMPARE(memberships.first().unread, 1);
    QCOMPARE(memberships.first().mentions, 0);
}

void TablesTest::readNeverMovesBack()
{
    const auto general = open("general");
    m_rooms->setMember(general.id, user("ann"), true, at(0));
    for (const qint64 seq : { 5, 3, 7, 1 }) {
        m_rooms->setRead(general.id, user("ann"), { seq });
    }
    QCOMPARE(m_rooms->memberships(user("ann")).first().readSeq.value, 7);
    m_rooms->setMember(general.id, user("ann"), true, at(9)); // joins once more
    QCOMPARE(m_rooms->memberships(user("ann")).first().readSeq.value, 7);
}

void TablesTest::aRolledBackUserIsForgotten()
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
    QCOMPARE(summaryOf(m_events->readUpTo(general.id, general.name, { 9 }, 9, 1000).events),
        u"1:mallory:a 2:eve:b"_s);
}

void TablesTest::aRolledBackEventLeavesNoGap()
{
    const auto general = open("general");
    say(general, "ann", u"1"_s);
    QVERIFY(m_database->begin());
    say(general, "ann", u"lost"_s);
    m_database->rollBack();
    m_events->forgetCounted();
    QCOMPARE(say(general, "ann", u"2"_s).value, 2);
}

void TablesTest::migratingAgainChangesNothing()
{
    const QString id = m_rooms->serverId();
    QVERIFY(!id.isEmpty());
    open("general");
    QVERIFY(!migrate(*m_database));
    QCOMPARE(m_rooms->serverId(), id);
    QCOMPARE(m_rooms->visibleTo(user("ann")).size(), 1);
}

namespace {

QByteArray contentOfFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

} // namespace

void TablesTest::dataOfANewerVersionIsRefusedUnchanged()
{
    QVERIFY(m_database->execute(u"PRAGMA user_version = 9999"_s));
    cleanup();
    const QString path = m_directory->filePath(u"landline.sqlite"_s);
    const QByteArray before = contentOfFile(path);
    {
        Database newer(path, u"newer"_s);
        const auto failure = newer.open(Database::Access::ReadWrite);
        QVERIFY(failure.has_value());
        QCOMPARE(failure->problem, ServerProblem::DataTooNew);
        QVERIFY(failure->detail.contains(u"9999"_s));
    }
    QCOMPARE(contentOfFile(path), before);
}

void TablesTest::whatIsNoDatabaseIsRefusedUnchanged()
{
    const QString path = m_directory->filePath(u"other.sqlite"_s);
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("this is no database\n").repeated(1000));
    }
    {
        Database database(path, u"none"_s);
        const auto failure = database.open(Database::Access::ReadWrite);
        QVERIFY(failure.has_value());
        QCOMPARE(failure->problem, ServerProblem::DataDirUnusable);
    }
    QCOMPARE(contentOfFile(path), QByteArray("this is no database\n").repeated(1000));
    Database directory(m_directory->path(), u"directory"_s);
    QCOMPARE(directory.open(Database::Access::ReadWrite)->problem, ServerProblem::DataDirUnusable);
}

void TablesTest::aCommitIsOnDisk()
{
    auto& journal = m_database->statement("PRAGMA journal_mode");
    QVERIFY(m_database->run(journal) && journal.next());
    QCOMPARE(journal.value(0).toString(), u"wal"_s);
    journal.finish();
    auto& synchronous = m_database->statement("PRAGMA synchronous");
    QVERIFY(m_database->run(synchronous) && synchronous.next());
    QCOMPARE(synchronous.value(0).toInt(), 2); // FULL
    synchronous.finish();
}

QTEST_APPLESS_MAIN(TablesTest)
#include "tst_tables.moc"
