// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/names.h"

#include "messages/limits.h"

#include <QHash>
#include <QTest>

#include <algorithm>
#include <iterator>

using namespace landline;
using namespace Qt::StringLiterals;

namespace {

QString ofCodePoint(char32_t c)
{
    return QStringView(QChar::fromUcs4(c)).toString(); // QString::fromUcs4 would swallow U+FEFF
}

} // namespace

class NamesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void acceptsAsWritten_data();
    void acceptsAsWritten();
    void composesWhatCameDecomposed_data();
    void composesWhatCameDecomposed();
    void refusesAndSaysWhy_data();
    void refusesAndSaysWhy();
    void refusesInvisibleCharacters_data();
    void refusesInvisibleCharacters();
    void countsCharactersNotUnits();
    void measuresAfterComposing();
    void refusesAnEndlessNameWithoutReadingIt();
    void everyCodePointIsAcceptedOrRefusedAndNeverChangedTwice();
    void userNamesDifferByCase();
    void roomNamesAreOneWithoutRegardToCase_data();
    void roomNamesAreOneWithoutRegardToCase();
    void roomNamesKeepTheirMakersSpelling();
    void generalIsTheRoomOfThatName();
    void emptyNamesAreEqualAndEmpty();
};

void NamesTest::acceptsAsWritten_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("one letter") << u"a"_s;
    QTest::newRow("digits") << u"42"_s;
    QTest::newRow("punctuation") << u"o'neil-smith_2.0"_s;
    QTest::newRow("space within") << u"Ann Lee"_s;
    QTest::newRow("at sign within") << u"ann@home"_s;
    QTest::newRow("Latin with accents") << u"Zoë"_s;
    QTest::newRow("Greek") << u"Αθηνά"_s;
    QTest::newRow("Arabic") << u"ليلى"_s;
    QTest::newRow("Hebrew with points") << u"דָּוִד"_s;
    QTest::newRow("Devanagari") << u"अनुष्का"_s;
    QTest::newRow("Thai") << u"สมชาย"_s;
    QTest::newRow("Han") << u"李小龙"_s;
    QTest::newRow("Hangul") << u"김민준"_s;
    QTest::newRow("emoji") << u"😀"_s;
    QTest::newRow("32 characters") << QString(32, u'x');
    QTest::newRow("32 emoji") << u"😀"_s.repeated(32);
    QTest::newRow("as many marks as may be")
        << u"x"_s + QString(limits::marksInARow, QChar(0x0323));
}

void NamesTest::acceptsAsWritten()
{
    QFETCH(QString, name);
    const auto user = UserName::fromString(name);
    QVERIFY2(user, user ? "" : qPrintable(user.error().detail));
    QCOMPARE(user->toString(), name);
    const auto room = RoomName::fromString(name);
    QVERIFY2(room, room ? "" : qPrintable(room.error().detail));
    QCOMPARE(room->toString(), name);
}

void NamesTest::composesWhatCameDecomposed_data()
{
    QTest::addColumn<QString>("decomposed");
    QTest::addColumn<QString>("composed");
    QTest::newRow("e and acute") << u"Ren\u0065\u0301"_s << u"Ren\u00e9"_s;
    QTest::newRow("Hangul jamo") << u"\u1100\u1161\u11a8"_s << u"\uac01"_s;
    QTest::newRow("marks out of order") << u"a\u0301\u0323"_s << u"\u1ea1\u0301"_s;
    QTest::newRow("Kelvin sign") << u"\u212a"_s << u"K"_s;
    QTest::newRow("Angstrom sign") << u"\u212b"_s << u"\u00c5"_s;
}

void NamesTest::composesWhatCameDecomposed()
{
    QFETCH(QString, decomposed);
    QFETCH(QString, composed);
    const auto user = UserName::fromString(decomposed);
    QVERIFY(user);
    QCOMPARE(user->toString(), composed);
    QCOMPARE(*user, *UserName::fromString(composed));
    const auto room = RoomName::fromString(decomposed);
    QVERIFY(room);
    QCOMPARE(room->toString(), composed);
    QCOMPARE(*room, *RoomName::fromString(composed));
}

