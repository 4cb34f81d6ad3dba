// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/searchmodel.h"
#include "tests/client/sessionfixture.h"

using namespace landline;
using namespace landline::client;
using namespace Qt::StringLiterals;

/// Searches through a real server, and without one.
class TestSessionSearch : public SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { prepare(); }
    void cleanup() { tidyUp(); }

    void findsOnTheServer();
    void findsInOneRoom();
    void findsOnlyWhereTheQuerySays();
    void findsInTheCacheWhileOffline();
    void findsTheSameHereAndThere();
    void saysWhatIsWrongWithAQuery();
    void looksHereWhereTheServerDoesNotSearch();
    void aRoomThatIsNotThereIsNamed();
    void moreComesPageByPage();

private:
    /// Asks until that many were found: the server's index follows what is said.
    bool finds(Session& session, const QString& text, int count,
        const std::optional<RoomName>& within = std::nullopt)
    {
        const auto& model = session.searchResults();
        m_lastText.clear();
        return QTest::qWaitFor(
            [&] {
                if (model.status().state != SearchStatus::State::Searching) {
                    if (model.rowCount() == count && m_lastText == text
                        && model.status().state == SearchStatus::State::Done) {
                        return true;
                    }
                    session.search(text, within);
                    m_lastText = text;
                }
                return false;
            },
            tests::patience);
    }
    static QStringList contentsOf(Session& session)
    {
        QStringList contents;
        for (int row = 0; row < session.searchResults().rowCount(); ++row) {
            contents.append(session.searchResults().index(row).data().toString());
        }
        return contents;
    }
    void say(Session& session, const QStringList& messages, const RoomName& where)
    {
        for (const QString& message : messages) {
            QVERIFY(session.post(where, message).isOk());
        }
        QTRY_COMPARE(deliveryOfLast(session.timeline(where)), Delivery::Delivered);
    }

    QString m_lastText;
};

void TestSessionSearch::findsOnTheServer()
{
    auto ann = live("ann");
    auto bob = live("bob");
    say(*ann, { u"Tea at four"_s, u"coffee"_s, u"teapots in Zürich"_s }, m_general);
    QVERIFY(finds(*bob, u"te"_s, 2));
    QVERIFY(!bob->searchResults().status().isOffline);
    QCOMPARE(contentsOf(*bob), (QStringList { u"teapots in Zürich"_s, u"Tea at four"_s }));
    QVERIFY(finds(*bob, u"ZURICH"_s, 1));
    const auto before
        = bob->searchResults().index(0).data(SearchModel::BeforeRole).value<QList<event::Text>>();
    QCOMPARE(before.constFirst().content, u"coffee"_s);
    bob->search({});
    QCOMPARE(bob->searchResults().status().state, SearchStatus::State::Idle);
}

void TestSessionSearch::findsInOneRoom()
{
    auto ann = live("ann");
    const RoomName other = room("two words");
    ann->join(other);
    QTRY_COMPARE(ann->rooms().rowCount(), 2);
    say(*ann, { u"tea here"_s }, m_general);
    say(*ann, { u"tea there"_s }, other);
    QVERIFY(finds(*ann, u"tea"_s, 2));
    QVERIFY(finds(*ann, u"tea "_s, 1, other));
    QCOMPARE(contentsOf(*ann), QStringList { u"tea there"_s });
    // What the query says counts more than where the user is.
    QVERIFY(finds(*ann, u"tea in:general"_s, 1, other));
    QCOMPARE(contentsOf(*ann), QStringList { u"tea here"_s });
    QVERIFY(finds(*ann, u"before:9999"_s, 1, other));
}

void TestSessionSearch::findsOnlyWhereTheQuerySays()
{
    auto ann = live("ann");
    auto bob = live("bob");
    say(*ann, { u"tea"_s, u"tea https://a.example"_s }, m_general);
    say(*bob, { u"tea too"_s }, m_general);
    QVERIFY(finds(*ann, u"tea"_s, 3));
    QVERIFY(finds(*ann, u"from:bob"_s, 1));
    QVERIFY(finds(*ann, u"tea -from:bob"_s, 2));
    QVERIFY(finds(*ann, u"has:link"_s, 1));
    QVERIFY(finds(*ann, u"tea after:2020"_s, 3));
    QVERIFY(finds(*ann, u"tea before:2020"_s, 0));
}

