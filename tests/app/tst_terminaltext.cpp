// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminaltext.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline::cli;

/// Whether a terminal could obey some of it, or show what stands around it otherwise.
static bool isHarmless(const QString& text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        const char16_t u = c.unicode();
        const bool isControl = (u < 0x20 && u != u'\n' && u != u'\t') || (u >= 0x7f && u <= 0x9f);
        const bool isBidi = u == 0x61c || u == 0x200e || u == 0x200f || (u >= 0x202a && u <= 0x202e)
            || (u >= 0x2066 && u <= 0x2069);
        return isControl || isBidi;
    });
}

class TestTerminalText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingOfAStrangerIsObeyed_data();
    void nothingOfAStrangerIsObeyed();
    void whatPeopleWriteStays_data();
    void whatPeopleWriteStays();
    void nothingThatIsThereIsHarmful();
    void jsonStaysTheSameValue();
    void outputLosesWhatItSaidToItsTerminal_data();
    void outputLosesWhatItSaidToItsTerminal();
    void columnsAreCounted_data();
    void columnsAreCounted();
    void textIsCutToColumns_data();
    void textIsCutToColumns();
};

void TestTerminalText::nothingOfAStrangerIsObeyed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("clear the screen") << u"a\x1b[2Jb"_s << u"a\u241b[2Jb"_s;
    QTest::newRow("set the title") << u"\x1b]0;root\aok"_s << u"\u241b]0;root\u2407ok"_s;
    QTest::newRow("C1 CSI") << u"a\u009b2Jb"_s << u"a\ufffd2Jb"_s;
    QTest::newRow("DEL") << u"a\u007fb"_s << u"a\u2421b"_s;
    QTest::newRow("begin the line anew") << u"mine\ryours"_s << u"mine\u240dyours"_s;
    QTest::newRow("a line of Windows") << u"one\r\ntwo"_s << u"one\ntwo"_s;
    QTest::newRow("other line ends") << u"one\u2028two\u2029three"_s << u"one\ntwo\nthree"_s;
    QTest::newRow("turn the text around") << u"a\u202egnp.exe\u202c"_s << u"agnp.exe"_s;
    QTest::newRow("isolates and marks") << u"\u2067a\u2069\u200fb\u061c"_s << u"ab"_s;
    QTest::newRow("half a pair") << QString(QChar(0xd83d)) << u"\ufffd"_s;
    QTest::newRow("marks that paint over others")
        << u"e"_s + QString(20, QChar(0x301)) << u"e"_s + QString(8, QChar(0x301));
}

void TestTerminalText::nothingOfAStrangerIsObeyed()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QCOMPARE(forTerminal(text), shown);
    QVERIFY(isHarmless(forTerminal(text)));
}

void TestTerminalText::whatPeopleWriteStays_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("lines and tabs") << u"one\n\ttwo"_s;
    QTest::newRow("umlauts") << u"Grüße, naïve façade"_s;
    QTest::newRow("Hebrew and Arabic") << u"שלום مرحبا"_s;
    QTest::newRow("a family") << u"👨‍👩‍👧‍👦 👍🏽"_s;
    QTest::newRow("Devanagari") << u"नमस्ते"_s;
    QTest::newRow("nothing") << QString();
}

void TestTerminalText::whatPeopleWriteStays()
{
    QFETCH(QString, text);
    QCOMPARE(forTerminal(text), text);
}

void TestTerminalText::nothingThatIsThereIsHarmful()
{
    QString all;
    all.reserve(0x10000);
    for (int unit = 0; unit < 0x10000; ++unit) {
        all += QChar(unit);
    }
    QVERIFY(isHarmless(forTerminal(all)));
    QVERIFY(isHarmless(onOneLine(all)));
    QVERIFY(!onOneLine(all).contains(u'\n'));
}

