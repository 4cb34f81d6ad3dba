// SPDX-License-Identifier: GPL-3.0-or-later
// What a query finds, and where in a text.
#include "messages/search/searchquery.h"

#include <QTest>

using namespace landline;
using namespace Qt::StringLiterals;

namespace {

RoomName room(const QString& name)
{
    return *RoomName::fromString(name);
}

UserName user(const QString& name)
{
    return *UserName::fromString(name);
}

Timestamp at(const char* text)
{
    return *Timestamp::fromText(text);
}

/// What was found wrong fails the test.
SearchQuery parsed(const QString& text)
{
    auto query = SearchQuery::parse(text);
    if (!query) {
        QTest::qFail(qPrintable(query.error().detail), __FILE__, __LINE__);
        return {};
    }
    return *std::move(query);
}

event::Text said(const QString& content)
{
    return { room(u"general"_s), Seq { 1 }, {}, user(u"Zoë"_s), content,
        at("2026-11-20T22:42:31.123Z"), {}, {}, false };
}

} // namespace

class SearchMatchTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matches_data();
    void matches();
    void matchesWhoWhereAndWhen_data();
    void matchesWhoWhereAndWhen();
    void matchesWhatAMessageHas();
    void nothingMatchesWhatWasDeleted();
    void hits_data();
    void hits();
};

void SearchMatchTest::matches_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("content");
    QTest::addColumn<bool>("isMatch");
    const auto row = [](const QString& query, const QString& content, bool isMatch) {
        QTest::newRow(qPrintable(query + u" in "_s + content)) << query << content << isMatch;
    };
    row(u"tea"_s, u"Tea at four"_s, true);
    row(u"te"_s, u"Tea at four"_s, true);
    row(u"ea"_s, u"Tea at four"_s, false);
    row(u"\"te\""_s, u"Tea at four"_s, false);
    row(u"\"tea\""_s, u"Tea at four"_s, true);
    row(u"t"_s, u"Tea at four"_s, false);
    row(u"t"_s, u"a T-shirt"_s, true);
    row(u"four tea"_s, u"Tea at four"_s, true);
    row(u"tea coffee"_s, u"Tea at four"_s, false);
    row(u"\"tea at\""_s, u"Tea at four"_s, true);
    row(u"\"at tea\""_s, u"Tea at four"_s, false);
    row(u"\"tea at fo\""_s, u"Tea at four"_s, false);
    row(u"\"tea at four\""_s, u"**Tea**, at\nfour!"_s, true);
    row(u"tea -four"_s, u"Tea at four"_s, false);
    row(u"tea -five"_s, u"Tea at four"_s, true);
    row(u"tea -\"four at\""_s, u"Tea at four"_s, true);
    row(u"tea -fo"_s, u"Tea at four"_s, false);
    row(u"don't"_s, u"I don't"_s, true);
    row(u"my_fi"_s, u"see my_file.txt"_s, true);
    row(u"uber"_s, u"Über allem"_s, true);
    row(u"ÜBER"_s, u"u\u0308ber"_s, true);
    row(u"北京"_s, u"我在北京大学"_s, true);
    row(u"京大"_s, u"我在北京大学"_s, true);
    row(u"北大"_s, u"我在北京大学"_s, false);
    row(u"京"_s, u"我在北京大学"_s, true);
    row(u"学"_s, u"我在北京大学"_s, true);
    row(u"\"学\""_s, u"我在北京大学的"_s, true);
    row(u"\"北京大学\""_s, u"我在北京大学的"_s, true);
    row(u"用qt"_s, u"我用Qt写"_s, true);
    row(u"qt写"_s, u"我用Qt写代码"_s, true);
    row(u"写qt"_s, u"我用Qt写代码"_s, false);
    row(u"ヒー"_s, u"コーヒーを"_s, true);
    row(u"국어"_s, u"한국어를"_s, true);
    row(u"👍"_s, u"fine👍🏿"_s, true);
    row(u"👍"_s, u"fine👎"_s, false);
    row(QString(100, u'a'), QString(300, u'a'), true);
}

void SearchMatchTest::matches()
{
    QFETCH(QString, query);
    QFETCH(QString, content);
    QTEST(parsed(query).matches(said(content)), "isMatch");
}

