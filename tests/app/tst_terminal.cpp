// SPDX-License-Identifier: GPL-3.0-or-later
//
// The terminal that the tests of landline-cli look at shows what an xterm would.
#include "tests/app/terminal.h"

#include <QTest>

using namespace Qt::StringLiterals;
using landline::tests::Terminal;

class TestTerminal final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsWhatIsWritten_data();
    void showsWhatIsWritten();
    void takesBytesInPieces();
    void breaksLinesAnew();
    void noticesWhatIsStrange();
};

void TestTerminal::showsWhatIsWritten_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("lines");
    QTest::newRow("lines") << QByteArray("one\r\ntwo") << QStringList { u"one"_s, u"two"_s };
    QTest::newRow("overwritten") << QByteArray("one\rO") << QStringList { u"One"_s };
    QTest::newRow("a long line") << QByteArray("0123456789abc")
                                 << QStringList { u"0123456789"_s, u"abc"_s };
    QTest::newRow("just as wide as it is")
        << QByteArray("0123456789\r\nx") << QStringList { u"0123456789"_s, u"x"_s };
    QTest::newRow("up and erased")
        << QByteArray("one\r\ntwo\r\nthree\r\x1b[2A\x1b[J") << QStringList { {}, {}, {} };
    QTest::newRow("erased to the end")
        << QByteArray("abcdef\r\x1b[2C\x1b[K") << QStringList { u"ab"_s };
    QTest::newRow("a character out and one in")
        << QByteArray("abc\r\x1b[P\x1b[@x") << QStringList { u"xbc"_s };
    QTest::newRow("wide") << QByteArray("日本\b\bx") << QStringList { u"日x"_s };
    QTest::newRow("coloured") << QByteArray("\x1b[1;31mred\x1b[0m") << QStringList { u"red"_s };
}

void TestTerminal::showsWhatIsWritten()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, lines);
    Terminal terminal(10, 5);
    terminal.write(bytes);
    QCOMPARE(terminal.lines(), lines);
    QVERIFY(terminal.strange().isEmpty());
}

void TestTerminal::takesBytesInPieces()
{
    Terminal terminal(20, 5);
    const QByteArray bytes("\x1b[1mgr\xc3\xbc\xc3\x9f\x65 \xf0\x9f\x91\x8d\x1b[0m!");
    for (const char byte : bytes) {
        terminal.write(QByteArray(1, byte));
    }
    QCOMPARE(terminal.cursorLine(), u"grüße 👍!"_s);
}

void TestTerminal::breaksLinesAnew()
{
    Terminal terminal(20, 5);
    terminal.write("short\r\na line of 20 columns\r\n> typed");
    terminal.resize(8, 5);
    QCOMPARE(terminal.lines(),
        (QStringList { u"short"_s, u"a line o"_s, u"f 20 col"_s, u"umns"_s, u"> typed"_s }));
    QCOMPARE(terminal.cursorLine(), u"> typed"_s);
    QCOMPARE(terminal.cursorColumn(), 7);
    terminal.resize(20, 5);
    QCOMPARE(
        terminal.lines(), (QStringList { u"short"_s, u"a line of 20 columns"_s, u"> typed"_s }));
    terminal.resize(4, 5);
    QCOMPARE(terminal.cursorLine(), u"ped"_s);
    QCOMPARE(terminal.cursorColumn(), 3);
}

void TestTerminal::noticesWhatIsStrange()
{
    Terminal terminal(20, 5);
    terminal.write("\x1b]0;title\a\x1b"
                   "c\xc2\x9b"
                   "31m");
    QCOMPARE(terminal.strange().size(), 3);
}

QTEST_GUILESS_MAIN(TestTerminal)
#include "tst_terminal.moc"
