// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/searcher.h"

#include "client/localdatabase.h"
#include "tests/client/samples.h"
#include "tests/support/patience.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace landline;
using namespace landline::client;
using namespace Qt::StringLiterals;

namespace {

SearchQuery query(const QString& text)
{
    return SearchQuery::parse(text).value();
}

CachedRoom state(const char* name)
{
    CachedRoom room;
    room.info.room = client::room(name);
    return room;
}

event::Text said(const char* where, qint64 seq, const QString& content, qint64 at)
{
    event::Text message = text(seq);
    message.room = room(where);
    message.content = content;
    message.timestamp = { std::chrono::milliseconds(at) };
    return message;
}

/// "general:3 general:1"
QString placesOf(const SearchModel& model)
{
    QStringList places;
    for (int row = 0; row < model.rowCount(); ++row) {
        const auto index = model.index(row);
        places.append(index.data(SearchModel::RoomRole).toString() + u':'
            + index.data(SearchModel::SeqRole).toString());
    }
    return places.join(u' ');
}

event::Results answer(qint64 first, qint64 last, std::optional<SearchPlace> next = {})
{
    event::Results results;
    for (qint64 seq = first; seq >= last; --seq) {
        results.results.append({ text(seq), {}, {} });
    }
    results.next = next;
    return results;
}

} // namespace

/// Searches on a server that is played, and in a real cache.
class TestSearcher : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_database = std::make_unique<LocalDatabase>();
        QVERIFY(m_database->open({}));
        m_cache = std::make_unique<EventCache>(*m_database, user("ann"));
        (void)m_cache->load();
        m_isConnected = true;
        m_asked.clear();
        m_searcher = std::make_unique<Searcher>(
            *m_cache, [this](qint64 ticket, const request::Search& search) {
                if (m_isConnected) {
                    m_asked.append({ ticket, search });
                }
                return m_isConnected;
            });
        m_tester = std::make_unique<QAbstractItemModelTester>(&m_searcher->results());
    }
    void cleanup()
    {
        m_tester.reset();
        m_searcher.reset();
        m_cache.reset();
        m_database.reset();
    }

    void showsWhatTheServerFound();
    void pagesGoOnWhereTheServerSays();
    void asksOnWhereNothingWasFoundYet();
    void aNewSearchEndsTheLast();
    void waitsWhereTheServerHasNoTime();
    void saysWhyItFailed();
    void looksInTheCacheWithoutAServer();
    void theCacheTakesOverFromALostServer();
    void pagesOfTheCache();
    void theCacheFollowsWhatChanges();
    void theCacheFindsWhatTheQueryMatches_data();
    void theCacheFindsWhatTheQueryMatches();
    void theCacheForgetsWithItsRooms();
    void resultsSayWhereTheHitsAre();

private:
    using State = SearchStatus::State;
    const SearchModel& model() const { return m_searcher->results(); }
    State now() const { return model().status().state; }
    void fill()
    {
        m_cache->put(state("general"));
        m_cache->put(state("other"));
        m_cache->append(room("general"),
            { said("general", 1, u"tea at four"_s, 10), said("general", 2, u"coffee"_s, 20),
                said("general", 3, u"more tea"_s, 40) });
        m_cache->append(room("other"), { said("other", 1, u"teapots 北京大学"_s, 30) });
    }

    std::unique_ptr<LocalDatabase> m_database;
    std::unique_ptr<EventCache> m_cache;
    std::unique_ptr<Searcher> m_searcher;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    QList<std::pair<qint64, request::Search>> m_asked;
    bool m_isConnected = true;
};

void TestSearcher::showsWhatTheServerFound()
{
    QCOMPARE(now(), State::Idle);
    m_searcher->find(query(u"message"_s));
    QCOMPARE(now(), State::Searching);
    QCOMPARE(m_asked.size(), 1);
    QCOMPARE(m_asked.constFirst().second.query, query(u"message"_s));
    auto results = answer(9, 7);
    results.indexing = true;
    m_searcher->takeResults(m_asked.constFirst().first, results);
    QCOMPARE(now(), State::Done);
    QVERIFY(
        model().status().isIndexing && !model().status().isOffline && !model().status().hasMore);
    QCOMPARE(placesOf(model()), u"general:9 general:8 general:7"_s);
    const auto index = model().index(0);
    QCOMPARE(index.data().toString(), u"message 9"_s);
    QCOMPARE(index.data(SearchModel::AuthorRole).toString(), u"bob"_s);
    QCOMPARE(model().roomAt(index), room("general"));
    m_searcher->clear();
    QCOMPARE(now(), State::Idle);
    QCOMPARE(model().rowCount(), 0);
}