void NamesTest::refusesAndSaysWhy_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("reason");
    QTest::newRow("null") << QString() << u"empty"_s;
    QTest::newRow("empty") << u""_s << u"empty"_s;
    QTest::newRow("one space") << u" "_s << u"space"_s;
    QTest::newRow("space before") << u" ann"_s << u"space"_s;
    QTest::newRow("space behind") << u"ann "_s << u"space"_s;
    QTest::newRow("at sign before") << u"@ann"_s << u"'@'"_s;
    QTest::newRow("number sign before") << u"#ann"_s << u"'#'"_s;
    QTest::newRow("65 characters") << QString(65, u'x') << u"at most"_s;
    QTest::newRow("65 emoji") << u"😀"_s.repeated(65) << u"at most"_s;
    QTest::newRow("pile of marks in NFC")
        << u"x"_s + QString(limits::marksInARow + 1, QChar(0x0323)) << u"combining marks"_s;
    QTest::newRow("pile of different marks")
        << u"Z\u0336\u0337\u0321\u0322\u0327\u0328"_s << u"combining marks"_s;
    QTest::newRow("mark before any letter") << u"\u0301ann"_s << u"combining marks"_s;
    QTest::newRow("enclosing marks")
        << u"a\u20dd\u20de\u20df\u20e0\u20e3"_s << u"combining marks"_s;
    QTest::newRow("lone high surrogate") << u"ann"_s + QChar(0xd83d) << u"U+D83D"_s;
    QTest::newRow("lone low surrogate") << QString(QChar(0xde00)) + u"ann"_s << u"U+DE00"_s;
    QTest::newRow("surrogates the wrong way round")
        << QString(QChar(0xde00)) + QChar(0xd83d) << u"U+DE00"_s;
}

void NamesTest::refusesAndSaysWhy()
{
    QFETCH(QString, name);
    QFETCH(QString, reason);
    const auto user = UserName::fromString(name);
    QVERIFY(!user);
    QCOMPARE(user.error().code, ErrorCode::BadName);
    QVERIFY2(user.error().detail.contains(reason), qPrintable(user.error().detail));
    QVERIFY2(user.error().detail.contains(u"user name"), qPrintable(user.error().detail));
    const auto room = RoomName::fromString(name);
    QVERIFY(!room);
    QCOMPARE(room.error().code, ErrorCode::BadName);
    QVERIFY2(room.error().detail.contains(reason), qPrintable(room.error().detail));
    QVERIFY2(room.error().detail.contains(u"room name"), qPrintable(room.error().detail));
}

void NamesTest::refusesInvisibleCharacters_data()
{
    QTest::addColumn<char32_t>("character");
    const auto row = [](const char* what, char32_t c) { QTest::newRow(what) << c; };
    row("NUL", 0);
    row("newline", U'\n');
    row("tab", U'\t');
    row("DEL", 0x7f);
    row("C1 control", 0x85);
    row("no-break space", 0xa0);
    row("soft hyphen", 0xad);
    row("combining grapheme joiner", 0x34f);
    row("Arabic letter mark", 0x61c);
    row("Hangul choseong filler", 0x115f);
    row("Hangul jungseong filler", 0x1160);
    row("Khmer inherent vowel", 0x17b4);
    row("Mongolian variation selector", 0x180b);
    row("Mongolian vowel separator", 0x180e);
    row("Mongolian variation selector 4", 0x180f);
    row("em space", 0x2003);
    row("zero width space", 0x200b);
    row("zero width non-joiner", 0x200c);
    row("zero width joiner", 0x200d);
    row("left-to-right mark", 0x200e);
    row("right-to-left mark", 0x200f);
    row("line separator", 0x2028);
    row("paragraph separator", 0x2029);
    row("right-to-left embedding", 0x202b);
    row("right-to-left override", 0x202e);
    row("word joiner", 0x2060);
    row("right-to-left isolate", 0x2067);
    row("pop isolate", 0x2069);
    row("blank Braille", 0x2800);
    row("ideographic space", 0x3000);
    row("Hangul filler", 0x3164);
    row("private use", 0xe000);
    row("variation selector", 0xfe0f);
    row("byte order mark", 0xfeff);
    row("halfwidth Hangul filler", 0xffa0);
    row("interlinear annotation", 0xfff9);
    row("noncharacter", 0xfffe);
    row("musical begin beam", 0x1d173);
    row("tag letter", 0xe0061);
    row("variation selector 17", 0xe0100);
    row("private plane", 0x10ffff);
}

