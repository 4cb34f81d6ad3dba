// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/search/searchwords.h"

#include <QTest>

using namespace landline;
using namespace Qt::StringLiterals;

class SearchWordsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void words_data();
    void words();
    void wordsKnowWhereTheyStand();
    void alikeIsOne_data();
    void alikeIsOne();
    void differentStaysDifferent_data();
    void differentStaysDifferent();
    void everyPartOfARunIsFound();
    void longWordsAreCut();
    void namesAreFolded();
    void everyCodePointGivesWhatAnIndexCanKeep();
    void hostileTextTakesNoTime_data();
    void hostileTextTakesNoTime();
};

void SearchWordsTest::words_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* what, const QString& text, const QString& words) {
        QTest::newRow(what) << text << words;
    };
    row("nothing", {}, {});
    row("punctuation", u"?! ... -- :-)"_s, {});
    row("words", u"Tea at FOUR, then?"_s, u" tea at four then "_s);
    row("digits", u"call 0800-123"_s, u" call 0800 123 "_s);
    row("digits of others", u"٤٢ ४२"_s, u" 42 42 "_s);
    row("an apostrophe", u"don't"_s, u" don t "_s);
    row("Markdown", u"**bold** `x = y` [a](b)"_s, u" bold x y a b "_s);
    row("an address", u"https://a.example/b?c=d"_s, u" https a example b c d "_s);
    row("snake and path", u"my_file.txt"_s, u" my file txt "_s);
    row("lines", u"one\ntwo\u2028three\u3000four"_s, u" one two three four "_s);
    row("a soft hyphen", u"Donau\u00addampf"_s, u" donaudampf "_s);
    row("zero-width joiners", u"a\u200db\ufeffc"_s, u" abc "_s);
    row("Chinese", u"北京大学"_s, u" 北京 京大 大学 学 "_s);
    row("one ideograph", u"好"_s, u" 好 "_s);
    row("Chinese among others", u"我用Qt写代码。"_s, u" 我用 用 qt 写代 代码 码 "_s);
    row("Japanese", u"コーヒーを"_s, u" コー ーヒ ヒー ーを を "_s);
    row("Korean", u"한국어 말"_s, u" 한국 국어 어 말 "_s);
    row("Thai keeps its marks", u"ที่"_s, u" ที่ "_s);
    row("beyond 16 bits", u"\U00020000\U00020001"_s, u" \U00020000\U00020001 \U00020001 "_s);
    row("Hindi keeps its marks", u"हिन्दी भाषा"_s, u" हिन्दी भाषा "_s);
    row("emoji", u"great👍🏽👍"_s, u" great 👍 👍 "_s);
    row("emoji joined", u"👩‍💻"_s, u" 👩 💻 "_s);
    row("emoji with a selector", u"❤️"_s, u" ❤ "_s);
    row("half a pair", QString(QChar(0xd83d)), {});
}

void SearchWordsTest::words()
{
    QFETCH(QString, text);
    QFETCH(QString, words);
    QCOMPARE(searchText(text), words);
    QStringList apart;
    for (const auto& word : searchWords(text)) {
        apart.append(word.text);
    }
    QCOMPARE(apart, words.split(u' ', Qt::SkipEmptyParts));
}

void SearchWordsTest::wordsKnowWhereTheyStand()
{
    using Kind = SearchWord::Kind;
    const QString text = u"Ä 北京x👍\u00e9\u0301"_s;
    const QList<SearchWord> expected { { u"a"_s, Kind::Whole, 0, 1 },
        { u"北京"_s, Kind::Pair, 2, 4 }, { u"京"_s, Kind::Last, 3, 4 },
        { u"x"_s, Kind::Whole, 4, 5 }, { u"👍"_s, Kind::Symbol, 5, 7 },
        { u"e"_s, Kind::Whole, 7, 9 } };
    QCOMPARE(searchWords(text), expected);
}

void SearchWordsTest::alikeIsOne_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    const auto row = [](const QString& one, const QString& other) {
        QTest::newRow(qPrintable(one)) << one << other;
    };
    row(u"ZÜRICH"_s, u"zurich"_s);
    row(u"Zu\u0308rich"_s, u"Zürich"_s);
    row(u"Straße"_s, u"STRASSE"_s);
    row(u"Ångström"_s, u"angstrom"_s);
    row(u"Łódź"_s, u"lodz"_s);
    row(u"Đà Nẵng"_s, u"da nang"_s);
    row(u"smørrebrød"_s, u"smorrebrod"_s);
    row(u"Œuvre"_s, u"oeuvre"_s);
    row(u"İstanbul ılık"_s, u"istanbul ilik"_s);
    row(u"ﬁle"_s, u"file"_s);
    row(u"Ｌａｎｄｌｉｎｅ１"_s, u"landline1"_s);
    row(u"x²"_s, u"x2"_s);
    row(u"Ελλάδα"_s, u"ελλαδα"_s);
    row(u"ΟΔΟΣ"_s, u"οδός"_s);
    row(u"ёлка"_s, u"елка"_s);
    row(u"שָׁלוֹם"_s, u"שלום"_s);
    row(u"السَّلَامُ"_s, u"السلام"_s);
    row(u"أحمد"_s, u"احمد"_s);
    row(u"مـــرحبا"_s, u"مرحبا"_s);
    row(u"か\u3099"_s, u"が"_s);
    row(u"ｶﾞｽ"_s, u"ガス"_s);
    row(u"\u1112\u1161\u11ab"_s, u"한"_s);
    row(u"㐂\ufe00"_s, u"㐂"_s);
    row(u"\uf900"_s, u"\u8c48"_s);
}