void TestTerminalText::jsonStaysTheSameValue()
{
    const QString content = u"a\u009b2J \u202egnp\u202c \u007f ü 👍 \u2028 \u200f"_s;
    const QByteArray json
        = QJsonDocument(QJsonObject { { u"content"_s, content } }).toJson(QJsonDocument::Compact);
    const QString safe = jsonForTerminal(json);
    QVERIFY(isHarmless(safe));
    QVERIFY(safe.contains(u"\\u009b"_s));
    const auto read = QJsonDocument::fromJson(safe.toUtf8()).object();
    QCOMPARE(read.value(u"content"_s).toString(), content);
}

void TestTerminalText::outputLosesWhatItSaidToItsTerminal_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("seen");
    QTest::newRow("plain") << QByteArray("ok") << QByteArray("ok");
    QTest::newRow("colours") << QByteArray("\x1b[1;31merror:\x1b[0m no") << QByteArray("error: no");
    QTest::newRow("erase to the end") << QByteArray("a\x1b[Kb") << QByteArray("ab");
    QTest::newRow("a link of gcc")
        << QByteArray("[\x1b]8;;https://x\x1b\\-Wall\x1b]8;;\x1b\\]") << QByteArray("[-Wall]");
    QTest::newRow("a title") << QByteArray("\x1b]0;make\aall") << QByteArray("all");
    QTest::newRow("a character set") << QByteArray("\x1b(Btext") << QByteArray("text");
    QTest::newRow("a progress bar") << QByteArray("10%\r50%\r100%") << QByteArray("100%");
    QTest::newRow("a line of Windows") << QByteArray("ok\r") << QByteArray("ok");
    QTest::newRow("C1 CSI in UTF-8") << QByteArray("a\xc2\x9b"
                                                   "b")
                                     << QByteArray("ab");
    QTest::newRow("broken off") << QByteArray("a\x1b[3") << QByteArray("a");
    QTest::newRow("only begun") << QByteArray("a\x1b") << QByteArray("a");
    QTest::newRow("broken off by text") << QByteArray("\x1b[3\xc3\xbc") << QByteArray("\xc3\xbc");
    QTest::newRow("tab, bell, NUL") << QByteArray("a\tb\a\0c", 6) << QByteArray("a\tbc");
}

void TestTerminalText::outputLosesWhatItSaidToItsTerminal()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, seen);
    QCOMPARE(withoutTerminalSequences(line), seen);
}

void TestTerminalText::columnsAreCounted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("columns");
    QTest::newRow("nothing") << QString() << 0;
    QTest::newRow("letters") << u"abc"_s << 3;
    QTest::newRow("wide") << u"日本"_s << 4;
    QTest::newRow("a mark") << u"e\u0301"_s << 1;
    QTest::newRow("a control, as Readline shows it") << u"\x01"_s << 2;
}

void TestTerminalText::columnsAreCounted()
{
    QFETCH(QString, text);
    QFETCH(int, columns);
    QCOMPARE(columnsOf(QStringView(text)), columns);
}

void TestTerminalText::textIsCutToColumns_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("columns");
    QTest::addColumn<QString>("cut");
    QTest::newRow("fits") << u"abc"_s << 3 << u"abc"_s;
    QTest::newRow("does not") << u"abcd"_s << 3 << u"ab…"_s;
    QTest::newRow("wide") << u"日本語"_s << 5 << u"日本…"_s;
    QTest::newRow("half a wide one") << u"日本語"_s << 4 << u"日…"_s;
    QTest::newRow("one column") << u"abc"_s << 1 << u"…"_s;
    QTest::newRow("no column") << u"abc"_s << 0 << QString();
}

void TestTerminalText::textIsCutToColumns()
{
    QFETCH(QString, text);
    QFETCH(int, columns);
    QFETCH(QString, cut);
    QCOMPARE(cutTo(text, columns), cut);
}

QTEST_GUILESS_MAIN(TestTerminalText)
#include "tst_terminaltext.moc"