void TestSessionSearch::findsInTheCacheWhileOffline()
{
    {
        auto ann = live("ann", u"ann.sqlite"_s);
        say(*ann, { u"Tea at four"_s, u"coffee"_s, u"我在北京大学"_s }, m_general);
    }
    m_server.reset();
    auto ann = offline("ann", u"ann.sqlite"_s);
    QVERIFY(finds(*ann, u"te"_s, 1));
    QVERIFY(ann->searchResults().status().isOffline);
    QVERIFY(finds(*ann, u"京大"_s, 1));
    QVERIFY(finds(*ann, u"from:ann -coffee"_s, 2));
    ann->start();
    QVERIFY(finds(*ann, u"coffee"_s, 1));
    QVERIFY(ann->searchResults().status().isOffline);
    startServer();
    QTRY_VERIFY(isLive(*ann));
    QVERIFY(finds(*ann, u"tea"_s, 1));
    QVERIFY(!ann->searchResults().status().isOffline);
}

void TestSessionSearch::findsTheSameHereAndThere()
{
    auto ann = live("ann", u"ann.sqlite"_s);
    say(*ann,
        { u"Tea at four"_s, u"don't"_s, u"我在北京大学"_s, u"Zürich 👍"_s, u"`code` x_y"_s,
            u"see https://a.example"_s },
        m_general);
    QVERIFY(finds(*ann, u"from:ann"_s, 6));
    const QStringList queries { u"te"_s, u"\"te\""_s, u"don't"_s, u"京大"_s, u"学"_s, u"zurich"_s,
        u"👍"_s, u"has:code"_s, u"x_"_s, u"has:link -tea"_s, u"from:ANN -\"at four\""_s, u"a"_s,
        u"\"see https\""_s };
    QList<QStringList> online;
    for (const QString& text : queries) {
        ann->search(text);
        QTRY_COMPARE(ann->searchResults().status().state, SearchStatus::State::Done);
        QVERIFY(!ann->searchResults().status().isOffline);
        online.append(contentsOf(*ann));
    }
    ann->stop();
    for (qsizetype i = 0; i < queries.size(); ++i) {
        ann->search(queries.at(i));
        QTRY_COMPARE(ann->searchResults().status().state, SearchStatus::State::Done);
        QVERIFY(ann->searchResults().status().isOffline);
        QCOMPARE(contentsOf(*ann), online.at(i));
    }
}

void TestSessionSearch::saysWhatIsWrongWithAQuery()
{
    auto ann = offline("ann");
    for (const QString& text : { u"has:wings"_s, u"-tea"_s, u"from:"_s }) {
        ann->search(text);
        QCOMPARE(ann->searchResults().status().state, SearchStatus::State::Failed);
        QVERIFY(!ann->searchResults().status().error->detail.isEmpty());
    }
}

void TestSessionSearch::looksHereWhereTheServerDoesNotSearch()
{
    m_server.reset();
    m_config.search = false;
    startServer();
    auto ann = live("ann");
    say(*ann, { u"tea"_s }, m_general);
    QVERIFY(!ann->features().testFlag(Feature::Search));
    QVERIFY(finds(*ann, u"tea"_s, 1));
    QVERIFY(ann->searchResults().status().isOffline);
}

void TestSessionSearch::aRoomThatIsNotThereIsNamed()
{
    auto ann = live("ann");
    ann->search(u"tea in:nowhere"_s);
    QTRY_COMPARE(ann->searchResults().status().state, SearchStatus::State::Failed);
    QCOMPARE(ann->searchResults().status().error->code, ErrorCode::NoSuchRoom);
}

void TestSessionSearch::moreComesPageByPage()
{
    auto ann = live("ann");
    say(*ann, counted(u"tea"_s, 1, 70), m_general);
    QVERIFY(finds(*ann, u"\"tea 70\""_s, 1));
    ann->search(u"tea"_s);
    for (const int rows : { 30, 60, 70 }) {
        QTRY_COMPARE(ann->searchResults().status().state, SearchStatus::State::Done);
        QCOMPARE(ann->searchResults().rowCount(), rows);
        QCOMPARE(ann->searchResults().status().hasMore, rows < 70);
        ann->searchMore();
    }
    QCOMPARE(contentsOf(*ann).constLast(), u"tea 1"_s);
}

QTEST_GUILESS_MAIN(TestSessionSearch)
#include "tst_sessionsearch.moc"