void SearchWordsTest::alikeIsOne()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QCOMPARE(searchText(one), searchText(other));
    QVERIFY(!searchText(one).isEmpty());
}

void SearchWordsTest::differentStaysDifferent_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::newRow("kana") << u"か"_s << u"が"_s;
    QTest::newRow("scripts") << u"a"_s << u"а"_s;
    QTest::newRow("Thai am") << u"ทำ"_s << u"ทา"_s;
    QTest::newRow("Thai vowels") << u"กา"_s << u"กี"_s;
    QTest::newRow("Hindi vowels") << u"कि"_s << u"कु"_s;
    QTest::newRow("emoji") << u"👍"_s << u"👎"_s;
}

void SearchWordsTest::differentStaysDifferent()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QVERIFY(searchText(one) != searchText(other));
}

void SearchWordsTest::everyPartOfARunIsFound()
{
    const QString run = u"中华人民共和国万岁"_s;
    const QString words = searchText(u"他说"_s + run + u"。"_s);
    for (qsizetype from = 0; from < run.size(); ++from) {
        for (qsizetype length = 2; from + length <= run.size(); ++length) {
            auto part = searchText(run.mid(from, length));
            part.chop(2); // its last character, which goes on here
            QVERIFY2(words.contains(part), qPrintable(part));
        }
        QVERIFY(words.contains(u' ' + run.at(from)));
    }
}

void SearchWordsTest::longWordsAreCut()
{
    const QString word(16384, u'a');
    const QString words = searchText(word);
    QVERIFY(words.size() > 32 && words.size() < 128);
    QCOMPARE(searchText(word + u'b'), words);
    QCOMPARE(searchWords(word).constFirst().end, 16384);
}

void SearchWordsTest::namesAreFolded()
{
    QCOMPARE(searchFolded(u"Zoë O'Neil-Smith 2"_s), u"zoe o'neil-smith 2"_s);
    QCOMPARE(searchFolded(u"李雷"_s), u"李雷"_s);
    QVERIFY(searchFolded(u"ann"_s) != searchFolded(u"an n"_s));
}

void SearchWordsTest::everyCodePointGivesWhatAnIndexCanKeep()
{
    // What SQLite's "ascii" tokenizer takes for a word: ASCII letters and digits, and all beyond ASCII.
    for (char32_t c = 0; c <= QChar::LastValidCodePoint; ++c) {
        const QString text = u'x' + QStringView(QChar::fromUcs4(c)).toString() + u'y';
        for (const auto& word : searchWords(text)) {
            QVERIFY(!word.text.isEmpty() && word.begin < word.end && word.end <= text.size());
            for (const QChar unit : word.text) {
                const bool isKept = unit.unicode() >= 0x80 || (unit >= u'a' && unit <= u'z')
                    || (unit >= u'0' && unit <= u'9');
                QVERIFY2(isKept, qPrintable(QString::number(c, 16)));
            }
            // Once folded is folded; of a pair there is an end, too.
            QVERIFY(searchText(word.text).startsWith(u' ' + word.text + u' '));
        }
    }
}

void SearchWordsTest::hostileTextTakesNoTime_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("marks of changing order") << u"a"_s + u"\u0315\u0316"_s.repeated(4000);
    QTest::newRow("and a Korean letter") << u"\u1112a"_s + u"\u0315\u0316"_s.repeated(4000);
    QTest::newRow("kept marks") << u"क"_s + u"\u0941\u093c"_s.repeated(2700);
    QTest::newRow("voicing marks") << u"か"_s + u"\u3099"_s.repeated(5400);
    QTest::newRow("the longest decomposition") << u"\ufdfa"_s.repeated(5400);
    QTest::newRow("pairs") << u"語"_s.repeated(5400);
}

void SearchWordsTest::hostileTextTakesNoTime()
{
    QFETCH(QString, text);
    // A hundred times in what a test may take: the square of its length would be minutes.
    qsizetype size = 0;
    for (int i = 0; i < 100; ++i) {
        size += searchText(text).size();
    }
    QVERIFY(size > 0 && size < 100 * 40 * text.size());
}

QTEST_APPLESS_MAIN(SearchWordsTest)
#include "tst_searchwords.moc"