void TestSearcher::pagesGoOnWhereTheServerSays()
{
    m_searcher->find(query(u"message"_s));
    m_searcher->takeResults(m_asked.constLast().first, answer(9, 8, SearchPlace { 4711 }));
    QVERIFY(model().status().hasMore);
    m_searcher->findMore();
    m_searcher->findMore(); // one page at a time
    QCOMPARE(m_asked.size(), 2);
    QCOMPARE(m_asked.constLast().second.before, SearchPlace { 4711 });
    m_searcher->takeResults(m_asked.constLast().first, answer(7, 7));
    QCOMPARE(placesOf(model()), u"general:9 general:8 general:7"_s);
    QVERIFY(!model().status().hasMore);
    m_searcher->findMore();
    QCOMPARE(m_asked.size(), 2);
}

void TestSearcher::asksOnWhereNothingWasFoundYet()
{
    m_searcher->find(query(u"message"_s));
    m_searcher->takeResults(m_asked.constLast().first, answer(0, 1, SearchPlace { 100 }));
    QCOMPARE(now(), State::Searching);
    QCOMPARE(m_asked.size(), 2);
    QCOMPARE(m_asked.constLast().second.before, SearchPlace { 100 });
    m_searcher->takeResults(m_asked.constLast().first, answer(0, 1));
    QCOMPARE(now(), State::Done);
    QCOMPARE(model().rowCount(), 0);
}

void TestSearcher::aNewSearchEndsTheLast()
{
    m_searcher->find(query(u"first"_s));
    m_searcher->find(query(u"message"_s));
    m_searcher->takeResults(m_asked.constFirst().first, answer(9, 1));
    m_searcher->takeRefusal(m_asked.constFirst().first, { ErrorCode::BadField, u"No."_s });
    QCOMPARE(now(), State::Searching);
    m_searcher->takeResults(m_asked.constLast().first, answer(3, 3));
    m_searcher->takeResults(m_asked.constLast().first, answer(2, 2)); // not asked for
    QCOMPARE(placesOf(model()), u"general:3"_s);
}

void TestSearcher::waitsWhereTheServerHasNoTime()
{
    m_searcher->find(query(u"message"_s));
    m_searcher->takeRefusal(m_asked.constLast().first, { ErrorCode::RateLimited, u"Wait."_s });
    QCOMPARE(now(), State::Searching);
    QTRY_COMPARE(m_asked.size(), 2);
    QCOMPARE(m_asked.constLast(), m_asked.constFirst());
    m_searcher->takeResults(m_asked.constLast().first, answer(3, 3));
    QCOMPARE(now(), State::Done);
}

void TestSearcher::saysWhyItFailed()
{
    const Error error { ErrorCode::NoSuchRoom, u"There is no such room."_s };
    m_searcher->find(query(u"message"_s));
    m_searcher->takeRefusal(m_asked.constLast().first, error);
    QCOMPARE(now(), State::Failed);
    QCOMPARE(model().status().error, error);
    m_searcher->fail({ ErrorCode::BadField, u"Say what."_s });
    QCOMPARE(model().status().error->detail, u"Say what."_s);
    m_searcher->find(query(u"message"_s));
    QVERIFY(!model().status().error);
}

void TestSearcher::looksInTheCacheWithoutAServer()
{
    fill();
    m_isConnected = false;
    m_searcher->find(query(u"te"_s));
    QCOMPARE(now(), State::Searching); // a room at a time
    QTRY_COMPARE(now(), State::Done);
    QVERIFY(model().status().isOffline && !model().status().hasMore);
    QCOMPARE(placesOf(model()), u"general:3 other:1 general:1"_s);
    const auto before = model().index(0).data(SearchModel::BeforeRole).value<QList<event::Text>>();
    QCOMPARE(before.size(), 1);
    QCOMPARE(before.constFirst().content, u"coffee"_s);
    const auto after = model().index(2).data(SearchModel::AfterRole).value<QList<event::Text>>();
    QCOMPARE(after.constFirst().content, u"coffee"_s);
}

void TestSearcher::theCacheTakesOverFromALostServer()
{
    fill();
    m_searcher->find(query(u"tea"_s));
    m_isConnected = false;
    m_searcher->loseConnection();
    QTRY_COMPARE(now(), State::Done);
    QVERIFY(model().status().isOffline);
    QCOMPARE(model().rowCount(), 3);
    m_isConnected = true;
    for (const auto code : { ErrorCode::Unsupported, ErrorCode::Storage }) {
        m_searcher->find(query(u"tea"_s));
        QVERIFY(!model().status().isOffline);
        m_searcher->takeRefusal(m_asked.constLast().first, { code, u"No."_s });
        QTRY_COMPARE(now(), State::Done);
        QVERIFY(model().status().isOffline);
        QCOMPARE(model().rowCount(), 3);
    }
    // What was found stays, and more comes when it can.
    m_searcher->find(query(u"tea"_s));
    m_searcher->takeResults(m_asked.constLast().first, answer(9, 8, SearchPlace { 1 }));
    m_isConnected = false;
    m_searcher->findMore();
    QCOMPARE(now(), State::Done);
    QCOMPARE(model().rowCount(), 2);
    QVERIFY(model().status().hasMore);
}

