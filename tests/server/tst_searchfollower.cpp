// SPDX-License-Identifier: GPL-3.0-or-later
// What the index learns from the log, and when it has to be made anew.
#include "tests/server/searchfixture.h"

#include <QFile>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::server;
using namespace landline::server::testing;

class SearchFollowerTest final : public SearchFixture {
    Q_OBJECT

private Q_SLOTS:
    void whatWasSaidIsFound();
    void roomsAreReadSideBySideInTheOrderOfTime();
    void goesOnWhereItEnded();
    void aPieceIsAsLargeAsAsked();
    void stopsWhenAskedTo();
    void editsAreFollowed();
    void deletionsAreFollowed();
    void reactionsAndPinsAreFollowed();
    void whatWasChangedBeforeIsReadAsItIs();
    void whatWasDeletedIsGoneFromTheDisk();
    void aFullShelfIsPutInOnePiece();
    void numbersGoOnAfterTheNewestWasDeleted();
    void anotherLogIsNoticed();
    void aBackupThatWasPutBackIsNoticed();
    void wordsCutOtherwiseAreNoticed();
    void aFailedPieceIsReadAgain();
    void manyRoomsAreReadInOneGo();

private:
    qint64 shelves()
    {
        auto row = m_indexDatabase->query("SELECT count(*) FROM shelves");
        return row.next() ? row.integer(0) : -1;
    }
    void tidyAll()
    {
        while (m_index->tidy()) { }
        m_index->settle();
        QVERIFY(!m_indexDatabase->failure());
    }
    QByteArray indexFiles() const
    {
        QByteArray all;
        for (const QString& suffix : { u""_s, u"-wal"_s }) {
            QFile file(indexPath() + suffix);
            all += file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        }
        return all;
    }
};

void SearchFollowerTest::whatWasSaidIsFound()
{
    const auto general = open("general");
    say(general, "ann", u"Tea at four"_s);
    say(general, "bob", u"coffee"_s);
    QCOMPARE(found(u"tea"_s), QString());
    followAll();
    QCOMPARE(found(u"tea"_s), u"general:1"_s);
    QCOMPARE(found(u"coffee"_s), u"general:2"_s);
    say(general, "bob", u"more tea"_s);
    m_follower->notice({ general.id.value });
    QVERIFY(m_follower->advance(10, goOn));
    QVERIFY(m_follower->isDone());
    QCOMPARE(found(u"tea"_s), u"general:3 general:1"_s);
}

void SearchFollowerTest::roomsAreReadSideBySideInTheOrderOfTime()
{
    const auto a = open("a");
    const auto b = open("b");
    const auto c = open("c");
    for (const qint64 moment : { 1, 4, 5, 9 }) {
        sayAt(a, "ann", u"tea"_s, moment);
    }
    for (const qint64 moment : { 2, 3, 10 }) {
        sayAt(b, "ann", u"tea"_s, moment);
    }
    for (const qint64 moment : { 6, 7, 8 }) {
        sayAt(c, "ann", u"tea"_s, moment);
    }
    followAll();
    QCOMPARE(found(u"tea"_s), u"b:3 a:4 c:3 c:2 c:1 a:3 a:2 b:2 b:1 a:1"_s);
}

void SearchFollowerTest::goesOnWhereItEnded()
{
    const auto general = open("general");
    for (int i = 1; i <= 30; ++i) {
        say(general, "ann", u"tea %1"_s.arg(i));
        if (i % 7 == 0) {
            openIndex();
            followAll();
        }
    }
    openIndex();
    followAll();
    QCOMPARE(find("ann", u"tea"_s)->found.size(), 30);
    QCOMPARE(shelves(), 4);
    openIndex();
    QVERIFY(m_follower->begin());
    QVERIFY(m_follower->isDone());
}

void SearchFollowerTest::aPieceIsAsLargeAsAsked()
{
    const auto general = open("general");
    for (int i = 0; i < 10; ++i) {
        say(general, "ann", u"tea"_s);
    }
    QVERIFY(m_follower->begin());
    for (const int expected : { 4, 8, 10 }) {
        QVERIFY(!m_follower->isDone());
        QVERIFY(m_follower->advance(4, goOn));
        QCOMPARE(find("ann", u"tea"_s)->found.size(), expected);
    }
    QVERIFY(m_follower->isDone());
}

