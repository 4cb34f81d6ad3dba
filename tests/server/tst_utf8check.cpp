// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/utf8check.h"

#include <QByteArray>
#include <QTest>

using landline::server::Utf8Check;

class Utf8CheckTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCodePointIsValidAndNoSurrogateIs();
    void everySequenceOfTwoBytesIsJudgedAsTheRfcDoes();
    void everyFirstTwoBytesOfThreeAndFour();
    void theQuickPathChecksAsTheSlowOne();
    void resetForgets();
};

namespace {

QByteArray encoded(char32_t c)
{
    QByteArray bytes;
    if (c < 0x80) {
        bytes.append(static_cast<char>(c));
    } else if (c < 0x800) {
        bytes.append(static_cast<char>(0xc0 | (c >> 6)));
        bytes.append(static_cast<char>(0x80 | (c & 0x3f)));
    } else if (c < 0x10000) {
        bytes.append(static_cast<char>(0xe0 | (c >> 12)));
        bytes.append(static_cast<char>(0x80 | ((c >> 6) & 0x3f)));
        bytes.append(static_cast<char>(0x80 | (c & 0x3f)));
    } else {
        bytes.append(static_cast<char>(0xf0 | (c >> 18)));
        bytes.append(static_cast<char>(0x80 | ((c >> 12) & 0x3f)));
        bytes.append(static_cast<char>(0x80 | ((c >> 6) & 0x3f)));
        bytes.append(static_cast<char>(0x80 | (c & 0x3f)));
    }
    return bytes;
}

bool isValid(QByteArrayView bytes)
{
    Utf8Check check;
    return check.feed(bytes) && check.isComplete();
}

/// RFC 3629 section 4, written down once more and differently.
bool mayFollow(int first, int second)
{
    const bool continues = second >= 0x80 && second <= 0xbf;
    switch (first) {
    case 0xe0:
        return continues && second >= 0xa0;
    case 0xed:
        return continues && second <= 0x9f;
    case 0xf0:
        return continues && second >= 0x90;
    case 0xf4:
        return continues && second <= 0x8f;
    default:
        return continues && first >= 0xc2 && first <= 0xf4;
    }
}

} // namespace

void Utf8CheckTest::everyCodePointIsValidAndNoSurrogateIs()
{
    for (char32_t c = 0; c <= 0x1100ff; ++c) {
        const bool isCharacter = c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
        if (isValid(encoded(c)) != isCharacter) {
            QFAIL(qPrintable(QString::number(c, 16)));
        }
    }
}

void Utf8CheckTest::everySequenceOfTwoBytesIsJudgedAsTheRfcDoes()
{
    for (int first = 0; first < 256; ++first) {
        const char one[] = { static_cast<char>(first) };
        QCOMPARE(isValid(QByteArrayView(one, 1)), first < 0x80);
        for (int second = 0; second < 256; ++second) {
            const char two[] = { static_cast<char>(first), static_cast<char>(second) };
            const bool valid = (first < 0x80 && second < 0x80)
                || (first >= 0xc2 && first <= 0xdf && mayFollow(first, second));
            QCOMPARE(isValid(QByteArrayView(two, 2)), valid);
        }
    }
}

void Utf8CheckTest::everyFirstTwoBytesOfThreeAndFour()
{
    for (int first = 0xc2; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
            const char two[] = { static_cast<char>(first), static_cast<char>(second) };
            Utf8Check check;
            // What cannot become valid is refused at once, not at the end.
            QCOMPARE(check.feed(QByteArrayView(two, 2)), mayFollow(first, second));
        }
    }
}

void Utf8CheckTest::theQuickPathChecksAsTheSlowOne()
{
    const QByteArray text = "0123456789abcdef" + encoded(U'\u00e9') + "01234567"
        + encoded(U'\U0001f600') + "0123456" + encoded(U'\u20ac') + "01234567890";
    for (qsizetype cut = 0; cut <= text.size(); ++cut) {
        Utf8Check check;
        QVERIFY(check.feed(QByteArrayView(text).first(cut)));
        QVERIFY(check.feed(QByteArrayView(text).sliced(cut)));
        QVERIFY(check.isComplete());
    }
    for (qsizetype at = 0; at < text.size(); ++at) {
        QByteArray bad = text;
        bad[at] = '\xff';
        QVERIFY(!isValid(bad));
    }
}

void Utf8CheckTest::resetForgets()
{
    Utf8Check check;
    QVERIFY(check.feed(QByteArrayView("\xe2\x82")));
    QVERIFY(!check.isComplete());
    check.reset();
    QVERIFY(check.isComplete());
    QVERIFY(check.feed(QByteArrayView("a")));
}

QTEST_APPLESS_MAIN(Utf8CheckTest)
#include "tst_utf8check.moc"
