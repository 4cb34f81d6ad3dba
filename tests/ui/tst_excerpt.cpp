// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/excerpt.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::ui;

namespace {

/// The excerpt with brackets around its hits.
QString marked(const Excerpt& excerpt)
{
    QString text = excerpt.text;
    for (auto hit = excerpt.hits.rbegin(); hit != excerpt.hits.rend(); ++hit) {
        text.insert(hit->end, u']');
        text.insert(hit->begin, u'[');
    }
    return text;
}

} // namespace

class ExcerptTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsWhereTheHitIs_data()
    {
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("longest");
        QTest::addColumn<QString>("expected");
        QTest::newRow("all of a short message")
            << u"Tea at four"_s << u"te"_s << 40 << u"[Tea] at four"_s;
        QTest::newRow("on one line")
            << u"one\ntwo\t three"_s << u"three"_s << 40 << u"one two [three]"_s;
        QTest::newRow("from the beginning") << u"tea and much more than fits in it"_s << u"tea"_s
                                            << 20 << u"[tea] and much more…"_s;
        QTest::newRow("around a hit further on")
            << u"first of all there was nothing, then tea, and much later came the cake"_s
            << u"tea"_s << 24 << u"…then [tea], and much later…"_s;
        QTest::newRow("a hit at the end") << u"first of all there was nothing, then came the tea"_s
                                          << u"tea"_s << 24 << u"…the [tea]"_s;
        QTest::newRow("no words were looked for") << u"whatever ann had to say that day"_s
                                                  << u"from:ann"_s << 16 << u"whatever ann had…"_s;
        QTest::newRow("accents and case")
            << u"Straße in ZÜRICH"_s << u"zurich"_s << 40 << u"Straße in [ZÜRICH]"_s;
        QTest::newRow("no spaces between words")
            << u"会议纪要已经上传了，大家有空看一下"_s << u"上传"_s << 40
            << u"会议纪要已经[上传]了，大家有空看一下"_s;
        QTest::newRow("a run without a break")
            << QString(60, u'x') + u" tea"_s << u"tea"_s << 12 << u"…xxx [tea]"_s;
        QTest::newRow("nothing") << QString() << u"tea"_s << 12 << QString();
    }

    void showsWhereTheHitIs()
    {
        QFETCH(QString, content);
        QFETCH(QString, query);
        QFETCH(int, longest);
        QTEST(marked(excerptOf(content, SearchQuery::parse(query).value(), longest)), "expected");
    }

    void partsNoSurrogates()
    {
        const SearchQuery query = SearchQuery::parse(u"tea"_s).value();
        QString emoji;
        for (int i = 0; i < 40; ++i) {
            emoji += u"👍"_s;
        }
        for (int longest = 8; longest < 40; ++longest) {
            for (const QString& content :
                { emoji, emoji + u" tea "_s + emoji, u"x"_s + emoji + u" tea"_s }) {
                const Excerpt excerpt = excerptOf(content, query, longest);
                QVERIFY(excerpt.text.isValidUtf16());
                QVERIFY(excerpt.text.size() <= longest + 3);
                QCOMPARE(excerpt.hits.isEmpty(), !content.contains(u"tea"_s));
            }
        }
    }
};

QTEST_GUILESS_MAIN(ExcerptTest)
#include "tst_excerpt.moc"
