// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/search/searchquery.h"

#include "messages/limits.h"

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

/// What was found wrong fails the test.
SearchQuery parsed(const QString& text, const QTimeZone& zone = QTimeZone::utc())
{
    auto query = SearchQuery::parse(text, zone);
    if (!query) {
        QTest::qFail(qPrintable(query.error().detail), __FILE__, __LINE__);
        return {};
    }
    return *std::move(query);
}

/// "tea|-milk|\"at four\"": the terms as they were understood.
QString termsOf(const SearchQuery& query)
{
    QStringList terms;
    for (const auto& term : query.terms) {
        terms.append((term.isExcluded ? u"-"_s : QString())
            + (term.isPhrase ? u'"' + term.text + u'"' : term.text));
    }
    return terms.join(u'|');
}

} // namespace

class SearchQueryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void terms_data();
    void terms();
    void operators();
    void namesInQuotes();
    void moments_data();
    void moments();
    void daysAreThoseOfTheZone();
    void refuses_data();
    void refuses();
    void refusesWhatIsTooMuch();
    void comesBackEqual_data();
    void comesBackEqual();
};

void SearchQueryTest::terms_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const QString& text, const QString& expected) {
        QTest::newRow(qPrintable(text)) << text << expected;
    };
    row(u"tea"_s, u"tea"_s);
    row(u"  tea \t\u3000 milk\n"_s, u"tea|milk"_s);
    row(u"tea -milk"_s, u"tea|-milk"_s);
    row(u"tea -\"with milk\""_s, u"tea|-\"with milk\""_s);
    row(u"\"at four\" tea"_s, u"\"at four\"|tea"_s);
    row(u"\"at four"_s, u"\"at four\""_s);
    row(u"tea\"at four\"sugar"_s, u"tea|\"at four\"|sugar"_s);
    row(u"“at four” „heute“"_s, u"\"at four\"|\"heute\""_s);
    row(u"\"say \\\"tea\\\" and \\\\\" x"_s, u"\"say \"tea\" and \\\"|x"_s);
    row(u"\"C:\\temp\""_s, u"\"C:\\temp\""_s);
    row(u"--all"_s, u"--all"_s);
    row(u"tea - milk"_s, u"tea|milk"_s);
    row(u"well-known"_s, u"well-known"_s);
    row(u"tea :-) ... \"?!\""_s, u"tea"_s);
    row(u"http://a.example 12:30 note:this"_s, u"http://a.example|12:30|note:this"_s);
    row(u"AND OR NOT NEAR(a b)"_s, u"AND|OR|NOT|NEAR(a|b)"_s);
    row(u"words:tea* ^tea {a}:b"_s, u"words:tea*|^tea|{a}:b"_s);
    row(u"'; DROP TABLE--"_s, u"DROP|TABLE--"_s);
}

void SearchQueryTest::terms()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(termsOf(parsed(text)), expected);
}

void SearchQueryTest::operators()
{
    const auto query = parsed(u"from:ann -from:@bob IN:#general -in:random has:link Has:CODE "
                              "-has:pin tea from：李"_s);
    QCOMPARE(query.from, (QList { user(u"ann"_s), user(u"李"_s) }));
    QCOMPARE(query.notFrom, QList { user(u"bob"_s) });
    QCOMPARE(query.in, QList { room(u"general"_s) });
    QCOMPARE(query.notIn, QList { room(u"random"_s) });
    QCOMPARE(query.has, SearchTraits(SearchTrait::Link | SearchTrait::Code));
    QCOMPARE(query.hasNot, SearchTraits(SearchTrait::Pin));
    QCOMPARE(termsOf(query), u"tea"_s);
}

void SearchQueryTest::namesInQuotes()
{
    const auto query = parsed(u"from:\"Ann \\\"A\\\" Lee\" in:“tea room” x"_s);
    QCOMPARE(query.from, QList { user(u"Ann \"A\" Lee"_s) });
    QCOMPARE(query.in, QList { room(u"tea room"_s) });
    QCOMPARE(termsOf(query), u"x"_s);
}

void SearchQueryTest::moments_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("before");
    const auto row = [](const char* text, const char* after, const char* before) {
        QTest::newRow(text) << QString::fromUtf8(text) << QByteArray(after) << QByteArray(before);
    };
    row("after:2026-11-20", "2026-11-21T00:00:00.000Z", "");
    row("before:2026-11-20", "", "2026-11-20T00:00:00.000Z");
    row("after:2026-11 before:2027", "2026-12-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z");
    row("after:2026-2-3", "2026-02-04T00:00:00.000Z", "");
    row("after:2024-02-29", "2024-03-01T00:00:00.000Z", "");
    row("after:2026-11-20T22:42:31Z", "2026-11-20T22:42:31.000Z", "");
    row("before:2026-11-20T22:42:31+02:00", "", "2026-11-20T20:42:31.000Z");
    row("after:9999", "9999-12-31T23:59:59.999Z", "");
    row("after:2020 after:2021", "2022-01-01T00:00:00.000Z", "");
    row("before:2021 before:2020", "", "2020-01-01T00:00:00.000Z");
}

