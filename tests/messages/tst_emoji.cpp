// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/emoji.h"

#include <QTest>

using namespace landline;
using namespace Qt::StringLiterals;

class EmojiTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneEmojiIsTaken_data();
    void oneEmojiIsTaken();
    void allElseIsRefused_data();
    void allElseIsRefused();
};

void EmojiTest::oneEmojiIsTaken_data()
{
    QTest::addColumn<QString>("text");
    for (const QString& text : { u"👍"_s, u"👍🏽"_s, u"❤"_s, u"❤️"_s, u"❤️‍🔥"_s,
             u"©"_s, u"™️"_s, u"ℹ️"_s, u"↔️"_s, u"⌚"_s, u"Ⓜ️"_s, u"☃"_s,
             u"☝🏿"_s, u"✅"_s, u"⤴️"_s, u"⭐"_s, u"〰️"_s, u"㊗️"_s, u"🀄"_s, u"🃏"_s,
             u"🅰️"_s, u"🈁"_s, u"🎉"_s, u"🏳️‍🌈"_s, u"🏴‍☠️"_s,
             u"🏴󠁧󠁢󠁳󠁣󠁴󠁿"_s, u"👁️‍🗨️"_s,
             u"👨‍👩‍👧‍👦"_s, u"🧑🏿‍❤️‍💋‍🧑🏾"_s, u"🇩🇪"_s,
             u"1️⃣"_s, u"#⃣"_s, u"*️⃣"_s, u"🫨"_s, u"🪩"_s, u"🏻"_s }) {
        QTest::newRow(qPrintable(text)) << text;
    }
}

void EmojiTest::oneEmojiIsTaken()
{
    QFETCH(QString, text);
    const auto emoji = Emoji::fromString(text);
    QVERIFY(emoji.isOk());
    QCOMPARE(emoji->toString(), text);
}

void EmojiTest::allElseIsRefused_data()
{
    QTest::addColumn<QString>("text");
    const auto row = [](const char* what, const QString& text) { QTest::newRow(what) << text; };
    row("nothing", {});
    row("a space", u" "_s);
    row("a letter", u"a"_s);
    row("a digit", u"1"_s);
    row("a Chinese character", u"好"_s);
    row("a name", u":tada:"_s);
    row("two", u"👍👍"_s);
    row("two joined by nothing", u"👍❤️"_s);
    row("and a letter", u"👍a"_s);
    row("and a space", u"👍 "_s);
    row("and a newline", u"👍\n"_s);
    row("a newline before", u"\n👍"_s);
    row("with an override", u"👍\u202e"_s);
    row("with a pile of marks", u"👍\u0301\u0301"_s);
    row("a joiner alone", u"\u200d"_s);
    row("a joiner behind", u"👩\u200d"_s);
    row("a joiner before", u"\u200d👩"_s);
    row("two joiners", u"👩\u200d\u200d👩"_s);
    row("a presentation alone", u"\ufe0f"_s);
    row("half a flag", u"🇩"_s);
    row("a flag and a half", u"🇩🇪🇫"_s);
    row("a keycap without a key", u"\u20e3"_s);
    row("a key without a cap", u"1\ufe0f"_s);
    row("a flag without an end", u"🏴\U000e0067\U000e0062"_s);
    row("half a surrogate pair", QString(QChar(0xd83d)));
    row("the longest there could be, and more", u"👩\u200d"_s.repeated(8) + u"👩"_s);
    row("a megabyte", u"👍"_s.repeated(250'000));
}

void EmojiTest::allElseIsRefused()
{
    QFETCH(QString, text);
    const auto emoji = Emoji::fromString(text);
    QVERIFY(!emoji.isOk());
    QVERIFY(emoji.error().code == ErrorCode::BadField);
    QVERIFY(emoji.error().detail.size() < 100);
}

QTEST_APPLESS_MAIN(EmojiTest)
#include "tst_emoji.moc"