void SearchMatchTest::matchesWhoWhereAndWhen_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<bool>("isMatch");
    const auto row = [](const char* query, bool isMatch) {
        QTest::newRow(query) << QString::fromUtf8(query) << isMatch;
    };
    row("from:Zoë", true);
    row("from:zoe", true);
    row("from:ann", false);
    row("from:ann from:ZOE", true);
    row("in:general", true);
    row("in:GENERAL", true);
    row("in:random", false);
    row("in:random in:general", true);
    row("tea -from:zoe", false);
    row("tea -from:ann", true);
    row("tea -in:general", false);
    row("tea -in:random", true);
    row("tea after:2026-11-19", true);
    row("tea after:2026-11-20", false);
    row("tea before:2026-11-20", false);
    row("tea before:2026-11-21", true);
    row("tea after:2026-11-20T22:42:31.123Z", true);
    row("tea before:2026-11-20T22:42:31.123Z", false);
    row("tea after:2026-11-20T22:42:31.124Z", false);
    row("tea before:2026-11-20T22:42:31.124Z", true);
}

void SearchMatchTest::matchesWhoWhereAndWhen()
{
    QFETCH(QString, query);
    QTEST(parsed(query).matches(said(u"tea"_s)), "isMatch");
}

void SearchMatchTest::matchesWhatAMessageHas()
{
    QList<event::Text> messages;
    const auto add = [&messages](const QString& content) -> event::Text& {
        messages.append(said(content));
        return messages.last();
    };
    add(u"see https://a.example/"_s);
    add(u"run `make`"_s);
    add(u"@ann"_s).mentions = { user(u"ann"_s) };
    add(u"yes"_s).replyTo = Seq { 1 };
    add(u"yes"_s).reactions = { { *Emoji::fromString(u"👍"_s), { user(u"ann"_s) } } };
    add(u"yes"_s).pinned = true;
    add(u"yes"_s).edited = at("2026-11-20T22:42:31.123Z");
    for (qsizetype i = 0; i < messages.size(); ++i) {
        for (std::size_t j = 0; j < searchTraits.size(); ++j) {
            const auto query = parsed(u"has:"_s + nameOf(searchTraits[j]));
            QCOMPARE(query.matches(messages.at(i)), i == static_cast<qsizetype>(j));
            const auto without = parsed(u"from:zoe -has:"_s + nameOf(searchTraits[j]));
            QCOMPARE(without.matches(messages.at(i)), i != static_cast<qsizetype>(j));
        }
    }
    for (const char* none : { "http:// is a scheme", "https://", "a ` b", "``", "mailto" }) {
        QVERIFY2(!traitsOf(said(QString::fromUtf8(none))), none);
    }
    auto all = said(u"@room"_s);
    all.mentionsRoom = true;
    QVERIFY(parsed(u"has:mention"_s).matches(all));
}

void SearchMatchTest::nothingMatchesWhatWasDeleted()
{
    auto message = said(u"tea"_s);
    message.deleted = true;
    QVERIFY(!parsed(u"from:zoe"_s).matches(message));
    QVERIFY(!parsed(u"tea"_s).matches(message));
}

void SearchMatchTest::hits_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("content");
    QTest::addColumn<QString>("marked");
    const auto row = [](const QString& query, const QString& content, const QString& marked) {
        QTest::newRow(qPrintable(query + u" in "_s + content)) << query << content << marked;
    };
    row(u"tea"_s, u"Tea, tea and steak"_s, u"[Tea], [tea] and steak"_s);
    row(u"te"_s, u"Tea"_s, u"[Tea]"_s);
    row(u"\"tea at\" four"_s, u"Tea, at four"_s, u"[Tea, at] [four]"_s);
    row(u"tea \"tea at\""_s, u"Tea at"_s, u"[Tea at]"_s);
    row(u"京大"_s, u"北京大学"_s, u"北[京大]学"_s);
    row(u"北京大"_s, u"北京大学"_s, u"[北京大]学"_s);
    row(u"京"_s, u"北京大学北京"_s, u"北[京]大学北[京]"_s);
    row(u"tea -milk"_s, u"tea milk"_s, u"[tea] milk"_s);
    row(u"from:ann"_s, u"ann"_s, u"ann"_s);
    row(u"zoe"_s, u"die Zoe\u0308!"_s, u"die [Zoe\u0308]!"_s);
    row(u"👍"_s, u"a👍b"_s, u"a[👍]b"_s);
}

void SearchMatchTest::hits()
{
    QFETCH(QString, query);
    QFETCH(QString, content);
    const auto hits = parsed(query).hitsIn(content);
    for (auto hit = hits.crbegin(); hit != hits.crend(); ++hit) {
        content.insert(hit->end, u']');
        content.insert(hit->begin, u'[');
    }
    QTEST(content, "marked");
}

QTEST_APPLESS_MAIN(SearchMatchTest)
#include "tst_searchmatch.moc"