void SearchQueryTest::moments()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, after);
    QFETCH(QByteArray, before);
    const auto query = parsed(u"x "_s + text);
    QCOMPARE(query.after ? query.after->toText() : QByteArray(), after);
    QCOMPARE(query.before ? query.before->toText() : QByteArray(), before);
}

void SearchQueryTest::daysAreThoseOfTheZone()
{
    const QTimeZone zone(3600 * 9);
    const auto query = parsed(u"x after:2026-11-20 before:2026-12-24"_s, zone);
    QCOMPARE(query.after->toText(), QByteArray("2026-11-20T15:00:00.000Z"));
    QCOMPARE(query.before->toText(), QByteArray("2026-12-23T15:00:00.000Z"));
    // As it goes to a server, whose zone is another.
    QCOMPARE(parsed(query.toString()), query);
}

void SearchQueryTest::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("named");
    const auto row = [](const QString& text, const QString& named) {
        QTest::newRow(qPrintable(text)) << text << named;
    };
    for (const char* nothing :
        { "", "  ", "...", "-tea", "-from:ann", "after:2026", "-has:link", "\"\"", "-" }) {
        row(QString::fromUtf8(nothing), u"Say what to look for"_s);
    }
    row(u"from:"_s, u"from:ann"_s);
    row(u"tea in:"_s, u"in:general"_s);
    row(u"in: general"_s, u"in:general"_s);
    row(u"from:\"\""_s, u"from:ann"_s);
    row(u"from:@@ann"_s, u"begin"_s);
    row(u"in:"_s + QString(65, u'x'), u"64"_s);
    row(u"has:"_s, u"link, code, mention, reply, reaction, pin, edit"_s);
    row(u"tea has:wings"_s, u"link"_s);
    for (const char* date : { "", "noon", "2026-13", "2026-02-30", "26-1-1", "2026-1-1-1", "0000",
             "2026-", "-2026", "10000", "2026-11-20T25:00:00Z", "2026/11/20", "२०२६" }) {
        row(u"tea after:"_s + QString::fromUtf8(date), u"2026-11-20"_s);
        row(u"tea before:"_s + QString::fromUtf8(date), u"2026-11-20"_s);
    }
    row(u"tea -after:2026"_s, u"cannot stand"_s);
}

void SearchQueryTest::refuses()
{
    QFETCH(QString, text);
    QFETCH(QString, named);
    const auto query = SearchQuery::parse(text);
    QVERIFY2(!query, "was accepted");
    QVERIFY2(query.error().detail.contains(named), qPrintable(query.error().detail));
    QVERIFY(query.error().detail.endsWith(u'.'));
}

void SearchQueryTest::refusesWhatIsTooMuch()
{
    QVERIFY(SearchQuery::parse(u"a "_s.repeated(limits::searchItems)).isOk());
    const auto many = SearchQuery::parse(u"a "_s.repeated(limits::searchItems + 1));
    QVERIFY(!many);
    QCOMPARE(many.error().code, ErrorCode::TooLong);
    QVERIFY(SearchQuery::parse(QString(limits::searchTerm, u'a')).isOk());
    for (const QString& text :
        { QString(limits::searchTerm + 1, u'a'), u'"' + QString(limits::searchTerm + 1, u'a') }) {
        const auto longer = SearchQuery::parse(text);
        QVERIFY(!longer);
        QCOMPARE(longer.error().code, ErrorCode::TooLong);
    }
    // The longest that is accepted can be sent.
    QString longest;
    for (int i = 0; i < limits::searchItems; ++i) {
        longest += u'"' + u"語"_s.repeated(limits::searchTerm) + u"\" "_s;
    }
    QVERIFY(parsed(longest).toString().toUtf8().size() <= limits::searchQuery);
}

void SearchQueryTest::comesBackEqual_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : { "tea", "\"tea\"", "-milk tea", "--all", "-\"a b\" c",
             "\"a \\\" b\\\\\" x", "from:\"a \\\"b\\\" c\" x",
             "in:“Küche 😀” -in:#b from:@ann -from:bob", "has:link -has:edit has:pin tea",
             "tea after:2026 before:2027-01-02T03:04:05.678Z", "北京", "a:b", "\"x" }) {
        QTest::newRow(text) << QString::fromUtf8(text);
    }
}

void SearchQueryTest::comesBackEqual()
{
    QFETCH(QString, text);
    const auto query = parsed(text);
    QCOMPARE(parsed(query.toString()), query);
    QCOMPARE(parsed(query.toString()).toString(), query.toString());
}

QTEST_APPLESS_MAIN(SearchQueryTest)
#include "tst_searchquery.moc"
