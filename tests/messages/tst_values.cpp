// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/values.h"

#include "messages/clock.h"
#include "messages/limits.h"

#include <QSet>
#include <QTest>

using namespace landline;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idIsAcceptedAsWritten_data();
    void idIsAcceptedAsWritten();
    void idIsRefusedByName_data();
    void idIsRefusedByName();
    void seqRisesByOne();
    void momentReadsAndWritesBack_data();
    void momentReadsAndWritesBack();
    void otherSpellingsOfAMomentAreRead_data();
    void otherSpellingsOfAMomentAreRead();
    void whatIsNoMomentIsRefused_data();
    void whatIsNoMomentIsRefused();
    void everyDayOfTheCalendarComesBack();
    void nowIsNow();
};

void ValuesTest::idIsAcceptedAsWritten_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("one character") << u"1"_s;
    QTest::newRow("usual") << u"c1-7"_s;
    QTest::newRow("UUID") << u"{0190b6d2-7e6f-7cc3-98c4-dc0c0c07398f}"_s;
    QTest::newRow("quotes and backslashes") << u"\"\\/"_s;
    QTest::newRow("not ASCII") << u"naïve 語 😀"_s;
    QTest::newRow("64 letters") << QString(64, u'x');
    QTest::newRow("64 emoji") << u"😀"_s.repeated(64);
}

void ValuesTest::idIsAcceptedAsWritten()
{
    QFETCH(QString, text);
    const auto id = EventId::fromString(text);
    QVERIFY2(id, id ? "" : qPrintable(id.error().detail));
    QCOMPARE(id->toString(), text);
    QVERIFY((QSet<EventId> { *id }).contains(*EventId::fromString(text)));
}

void ValuesTest::idIsRefusedByName_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("null") << QString();
    QTest::newRow("empty") << u""_s;
    QTest::newRow("65 letters") << QString(65, u'x');
    QTest::newRow("65 emoji") << u"😀"_s.repeated(65);
    QTest::newRow("megabytes") << QString(5'000'000, u'x');
    QTest::newRow("NUL") << u"a\0b"_s;
    QTest::newRow("newline") << u"a\n"_s;
    QTest::newRow("DEL") << QString(QChar(0x7f));
    QTest::newRow("C1 control") << QString(QChar(0x85));
    QTest::newRow("lone surrogate") << QString(QChar(0xd800));
}

void ValuesTest::idIsRefusedByName()
{
    QFETCH(QString, text);
    const auto id = EventId::fromString(text);
    QVERIFY(!id);
    QCOMPARE(id.error().code, ErrorCode::BadField);
    QVERIFY2(id.error().detail.contains(u"\"id\""), qPrintable(id.error().detail));
}

void ValuesTest::seqRisesByOne()
{
    QCOMPARE(Seq {}.value, 0);
    QCOMPARE(Seq {}.next(), Seq { 1 });
    QVERIFY(Seq { 41 } < Seq { 41 }.next());
    QVERIFY((QSet<Seq> { Seq { 7 } }).contains(Seq { 7 }));
}

void ValuesTest::momentReadsAndWritesBack_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("milliseconds");
    const auto row = [](const char* what, const char* text, qint64 milliseconds) {
        QTest::newRow(what) << QByteArray(text) << milliseconds;
    };
    row("the epoch", "1970-01-01T00:00:00.000Z", 0);
    row("of the protocol", "2026-11-20T22:42:31.123Z", 1795214551123);
    row("one millisecond", "1970-01-01T00:00:00.001Z", 1);
    row("before the epoch", "1969-12-31T23:59:59.999Z", -1);
    row("leap day", "2024-02-29T12:00:00.000Z", 1709208000000);
    row("leap day of a century", "2000-02-29T00:00:00.000Z", 951782400000);
    row("year 0001", "0001-01-01T00:00:00.000Z", -62135596800000);
    row("year 0000, its first moment", "0000-01-01T00:00:00.000Z", -62167219200000);
    row("year 9999, its last moment", "9999-12-31T23:59:59.999Z", 253402300799999);
}

void ValuesTest::momentReadsAndWritesBack()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, milliseconds);
    const auto moment = Timestamp::fromText(text);
    QVERIFY(moment);
    QCOMPARE(qint64(moment->sinceEpoch.count()), milliseconds);
    QCOMPARE(moment->toText(), text);
}

void ValuesTest::otherSpellingsOfAMomentAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("asWritten");
    const auto row = [](const char* what, const char* text, const char* asWritten) {
        QTest::newRow(what) << QByteArray(text) << QByteArray(asWritten);
    };
    row("no fraction", "2026-11-20T22:42:31Z", "2026-11-20T22:42:31.000Z");
    row("tenths", "2026-11-20T22:42:31.1Z", "2026-11-20T22:42:31.100Z");
    row("microseconds are cut", "2026-11-20T22:42:31.123999Z", "2026-11-20T22:42:31.123Z");
    row("nanoseconds are cut", "2026-11-20T22:42:31.999999999Z", "2026-11-20T22:42:31.999Z");
    row("nanoseconds and an offset", "2026-11-20T22:42:31.123456789+00:00",
        "2026-11-20T22:42:31.123Z");
    row("small letters", "2026-11-20t22:42:31z", "2026-11-20T22:42:31.000Z");
    row("offset of zero", "2026-11-20T22:42:31.123+00:00", "2026-11-20T22:42:31.123Z");
    row("unknown offset", "2026-11-20T22:42:31.123-00:00", "2026-11-20T22:42:31.123Z");
    row("offset east", "2026-11-20T22:42:31.123+05:45", "2026-11-20T16:57:31.123Z");
    row("offset west, into the next day", "2026-12-31T22:42:31.123-08:00",
        "2027-01-01T06:42:31.123Z");
    row("leap second", "2016-12-31T23:59:60.500Z", "2017-01-01T00:00:00.500Z");
}

void ValuesTest::otherSpellingsOfAMomentAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, asWritten);
    const auto moment = Timestamp::fromText(text);
    QVERIFY(moment);
    QCOMPARE(moment->toText(), asWritten);
}

void ValuesTest::whatIsNoMomentIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : { "", "now", "2026-11-20", "2026-11-20T22:42Z", "2026-11-20T22:42:31",
             "2026-11-20T22:42:31.123", "2026-11-20 22:42:31.123", "2026-11-20_22:42:31.123Z",
             "2026-11-20T22:42:31.Z", "2026-11-20T22:42:31,123Z", "2026-11-20T22:42.5123456Z",
             "2026-11-20T22:42:31.123 Z", "2026-11-20T22:42:31.123Z ", " 2026-11-20T22:42:31.123Z",
             "2026-11-20T22:42:31.123ZZ", "2026-13-20T22:42:31.123Z", "2026-00-20T22:42:31.123Z",
             "2026-11-31T22:42:31.123Z", "2026-11-00T22:42:31.123Z", "2025-02-29T22:42:31.123Z",
             "1900-02-29T22:42:31.123Z", "2026-11-20T24:00:00.000Z", "2026-11-20T25:42:31.123Z",
             "2026-11-20T22:60:31.123Z", "2026-11-20T22:42:61.123Z", "2026-11-20T22:42:31.12aZ",
             "2026-11-20T22:42:31.-12Z", "2026-11-20T22:42:+1.123Z", "+026-11-20T22:42:31.123Z",
             "-026-11-20T22:42:31.123Z", "12026-11-20T22:42:31.123Z", "2026-1-020T22:42:31.123Z",
             "2026-11-20T22:42:31.123+0100", "2026-11-20T22:42:31.123+01",
             "2026-11-20T22:42:31.123+1:00", "2026-11-20T22:42:31.123+24:00",
             "2026-11-20T22:42:31.123+01:60", "2026-11-20T22:42:31.123+01:00:00",
             "2026-11-20T22:42:31.123 +01:00", "2026-11-20T22:42:31.123UTC",
             "0000-01-01T00:00:00.000+00:01", "9999-12-31T23:59:59.999-00:01",
             "9999-12-31T23:59:60.000Z" }) {
        QTest::newRow(*text ? text : "nothing") << QByteArray(text);
    }
}

void ValuesTest::whatIsNoMomentIsRefused()
{
    QFETCH(QByteArray, text);
    const auto moment = Timestamp::fromText(text);
    QVERIFY2(!moment, moment ? moment->toText().constData() : "");
}

void ValuesTest::everyDayOfTheCalendarComesBack()
{
    constexpr std::chrono::milliseconds first { -62167219200000 };
    constexpr std::chrono::milliseconds last { 253402300799999 };
    constexpr std::chrono::milliseconds step = 24h * 17 + 1h + 1min + 1s + 1ms;
    for (auto moment = first; moment <= last; moment += step) {
        const Timestamp timestamp { moment };
        const auto back = Timestamp::fromText(timestamp.toText());
        QVERIFY2(back == timestamp, timestamp.toText().constData());
    }
}

void ValuesTest::nowIsNow()
{
    const SystemClock clock;
    const auto before = Timestamp::now();
    const auto steadily = clock.steadyNow();
    QVERIFY(before <= clock.now());
    QVERIFY(steadily <= clock.steadyNow());
    QVERIFY(before > *Timestamp::fromText("2024-01-01T00:00:00Z"));
}

QTEST_APPLESS_MAIN(ValuesTest)
#include "tst_values.moc"
