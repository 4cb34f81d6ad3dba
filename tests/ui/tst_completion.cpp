// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/completion.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline::ui;

class CompletionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unfinishedWordsAreFound_data()
    {
        QTest::addColumn<QString>("text"); // the cursor is where the | is
        QTest::addColumn<QString>("sign");
        QTest::addColumn<QString>("typed");
        const auto row
            = [](const char* name, const QString& text, const QString& sign = {},
                  const QString& typed = {}) { QTest::newRow(name) << text << sign << typed; };
        row("nothing", u"|"_s);
        row("a word", u"hello|"_s);
        row("a sign alone", u"@|"_s, u"@"_s);
        row("a person", u"hi @an|"_s, u"@"_s, u"an"_s);
        row("in the middle", u"hi @an|na"_s, u"@"_s, u"an"_s);
        row("two words", u"@Mira K|"_s, u"@"_s, u"Mira K"_s);
        row("behind a blank", u"@ann |"_s);
        row("in parentheses", u"(@an|"_s, u"@"_s, u"an"_s);
        row("bold", u"**@an|"_s, u"@"_s, u"an"_s);
        row("mail", u"ann@exa|"_s);
        row("next line", u"@ann\nx|"_s);
        row("a room", u"see #des|"_s, u"#"_s, u"des"_s);
        row("a command", u"/jo|"_s, u"/"_s, u"jo"_s);
        row("a command's words", u"/join gen|"_s);
        row("a path", u"see /et|"_s);
        row("and/or", u"and/or|"_s);
        row("the nearer sign", u"@ann #ge|"_s, u"#"_s, u"ge"_s);
        row("too far", u"@"_s + QString(80, u'x') + u"|"_s);
    }

    void unfinishedWordsAreFound()
    {
        QFETCH(QString, text);
        QFETCH(QString, sign);
        QFETCH(QString, typed);
        const auto cursor = static_cast<int>(text.indexOf(u'|'));
        text.remove(cursor, 1);
        const auto word = unfinishedWord(text, cursor);
        QCOMPARE(word.has_value(), !sign.isEmpty());
        if (word) {
            QCOMPARE(QString(word->sign), sign);
            QCOMPARE(word->typed, typed);
            QCOMPARE(text.at(word->start), word->sign);
        }
    }

    void whatBeginsAsItWasTypedComesFirst()
    {
        const QList<Completion> all { { u"Marie Ann"_s, {} }, { u"ann"_s, {} }, { u"Joanna"_s, {} },
            { u"Annabel"_s, {} } };
        const auto words = [&all](const QString& typed) {
            QStringList found;
            for (const Completion& one : completionsFor(typed, all)) {
                found.append(one.word);
            }
            return found;
        };
        QCOMPARE(words(u"an"_s), (QStringList { u"ann"_s, u"Annabel"_s, u"Marie Ann"_s }));
        QCOMPARE(words(u"annab"_s), QStringList { u"Annabel"_s });
        QCOMPARE(words(u"Annabel"_s), QStringList());
        QCOMPARE(words(u"x"_s), QStringList());
        QCOMPARE(words(u"Marie A"_s), QStringList { u"Marie Ann"_s });
        QCOMPARE(words({}).size(), 4);
        QCOMPARE(completionsFor({}, QList<Completion>(20, { u"x"_s, {} })).size(), 8);
    }
};

QTEST_APPLESS_MAIN(CompletionTest)
#include "tst_completion.moc"