void TestSearcher::pagesOfTheCache()
{
    m_isConnected = false;
    m_cache->put(state("general"));
    m_cache->append(room("general"), texts(1, 100));
    m_searcher->find(query(u"message"_s));
    QTRY_COMPARE(now(), State::Done);
    for (const int rows : { 30, 60, 90, 100 }) {
        QCOMPARE(model().rowCount(), rows);
        QCOMPARE(model().status().hasMore, rows < 100);
        QCOMPARE(model().index(rows - 1).data(SearchModel::SeqRole).toInt(), 101 - rows);
        m_searcher->findMore();
        QTRY_COMPARE(now(), State::Done);
    }
}

void TestSearcher::theCacheFollowsWhatChanges()
{
    fill();
    m_isConnected = false;
    const Timestamp later { std::chrono::milliseconds(50) };
    m_cache->append(room("general"),
        { event::Edit { room("general"), { 4 }, {}, user("bob"), { 1 }, u"cocoa"_s, later },
            event::Delete { room("general"), { 5 }, {}, user("bob"), { 3 }, later },
            event::Pin { room("general"), { 6 }, {}, user("bob"), { 2 }, true, later } });
    const auto found = [this](const QString& text) {
        m_searcher->find(query(text));
        (void)QTest::qWaitFor([this] { return now() == State::Done; }, landline::tests::patience);
        return placesOf(model());
    };
    QCOMPARE(found(u"tea"_s), u"other:1"_s);
    QCOMPARE(found(u"cocoa has:edit"_s), u"general:1"_s);
    QCOMPARE(found(u"has:pin"_s), u"general:2"_s);
    QCOMPARE(found(u"from:bob in:general"_s), u"general:2 general:1"_s);
}

void TestSearcher::theCacheFindsWhatTheQueryMatches_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text :
        { "tea", "te", "t", "\"te\"", "\"tea at\"", "tea -four", "from:bob", "from:BOB tea",
            "-from:bob tea", "in:other", "in:OTHER tea", "tea -in:other", "in:nowhere", "大学",
            "京", "has:link", "-has:link tea", "tea after:1970-01-01T00:00:00.030Z",
            "tea before:1970-01-01T00:00:00.030Z", "100%", "_", "tea' OR '1'='1" }) {
        QTest::newRow(text) << QString::fromUtf8(text);
    }
}

void TestSearcher::theCacheFindsWhatTheQueryMatches()
{
    fill();
    m_isConnected = false;
    QFETCH(QString, text);
    const auto parsed = SearchQuery::parse(text);
    if (!parsed) {
        return;
    }
    m_searcher->find(*parsed);
    QTRY_COMPARE(now(), State::Done);
    QStringList expected;
    for (const auto& [where, seq] : { std::pair("general", 3), std::pair("other", 1),
             std::pair("general", 2), std::pair("general", 1) }) {
        if (parsed->matches(*m_cache->message(room(where), { seq }))) {
            expected.append(u"%1:%2"_s.arg(QLatin1StringView(where)).arg(seq));
        }
    }
    QCOMPARE(placesOf(model()), expected.join(u' '));
}

void TestSearcher::theCacheForgetsWithItsRooms()
{
    fill();
    m_isConnected = false;
    m_cache->remove(room("other"));
    m_cache->reset(room("general"), history(10, 12));
    m_searcher->find(query(u"tea"_s));
    QTRY_COMPARE(now(), State::Done);
    QCOMPARE(model().rowCount(), 0);
    m_searcher->find(query(u"message"_s));
    QTRY_COMPARE(now(), State::Done);
    QCOMPARE(model().rowCount(), 3);
    m_cache->clear();
    m_cache->put(state("general"));
    m_searcher->find(query(u"message"_s));
    QTRY_COMPARE(now(), State::Done);
    QCOMPARE(model().rowCount(), 0);
}

void TestSearcher::resultsSayWhereTheHitsAre()
{
    fill();
    m_isConnected = false;
    m_searcher->find(query(u"tea four"_s));
    QTRY_COMPARE(now(), State::Done);
    const auto hits = model().index(0).data(SearchModel::HitsRole).value<QList<SearchQuery::Hit>>();
    QCOMPARE(hits, (QList<SearchQuery::Hit> { { 0, 3 }, { 7, 11 } }));
}

QTEST_GUILESS_MAIN(TestSearcher)
#include "tst_searcher.moc"