void NamesTest::refusesInvisibleCharacters()
{
    QFETCH(char32_t, character);
    const QString hidden = ofCodePoint(character);
    for (const QString& name :
        { u"an"_s + hidden + u"n"_s, hidden + u"ann"_s, u"ann"_s + hidden }) {
        const auto user = UserName::fromString(name);
        QVERIFY(!user);
        QCOMPARE(user.error().code, ErrorCode::BadName);
        QVERIFY(!RoomName::fromString(name));
    }
}

void NamesTest::countsCharactersNotUnits()
{
    QVERIFY(UserName::fromString(u"😀"_s.repeated(32)));
    QVERIFY(RoomName::fromString(u"😀"_s.repeated(64)));
    for (const QString& character : { u"x"_s, u"é"_s, u"😀"_s }) {
        const auto user = UserName::fromString(character.repeated(33));
        QVERIFY(!user);
        QVERIFY2(user.error().detail.contains(u"32"), qPrintable(user.error().detail));
        QVERIFY(!RoomName::fromString(character.repeated(65)));
    }
    QVERIFY(RoomName::fromString(QString(64, u'x')));
}

void NamesTest::measuresAfterComposing()
{
    const QString decomposed = u"e\u0301"_s.repeated(32);
    const auto name = UserName::fromString(decomposed);
    QVERIFY(name);
    QCOMPARE(name->toString(), u"\u00e9"_s.repeated(32));
}

void NamesTest::refusesAnEndlessNameWithoutReadingIt()
{
    const auto name = UserName::fromString(QString(10'000'000, QChar(0x0301)));
    QVERIFY(!name);
    QCOMPARE(name.error().code, ErrorCode::BadName);
    QVERIFY2(name.error().detail.contains(u"at most 32"), qPrintable(name.error().detail));
}

void NamesTest::everyCodePointIsAcceptedOrRefusedAndNeverChangedTwice()
{
    for (char32_t c = 0; c <= 0x10ffff; ++c) {
        const auto name = RoomName::fromString(u"x"_s + ofCodePoint(c));
        if (!name) {
            continue;
        }
        const auto again = RoomName::fromString(name->toString());
        QVERIFY2(again, qPrintable(QString::number(c, 16)));
        QCOMPARE(again->toString(), name->toString());
        QCOMPARE(again->key(), name->key());
    }
}

void NamesTest::userNamesDifferByCase()
{
    const auto small = *UserName::fromString(u"ann"_s);
    const auto capital = *UserName::fromString(u"Ann"_s);
    QVERIFY(small != capital);
    QVERIFY(capital < small);
    QCOMPARE((QHash<UserName, int> { { small, 1 }, { capital, 2 } }).size(), 2);
}

void NamesTest::roomNamesAreOneWithoutRegardToCase_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::newRow("ASCII") << u"General"_s << u"gENERAL"_s;
    QTest::newRow("Latin") << u"ÉTÉ"_s << u"été"_s;
    QTest::newRow("Greek final sigma") << u"ΟΔΟΣ"_s << u"οδος"_s;
    QTest::newRow("Cyrillic") << u"МОСКВА"_s << u"москва"_s;
    QTest::newRow("beyond the BMP") << u"𐐀"_s << u"𐐨"_s;
    QTest::newRow("decomposed and composed") << u"E\u0301TE"_s << u"\u00e9te"_s;
}

void NamesTest::roomNamesAreOneWithoutRegardToCase()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    const auto a = *RoomName::fromString(one);
    const auto b = *RoomName::fromString(other);
    QCOMPARE(a, b);
    QCOMPARE(a.key(), b.key());
    QCOMPARE(qHash(a), qHash(b));
    QVERIFY(!(a < b) && !(b < a));
    QCOMPARE((QHash<RoomName, int> { { a, 1 } }).value(b), 1);
}

void NamesTest::roomNamesKeepTheirMakersSpelling()
{
    QCOMPARE(RoomName::fromString(u"Kaffee & Küche"_s)->toString(), u"Kaffee & Küche"_s);
}

void NamesTest::generalIsTheRoomOfThatName()
{
    QCOMPARE(RoomName::general(), *RoomName::fromString(u"GENERAL"_s));
    QCOMPARE(RoomName::general().toString(), u"general"_s);
}

void NamesTest::emptyNamesAreEqualAndEmpty()
{
    QVERIFY(UserName().isEmpty());
    QVERIFY(RoomName().isEmpty());
    QCOMPARE(UserName(), UserName());
    QVERIFY(RoomName() != RoomName::general());
}

QTEST_APPLESS_MAIN(NamesTest)
#include "tst_names.moc"