void SearchFollowerTest::stopsWhenAskedTo()
{
    const auto general = open("general");
    QVERIFY(m_database->begin());
    for (int i = 0; i < 200; ++i) {
        say(general, "ann", u"tea"_s);
    }
    QVERIFY(m_database->commit());
    QVERIFY(m_follower->begin());
    int asked = 0;
    QVERIFY(m_follower->advance(1000, [&asked] { return ++asked > 2; }));
    QVERIFY(!m_follower->isDone());
    const auto read = find("ann", u"tea"_s, 200)->found.size();
    QVERIFY(read > 0 && read < 200);
    QVERIFY(m_follower->advance(1000, goOn));
    QCOMPARE(find("ann", u"tea"_s, 200)->found.size(), 200);
}

void SearchFollowerTest::editsAreFollowed()
{
    const auto general = open("general");
    say(general, "ann", u"tea at four"_s);
    say(general, "bob", u"tea at five"_s);
    followAll();
    change(EventKind::Edit, general, "ann", Seq { 1 }, u"coffee at four"_s);
    followAll();
    QCOMPARE(found(u"tea"_s), u"general:2"_s);
    QCOMPARE(found(u"coffee"_s), u"general:1"_s);
    QCOMPARE(found(u"four"_s), u"general:1"_s);
    QCOMPARE(found(u"has:edit"_s), u"general:1"_s);
    // In its place still.
    QCOMPARE(found(u"at"_s), u"general:2 general:1"_s);
    change(EventKind::Edit, general, "ann", Seq { 1 }, u"see https://a.example"_s);
    followAll();
    QCOMPARE(found(u"coffee"_s), QString());
    QCOMPARE(found(u"has:link"_s), u"general:1"_s);
}

void SearchFollowerTest::deletionsAreFollowed()
{
    const auto general = open("general");
    say(general, "ann", u"tea"_s);
    say(general, "ann", u"more tea"_s);
    followAll();
    change(EventKind::Delete, general, "ann", Seq { 1 });
    followAll();
    QCOMPARE(found(u"tea"_s), u"general:2"_s);
    QCOMPARE(found(u"from:ann"_s), u"general:2"_s);
    auto row = m_indexDatabase->query("SELECT count(*) FROM documents");
    QVERIFY(row.next());
    QCOMPARE(row.integer(0), 1);
}

void SearchFollowerTest::reactionsAndPinsAreFollowed()
{
    const auto general = open("general");
    say(general, "ann", u"tea"_s);
    followAll();
    QCOMPARE(found(u"has:reaction"_s), QString());
    change(EventKind::React, general, "bob", Seq { 1 }, u"👍"_s);
    change(EventKind::Pin, general, "bob", Seq { 1 });
    followAll();
    QCOMPARE(found(u"has:reaction has:pin"_s), u"general:1"_s);
    QCOMPARE(found(u"tea -has:pin"_s), QString());
    QCOMPARE(find("ann", u"tea"_s)->found.constFirst().message.reactions.size(), 1);
    change(EventKind::Unreact, general, "bob", Seq { 1 }, u"👍"_s);
    change(EventKind::Unpin, general, "bob", Seq { 1 });
    followAll();
    QCOMPARE(found(u"has:reaction"_s), QString());
    QCOMPARE(found(u"has:pin"_s), QString());
    QCOMPARE(found(u"tea -has:pin -has:reaction"_s), u"general:1"_s);
}

void SearchFollowerTest::whatWasChangedBeforeIsReadAsItIs()
{
    const auto general = open("general");
    say(general, "ann", u"tea"_s);
    say(general, "ann", u"secret"_s);
    say(general, "ann", u"pinned"_s);
    change(EventKind::Edit, general, "ann", Seq { 1 }, u"coffee"_s);
    change(EventKind::Edit, general, "ann", Seq { 1 }, u"cocoa"_s);
    change(EventKind::Delete, general, "ann", Seq { 2 });
    change(EventKind::Pin, general, "bob", Seq { 3 });
    change(EventKind::React, general, "bob", Seq { 3 }, u"👍"_s);
    followAll();
    QCOMPARE(found(u"from:ann"_s), u"general:3 general:1"_s);
    QCOMPARE(found(u"cocoa"_s), u"general:1"_s);
    QCOMPARE(found(u"has:pin has:reaction"_s), u"general:3"_s);
    QVERIFY(!indexFiles().contains("coffee"));
}

void SearchFollowerTest::whatWasDeletedIsGoneFromTheDisk()
{
    const auto general = open("general");
    for (int i = 0; i < 20; ++i) {
        say(general, "ann", i == 3 ? u"swordfish"_s : i == 4 ? u"tunafish"_s : u"tea"_s);
    }
    followAll();
    QVERIFY(indexFiles().contains("swordfish"));
    change(EventKind::Delete, general, "ann", Seq { 4 });
    change(EventKind::Edit, general, "ann", Seq { 5 }, u"cod"_s);
    followAll();
    tidyAll();
    QCOMPARE(found(u"cod"_s), u"general:5"_s);
    // The beginning of a word may be shared with its neighbour in the file, but not its end.
    QVERIFY(!indexFiles().contains("wordfish"));
    QVERIFY(!indexFiles().contains("unafish"));
    QCOMPARE(find("ann", u"tea"_s)->found.size(), 18);
}

