// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/linebatcher.h"

#include <QTest>

using namespace Qt::StringLiterals;
using landline::cli::LineBatcher;
using Form = LineBatcher::Form;

namespace {

constexpr qsizetype longest = 100;

QStringList allOf(LineBatcher& batcher)
{
    QStringList messages;
    while (const auto message = batcher.next()) {
        messages.append(*message);
    }
    return messages;
}

QStringList messagesOf(const QByteArray& input, Form form = Form::Plain, bool raw = false)
{
    LineBatcher batcher(form, raw, longest);
    batcher.add(input);
    batcher.end();
    return allOf(batcher);
}

bool allFit(const QStringList& messages)
{
    return std::all_of(messages.begin(), messages.end(),
        [](const QString& message) { return message.toUtf8().size() <= longest; });
}

QByteArray numbered(int lines)
{
    QByteArray text;
    for (int i = 1; i <= lines; ++i) {
        text += "line " + QByteArray::number(i) + '\n';
    }
    return text;
}

} // namespace

class TestLineBatcher final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fewLinesAreOneMessage();
    void manyLinesAreAsFewMessagesAsFit();
    void eachLineCanBeAMessage();
    void aLineIsTakenWhenItHasItsEnd();
    void aLongLineIsCutBetweenCharacters();
    void codeIsFenced();
    void nothingInCodeEndsIt();
    void backticksAreFencedToo_data();
    void backticksAreFencedToo();
    void blanksAloneAreNoMessage();
    void whatIsNoTextBecomesText();
    void terminalSequencesGoUnlessRaw();
    void howItCameInPiecesDoesNotMatter();
    void aLineWithoutEndIsHeldNoLonger();
};

void TestLineBatcher::fewLinesAreOneMessage()
{
    QCOMPARE(messagesOf("one\ntwo\n"), QStringList { u"one\ntwo"_s });
    QCOMPARE(messagesOf("one\n\n  two"), QStringList { u"one\n\n  two"_s });
}

void TestLineBatcher::manyLinesAreAsFewMessagesAsFit()
{
    const QByteArray input = numbered(100);
    const QStringList messages = messagesOf(input);
    QVERIFY(allFit(messages));
    QCOMPARE(messages.join(u'\n') + u'\n', QString::fromUtf8(input));
    // 100 bytes hold 12 lines of 8; and no message could have had the first line of the next.
    for (int i = 0; i + 1 < messages.size(); ++i) {
        const QString next = messages.at(i + 1).section(u'\n', 0, 0);
        QVERIFY(messages.at(i).size() + 1 + next.size() > longest);
    }
}

void TestLineBatcher::eachLineCanBeAMessage()
{
    QCOMPARE(messagesOf("one\n\ntwo\n", Form::EachLine), (QStringList { u"one"_s, u"two"_s }));
}

void TestLineBatcher::aLineIsTakenWhenItHasItsEnd()
{
    LineBatcher batcher(Form::Plain, false, longest);
    batcher.add("half");
    QVERIFY(!batcher.next());
    QCOMPARE(batcher.held(), 4);
    batcher.add(" a line\nand");
    QCOMPARE(batcher.next(), u"half a line"_s);
    QVERIFY(!batcher.next());
    batcher.end();
    QCOMPARE(batcher.next(), u"and"_s);
    QCOMPARE(batcher.held(), 0);
}

void TestLineBatcher::aLongLineIsCutBetweenCharacters()
{
    const QString line = QString(300, u'ü') + u"👍"_s.repeated(60);
    const QStringList messages = messagesOf(line.toUtf8() + "\nshort\n");
    QVERIFY(allFit(messages));
    QCOMPARE(messages.join(QString()), line + u"\nshort"_s);
}

void TestLineBatcher::codeIsFenced()
{
    QCOMPARE(messagesOf("*one*\ntwo\n", Form::Code), QStringList { u"```\n*one*\ntwo\n```"_s });
    const QStringList messages = messagesOf(numbered(100), Form::Code);
    QVERIFY(allFit(messages));
    QString inside;
    for (const QString& message : messages) {
        QVERIFY(message.startsWith(u"```\n"_s) && message.endsWith(u"\n```"_s));
        inside += QStringView(message).mid(4, message.size() - 7);
    }
    QCOMPARE(inside.toUtf8(), numbered(100));
}

void TestLineBatcher::nothingInCodeEndsIt()
{
    QCOMPARE(messagesOf("```\nevil\n```\n", Form::Code),
        QStringList { u"````\n```\nevil\n```\n````"_s });
}

void TestLineBatcher::backticksAreFencedToo_data()
{
    QTest::addColumn<int>("ticks");
    for (const int ticks : { 1, 10, 45, 90, 100, 1000 }) {
        QTest::addRow("%d", ticks) << ticks;
    }
}

void TestLineBatcher::backticksAreFencedToo()
{
    QFETCH(int, ticks);
    const QStringList messages
        = messagesOf("before\n" + QByteArray(ticks, '`') + "\nafter\n", Form::Code);
    QVERIFY(allFit(messages));
    qsizetype inside = 0;
    for (const QString& message : messages) {
        const QString fence = message.section(u'\n', 0, 0);
        QVERIFY(message.endsWith(u'\n' + fence));
        const QString code = message.mid(fence.size(), message.size() - 2 * fence.size());
        QVERIFY(!code.contains(fence));
        inside += code.count(u'`');
    }
    QCOMPARE(inside, ticks);
}

void TestLineBatcher::blanksAloneAreNoMessage()
{
    QCOMPARE(messagesOf("\n\n  \n"), QStringList());
    QCOMPARE(messagesOf({}), QStringList());
    LineBatcher batcher(Form::Plain, false, longest);
    batcher.add("\n\n");
    batcher.end();
    QVERIFY(!batcher.next());
    QCOMPARE(batcher.held(), 0);
}

void TestLineBatcher::whatIsNoTextBecomesText()
{
    QCOMPARE(messagesOf(QByteArray("a\xff\xfe"
                                   "b\0c\n",
                            7),
                 Form::Plain, true),
        QStringList { u"a\ufffd\ufffdbc"_s });
    // A replacement is three bytes for one.
    QVERIFY(allFit(messagesOf(QByteArray(500, '\xff'))));
}

void TestLineBatcher::terminalSequencesGoUnlessRaw()
{
    QCOMPARE(messagesOf("\x1b[31mred\x1b[0m\r\n"), QStringList { u"red"_s });
    QCOMPARE(messagesOf("\x1b[31mred\r\n", Form::Plain, true), QStringList { u"\x1b[31mred"_s });
}

void TestLineBatcher::howItCameInPiecesDoesNotMatter()
{
    const QByteArray input = "ärger\n" + numbered(40) + "the end without an end";
    LineBatcher batcher(Form::Code, false, longest);
    for (const char byte : input) {
        batcher.add(QByteArray(1, byte));
    }
    batcher.end();
    QCOMPARE(allOf(batcher), messagesOf(input, Form::Code));
}

void TestLineBatcher::aLineWithoutEndIsHeldNoLonger()
{
    LineBatcher batcher(Form::Plain, false, longest);
    const QByteArray endless(70000, 'x');
    batcher.add(endless);
    QVERIFY(batcher.hasLines());
    batcher.add(QByteArray(70000, '\x80')); // and no character begins in these
    batcher.end();
    const QStringList messages = allOf(batcher);
    QVERIFY(allFit(messages));
    QCOMPARE(messages.join(QString()).count(u'x'), 70000);
}

QTEST_GUILESS_MAIN(TestLineBatcher)
#include "tst_linebatcher.moc"
