// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/displaytext.h"
#include "ui/timeline/emoji.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline::ui;

class DisplayTextTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hostileCharactersDoNotReachTheLayout_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << u"hello"_s << u"hello"_s;
        QTest::newRow("line breaks stay") << u"a\nb"_s << u"a\nb"_s;
        QTest::newRow("separators become breaks") << u"a\u2028b\u2029c"_s << u"a\nb\nc"_s;
        QTest::newRow("controls go") << u"a\u0000b\u0007c\rd"_s << u"abcd"_s;
        QTest::newRow("lone surrogate") << (u"a"_s + QChar(0xd800) + u"b"_s) << u"a\ufffdb"_s;
        QTest::newRow("pair stays") << u"😀"_s << u"😀"_s;
        QTest::newRow("some marks stay") << u"e\u0301\u0302"_s << u"e\u0301\u0302"_s;
        QTest::newRow("many marks are cut") << (u"e"_s + QString(100000, QChar(0x0301)) + u"x"_s)
                                            << (u"e"_s + QString(8, QChar(0x0301)) + u"x"_s);
        QTest::newRow("markup is text") << u"<img src=file:x>"_s << u"<img src=file:x>"_s;
    }

    void hostileCharactersDoNotReachTheLayout()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(forDisplay(text), shown);
    }

    void previewsAreOneShortLine()
    {
        QCOMPARE(onOneLine(u"  a\n\nb\tc "_s), u"a b c"_s);
        QCOMPARE(onOneLine(QString(1000, u'x'), 50).size(), 50);
        QCOMPARE(onOneLine(u"ab😀"_s, 3), u"ab"_s);
    }

    void longMessagesAreShownInPart()
    {
        QCOMPARE(shownLength(u"short"_s), 5);
        QCOMPARE(shownLength(QString(16384, u'x')), shownCharacters);
        const QString lines = u"x\n"_s.repeated(300);
        QCOMPARE(QStringView(lines).left(shownLength(lines)).count(u'\n'), shownLines - 1);
        const QString pairs = u"😀"_s.repeated(5000);
        QVERIFY(!pairs.at(shownLength(pairs) - 1).isHighSurrogate());
    }

    void addressesAreLinks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("links");
        QTest::newRow("none") << u"hello"_s << QStringList {};
        QTest::newRow("one") << u"see https://a.example/x now"_s
                             << QStringList { u"https://a.example/x"_s };
        QTest::newRow("end of sentence")
            << u"at http://a.example."_s << QStringList { u"http://a.example"_s };
        QTest::newRow("in parentheses")
            << u"(http://a.example/b)"_s << QStringList { u"http://a.example/b"_s };
        QTest::newRow("with parentheses")
            << u"http://a.example/b_(c)"_s << QStringList { u"http://a.example/b_(c)"_s };
        QTest::newRow("two") << u"http://a.example, http://b.example!"_s
                             << QStringList { u"http://a.example"_s, u"http://b.example"_s };
        QTest::newRow("capitals") << u"HTTPS://A.example"_s
                                  << QStringList { u"HTTPS://A.example"_s };
        QTest::newRow("inside a word") << u"xhttp://a.example"_s << QStringList {};
        QTest::newRow("no host") << u"http:// and https:///x"_s << QStringList {};
        QTest::newRow("other schemes")
            << u"javascript:alert(1) file:///etc/passwd"_s << QStringList {};
    }

    void addressesAreLinks()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, links);
        QStringList found;
        for (const Link& link : linksIn(text)) {
            found.append(text.mid(link.start, link.length));
        }
        QCOMPARE(found, links);
    }

    void emojiAreFoundAsWholeSequences_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("runs");
        QTest::newRow("none") << u"12 # * ©"_s << QStringList {};
        QTest::newRow("one") << u"a 👍 b"_s << QStringList { u"👍"_s };
        QTest::newRow("skin tone") << u"👍🏽"_s << QStringList { u"👍🏽"_s };
        QTest::newRow("family") << u"x👩‍👩‍👧‍👦y"_s
                                << QStringList { u"👩‍👩‍👧‍👦"_s };
        QTest::newRow("variation") << u"a❤\ufe0fb"_s << QStringList { u"❤\ufe0f"_s };
        QTest::newRow("text heart") << u"❤"_s << QStringList {};
        QTest::newRow("keycap") << u"1\ufe0f\u20e3"_s << QStringList { u"1\ufe0f\u20e3"_s };
        QTest::newRow("flag") << u"🇩🇪"_s << QStringList { u"🇩🇪"_s };
        QTest::newRow("neighbours join") << u"👍❤\ufe0f"_s << QStringList { u"👍❤\ufe0f"_s };
        QTest::newRow("joiner at the end") << u"👍\u200d"_s << QStringList { u"👍\u200d"_s };
        QTest::newRow("lone surrogate") << QString(QChar(0xd83d)) << QStringList {};
    }

    void emojiAreFoundAsWholeSequences()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, runs);
        QStringList found;
        for (const EmojiRun& run : emojiRuns(text)) {
            found.append(text.mid(run.start, run.length));
        }
        QCOMPARE(found, runs);
    }
};

QTEST_APPLESS_MAIN(DisplayTextTest)
#include "tst_displaytext.moc"