void SearchFollowerTest::aFullShelfIsPutInOnePiece()
{
    const auto general = open("general");
    for (int i = 0; i < shelf + 1; ++i) {
        say(general, "ann", u"tea %1"_s.arg(i));
        followAll(); // a piece of the index for each
    }
    auto untidy = m_indexDatabase->query("SELECT number FROM shelves WHERE untidy");
    QVERIFY(untidy.next());
    QCOMPARE(untidy.integer(0), 0);
    QVERIFY(!untidy.next());
    tidyAll();
    QVERIFY(!m_index->tidy());
    QCOMPARE(find("ann", u"tea"_s)->found.size(), shelf + 1);
}

void SearchFollowerTest::numbersGoOnAfterTheNewestWasDeleted()
{
    const auto general = open("general");
    for (int i = 0; i <= shelf; ++i) {
        say(general, "ann", u"tea"_s);
    }
    followAll();
    QCOMPARE(shelves(), 2);
    change(EventKind::Delete, general, "ann", Seq { shelf + 1 });
    followAll();
    openIndex();
    say(general, "ann", u"more tea"_s);
    say(general, "ann", u"and more tea"_s);
    followAll();
    QCOMPARE(shelves(), 2);
    QCOMPARE(found(u"more"_s), u"general:12 general:11"_s);
    QCOMPARE(find("ann", u"tea"_s)->found.size(), shelf + 2);
}

void SearchFollowerTest::anotherLogIsNoticed()
{
    say(open("general"), "ann", u"tea"_s);
    followAll();
    QVERIFY(m_database->change("UPDATE meta SET value = 'other' WHERE key = 'server_id'"));
    openIndex();
    QVERIFY(!m_follower->begin());
}

void SearchFollowerTest::aBackupThatWasPutBackIsNoticed()
{
    const auto general = open("general");
    sayAt(general, "ann", u"tea"_s, 1);
    sayAt(general, "ann", u"tea"_s, 2);
    followAll();
    QVERIFY(m_database->change("DELETE FROM events WHERE seq = 2"));
    openIndex();
    QVERIFY(!m_follower->begin());
    // Also where the log has gone on since.
    m_events = std::make_unique<EventTable>(*m_database, *m_rooms);
    sayAt(general, "ann", u"coffee"_s, 3);
    openIndex();
    QVERIFY(!m_follower->begin());
}

void SearchFollowerTest::wordsCutOtherwiseAreNoticed()
{
    say(open("general"), "ann", u"tea"_s);
    followAll();
    m_index->setOrigin(m_index->origin() + u'1');
    openIndex();
    QVERIFY(!m_follower->begin());
}

void SearchFollowerTest::aFailedPieceIsReadAgain()
{
    const auto general = open("general");
    say(general, "ann", u"tea"_s);
    followAll();
    for (int i = 0; i < 10; ++i) {
        say(general, "ann", u"tea"_s);
    }
    m_follower->notice({ general.id.value });
    QVERIFY(m_indexDatabase->execute("PRAGMA query_only = 1"));
    QVERIFY(!m_follower->advance(100, goOn));
    QVERIFY(m_indexDatabase->execute("PRAGMA query_only = 0"));
    m_indexDatabase->clearFailure();
    followAll();
    QCOMPARE(find("ann", u"tea"_s)->found.size(), 11);
    m_indexDatabase->clearFailure();
}

void SearchFollowerTest::manyRoomsAreReadInOneGo()
{
    QVERIFY(m_database->begin());
    for (int i = 0; i < 300; ++i) {
        const auto where = open(("room" + QByteArray::number(i)).constData());
        sayAt(where, "ann", u"first"_s, i);
        sayAt(where, "ann", u"second"_s, 1000 - i);
    }
    QVERIFY(m_database->commit());
    followAll();
    const auto page = *find("ann", u"from:ann"_s, 200);
    QCOMPARE(page.found.size(), 200);
    for (qsizetype i = 0; i < page.found.size(); ++i) {
        QCOMPARE(page.found.at(i).message.timestamp, at(1000 - i));
    }
}

QTEST_APPLESS_MAIN(SearchFollowerTest)
#include "tst_searchfollower.moc"
