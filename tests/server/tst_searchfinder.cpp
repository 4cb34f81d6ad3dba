// SPDX-License-Identifier: GPL-3.0-or-later
// What a search answers with: to whom, how much, and however odd the query is.
#include "tests/server/searchfixture.h"

#include <random>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline;
using namespace landline::server;
using namespace landline::server::testing;

class SearchFinderTest final : public SearchFixture {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatMatches_data();
    void findsWhatMatches();
    void resultsAreAsTheMessagesReadNow();
    void resultsComeWithWhatWasSaidAround();
    void pagesGoOnWhereTheLastEnded();
    void aLastPageSaysThatItIs();
    void pagesAreBoundedInBytes();
    void timesAreFoundOnTheirShelves();
    void clocksMayJump();
    void privateRoomsAreTheirMembers();
    void roomsThatMayNotBeReadAreNotThere();
    void whatChangedAMomentAgoIsToldAsItIs();
    void aSearchEndsWithItsTime();
    void indexAndMatcherAgree();
};

void SearchFinderTest::findsWhatMatches_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* query, const char* expected) {
        QTest::newRow(query) << QString::fromUtf8(query) << QString::fromUtf8(expected);
    };
    row("tea", "random:1 general:2 general:1");
    row("TEA", "random:1 general:2 general:1");
    row("te", "random:1 general:2 general:1");
    row("\"te\"", "");
    row("tea four", "general:1");
    row("\"at four\"", "general:1");
    row("\"four at\"", "");
    row("tea -four", "random:1 general:2");
    row("tea -\"at four\" -in:random", "general:2");
    row("from:ann", "random:1 general:3 general:1");
    row("from:ANN from:zoe tea", "random:1 general:2 general:1");
    row("tea -from:ann", "general:2");
    row("in:random", "random:1");
    row("in:Random tea", "random:1");
    row("zurich", "general:2");
    row("大学", "general:3");
    row("学", "general:3");
    row("京大学", "general:3");
    row("学大", "");
    row("👍", "general:3");
    row("has:link", "general:2");
    row("has:link has:code", "");
    row("tea -has:link", "random:1 general:1");
    row("tea after:1970-01-01", "");
    row("tea before:1970-01-02", "random:1 general:2 general:1");
    row("tea before:1970-01-01T00:00:00.002Z", "general:1");
    row("tea after:1970-01-01T00:00:00.002Z", "random:1 general:2");
}

void SearchFinderTest::findsWhatMatches()
{
    const auto general = open("general");
    const auto other = open("random");
    sayAt(general, "ann", u"Tea at four?"_s, 1);
    sayAt(general, "Zoë", u"tea in Zürich: https://tea.example"_s, 2);
    sayAt(general, "ann", u"我在北京大学👍"_s, 3);
    sayAt(other, "ann", u"teapots"_s, 4);
    followAll();
    QFETCH(QString, query);
    QTEST(found(query), "expected");
}

void SearchFinderTest::resultsAreAsTheMessagesReadNow()
{
    const auto general = open("general");
    say(general, "ann", u"tee"_s);
    change(EventKind::Edit, general, "ann", Seq { 1 }, u"tea"_s);
    change(EventKind::React, general, "bob", Seq { 1 }, u"👍"_s);
    change(EventKind::Pin, general, "bob", Seq { 1 });
    followAll();
    const auto page = *find("ann", u"tea"_s);
    QCOMPARE(page.found.size(), 1);
    const auto read = m_events->readMessages(general.id, general.name, { 99 }, 10, 100'000);
    QVERIFY(event::Persistent { page.found.constFirst().message } == read.events.constFirst());
}

void SearchFinderTest::resultsComeWithWhatWasSaidAround()
{
    const auto general = open("general");
    say(general, "ann", u"the first"_s);
    say(general, "bob", u"deleted"_s);
    say(general, "bob", u"tea"_s);
    auto topic = message(general, "ann", u"Plans"_s);
    topic.kind = EventKind::Topic;
    QVERIFY(m_events->append(topic).isOk());
    change(EventKind::Pin, general, "bob", Seq { 1 });
    say(open("other"), "ann", u"elsewhere"_s);
    say(general, "ann", u"behind it"_s);
    change(EventKind::Edit, general, "ann", Seq { 1 }, u"The first."_s);
    change(EventKind::Delete, general, "bob", Seq { 2 });
    followAll();
    const auto page = *find("ann", u"tea"_s);
    QCOMPARE(page.found.size(), 1);
    const auto& result = page.found.constFirst();
    QCOMPARE(result.before.size(), 1);
    QCOMPARE(result.before.constFirst().content, u"The first."_s);
    QCOMPARE(result.before.constFirst().pinned, true);
    QCOMPARE(result.after.size(), 1);
    QCOMPARE(result.after.constFirst().content, u"behind it"_s);
    const auto last = *find("ann", u"behind"_s);
    QVERIFY(last.found.constFirst().after.isEmpty());
}

void SearchFinderTest::pagesGoOnWhereTheLastEnded()
{
    const auto general = open("general");
    QVERIFY(m_database->begin()); // one commit for all
    for (int i = 1; i <= 50; ++i) {
        say(general, "ann", i % 3 == 0 ? u"tea"_s : u"coffee"_s);
    }
    QVERIFY(m_database->commit());
    followAll();
    for (const int limit : { 1, 3, 4, 7, 16, 17 }) {
        QStringList all;
        std::optional<SearchPlace> before;
        int pages = 0;
        do {
            const auto page = *find("ann", u"tea"_s, limit, before);
            QVERIFY(page.found.size() <= limit);
            all.append(summaryOf(page));
            before = page.next;
            ++pages;
        } while (before && pages < 20);
        QCOMPARE(pages, (16 + limit - 1) / limit);
        QCOMPARE(all.join(u' '), found(u"tea"_s));
    }
    // What is said between two pages changes nothing.
    const auto first = *find("ann", u"tea"_s, 4);
    say(general, "ann", u"tea"_s);
    change(EventKind::Delete, general, "ann", Seq { 48 });
    followAll();
    const auto second = *find("ann", u"tea"_s, 4, first.next);
    QCOMPARE(summaryOf(second), u"general:36 general:33 general:30 general:27"_s);
}

void SearchFinderTest::aLastPageSaysThatItIs()
{
    const auto general = open("general");
    QVERIFY(!find("ann", u"tea"_s)->next);
    followAll();
    QVERIFY(!find("ann", u"tea"_s)->next);
    for (int i = 0; i < 20; ++i) {
        say(general, "ann", i < 5 ? u"tea"_s : u"coffee"_s);
    }
    followAll();
    QVERIFY(!find("ann", u"tea"_s, 5)->next);
    QVERIFY(find("ann", u"tea"_s, 4)->next);
    QVERIFY(find("ann", u"tea"_s, 5, SearchPlace { 0 })->found.isEmpty());
    QVERIFY(!find("ann", u"tea"_s, 5, SearchPlace { 0 })->next);
}

void SearchFinderTest::pagesAreBoundedInBytes()
{
    const auto general = open("general");
    QVERIFY(m_database->begin()); // one commit for all
    for (int i = 0; i < 60; ++i) {
        say(general, "ann", u"tea "_s + QString(16'000, u'x'));
    }
    QVERIFY(m_database->commit());
    followAll();
    qsizetype found = 0;
    std::optional<SearchPlace> before;
    do {
        const auto page = *find("ann", u"tea"_s, 200, before);
        QVERIFY(!page.found.isEmpty() && page.found.size() < 10);
        found += page.found.size();
        before = page.next;
    } while (before);
    QCOMPARE(found, 60);
}

void SearchFinderTest::timesAreFoundOnTheirShelves()
{
    const auto general = open("general");
    QVERIFY(m_database->begin()); // one commit for all
    for (int i = 1; i <= 40; ++i) {
        sayAt(general, "ann", u"tea"_s, i);
    }
    QVERIFY(m_database->commit());
    followAll();
    const auto moment = [](int at) { return QString::fromLatin1(testing::at(at).toText()); };
    for (const int after : { 0, 1, 7, 8, 9, 20, 40, 41 }) {
        for (const int before : { 0, 1, 8, 9, 15, 16, 17, 40, 41, 99 }) {
            const QString query = u"tea after:%1 before:%2"_s.arg(moment(after), moment(before));
            QStringList expected;
            for (int i = 40; i >= 1; --i) {
                if (i >= after && i < before) {
                    expected.append(u"general:%1"_s.arg(i));
                }
            }
            QVERIFY2(found(query) == expected.join(u' '), qPrintable(query));
            QVERIFY(!find("ann", query)->next);
        }
    }
}

void SearchFinderTest::clocksMayJump()
{
    const auto general = open("general");
    QList<qint64> moments;
    QVERIFY(m_database->begin()); // one commit for all
    for (int i = 1; i <= 40; ++i) {
        moments.append(i % 10 == 5 ? 100 - i : i);
        sayAt(general, "ann", u"tea"_s, moments.constLast());
    }
    QVERIFY(m_database->commit());
    followAll();
    for (const int bound : { 3, 10, 30, 60, 90, 95, 96 }) {
        const QString text = QString::fromLatin1(at(bound).toText());
        const auto before = std::count_if(
            moments.cbegin(), moments.cend(), [bound](qint64 moment) { return moment < bound; });
        QCOMPARE(find("ann", u"tea before:"_s + text)->found.size(), before);
        QCOMPARE(find("ann", u"tea after:"_s + text)->found.size(), 40 - before);
    }
}

void SearchFinderTest::privateRoomsAreTheirMembers()
{
    const auto general = open("general");
    const auto secret = openPrivate("secret", "ann");
    say(general, "ann", u"tea for all"_s);
    say(secret, "ann", u"tea for two"_s);
    followAll();
    QCOMPARE(found(u"tea"_s, "ann"), u"secret:1 general:1"_s);
    QCOMPARE(found(u"tea"_s, "bob"), u"general:1"_s);
    QCOMPARE(found(u"in:secret"_s, "ann"), u"secret:1"_s);
    m_rooms->setMember(secret.id, user("bob"), true, at(0));
    QCOMPARE(found(u"tea"_s, "bob"), u"secret:1 general:1"_s);
    m_rooms->setMember(secret.id, user("ann"), false, at(0));
    QCOMPARE(found(u"tea"_s, "ann"), u"general:1"_s);
}

void SearchFinderTest::roomsThatMayNotBeReadAreNotThere()
{
    open("general");
    openPrivate("secret", "ann");
    followAll();
    for (const QString& query :
        { u"in:secret"_s, u"in:nowhere"_s, u"tea in:general in:secret"_s }) {
        const auto page = find("bob", query);
        QVERIFY(!page);
        QCOMPARE(page.error().code, ErrorCode::NoSuchRoom);
        QVERIFY(page.error().detail.endsWith(u'.'));
    }
    QVERIFY(find("bob", u"tea -in:secret -in:nowhere"_s).isOk());
    QVERIFY(find("ann", u"in:secret"_s).isOk());
}

void SearchFinderTest::whatChangedAMomentAgoIsToldAsItIs()
{
    const auto general = open("general");
    for (const char* content : { "tea one", "tea two", "tea three", "tea four" }) {
        say(general, "ann", QString::fromLatin1(content));
    }
    followAll();
    // The index does not know of these.
    change(EventKind::Delete, general, "ann", Seq { 1 });
    change(EventKind::Edit, general, "ann", Seq { 2 }, u"coffee"_s);
    change(EventKind::Edit, general, "ann", Seq { 3 }, u"more tea"_s);
    QCOMPARE(found(u"tea"_s), u"general:4 general:3"_s);
    QCOMPARE(find("ann", u"tea"_s)->found.constLast().message.content, u"more tea"_s);
    QCOMPARE(find("ann", u"four"_s)->found.constFirst().before.constFirst().content, u"more tea"_s);
}

void SearchFinderTest::aSearchEndsWithItsTime()
{
    class HurryingClock final : public Clock {
    public:
        Timestamp now() const override { return {}; }
        Steady::time_point steadyNow() const override { return Steady::time_point(m_now += 300ms); }

    private:
        mutable std::chrono::milliseconds m_now { 0 };
    };
    const auto general = open("general");
    QVERIFY(m_database->begin()); // one commit for all
    for (int i = 0; i < 30; ++i) {
        say(general, "ann", i % 10 == 0 ? u"tea"_s : u"coffee"_s);
    }
    QVERIFY(m_database->commit());
    followAll();
    const HurryingClock clock;
    SearchFinder hurried(*m_database, *m_indexDatabase, clock, 1000ms, shelf);
    for (const QString& query : { u"tea"_s, u"coffee"_s, u"cocoa"_s }) {
        QStringList all;
        int pages = 0;
        std::optional<SearchPlace> before;
        do {
            const auto page
                = *hurried.find({ user("ann"), SearchQuery::parse(query).value(), before, 100 });
            QVERIFY(page.found.size() <= 4);
            if (!page.found.isEmpty()) {
                all.append(summaryOf(page));
            }
            QVERIFY(!page.next || !before || *page.next < *before); // it gets on
            before = page.next;
        } while (before && ++pages < 100);
        QCOMPARE(all.join(u' '), found(query));
    }
}

void SearchFinderTest::indexAndMatcherAgree()
{
    // What the index leaves out nobody would look at again: so it is held against the matcher itself.
    const QList<QString> words { u"tea"_s, u"teapot"_s, u"a"_s, u"Zürich"_s, u"北京"_s, u"京大学"_s,
        u"don't"_s, u"👍"_s, u"https://a.example/x_y"_s, u"`x`"_s, u"ที่นี่"_s, u"\"quoted\""_s,
        u"AND"_s, u"NEAR(a b)"_s, u"*"_s, u"-"_s, u"words:"_s, u"한국어"_s };
    std::mt19937 random(1); // NOLINT(cert-msc51-cpp): the same in each run
    const auto below = [&random](qsizetype bound) {
        return static_cast<qsizetype>(random() % static_cast<quint32>(bound));
    };
    const auto general = open("general");
    QList<event::Text> said;
    QVERIFY(m_database->begin()); // one commit for all
    for (int i = 0; i < 60; ++i) {
        QString content;
        for (auto n = below(6) + 1; n > 0; --n) {
            content += words.at(below(words.size())) + (below(3) == 0 ? u""_s : u" "_s);
        }
        said.append(std::get<event::Text>(
            m_events->append(message(general, below(2) == 0 ? "ann" : "Zoë", content))->event));
    }
    QVERIFY(m_database->commit());
    followAll();
    const QList<QString> operators { u"from:ann"_s, u"-from:zoe"_s, u"has:link"_s, u"-has:code"_s,
        u"in:general"_s, u"\""_s, u"\"\""_s, u"("_s, u"^"_s, u"{words}:"_s, u"'"_s };
    for (int i = 0; i < 1000; ++i) {
        QString text;
        for (auto n = below(4) + 1; n > 0; --n) {
            const auto& from = below(3) == 0 ? operators : words;
            const QString word = from.at(below(from.size()));
            text += (below(5) == 0 ? u"-"_s : QString())
                + (below(4) == 0 ? u'"' + word + u"\" "_s
                                 : word.left(below(word.size()) + 1) + u' ');
        }
        const auto query = SearchQuery::parse(text);
        if (!query) {
            continue;
        }
        QStringList expected;
        for (auto entry = said.crbegin(); entry != said.crend(); ++entry) {
            if (query->matches(*entry)) {
                expected.append(u"general:%1"_s.arg(entry->seq.value));
            }
        }
        const auto page = m_finder->find({ user("ann"), *query, {}, 100 });
        if (!page && page.error().code == ErrorCode::NoSuchRoom) {
            continue;
        }
        QVERIFY2(page.isOk(), qPrintable(text));
        QVERIFY2(summaryOf(*page) == expected.join(u' '), qPrintable(text));
    }
}

QTEST_APPLESS_MAIN(SearchFinderTest)
#include "tst_searchfinder.moc"
