// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/jsonwriter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <limits>
#include <optional>

using namespace landline;
using namespace Qt::StringLiterals;
using namespace std::string_view_literals;

class JsonWriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void escapesWhatJsonAsks_data();
    void escapesWhatJsonAsks();
    void everyCodePointIsReadBack();
    void loneSurrogatesBecomeReplacements_data();
    void loneSurrogatesBecomeReplacements();
    void appendsBehindWhatIsThere();
    void takesNoMoreMemoryThanTheTextNeeds();
    void writesFieldsInOrder();
    void leavesOutWhatIsAbsent();
    void writesEmptyObjectsArraysAndMaps();
    void writesNestedObjectsArraysAndMaps();
    void numbersComeBackExactly_data();
    void numbersComeBackExactly();
    void wholeNumbersComeBackExactly_data();
    void wholeNumbersComeBackExactly();
};

namespace {

QByteArray quoted(QStringView text)
{
    JsonText out;
    JsonWriter::appendText(out, text);
    return out.toByteArray();
}

} // namespace

void JsonWriterTest::escapesWhatJsonAsks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QString() << QByteArray(R"("")");
    QTest::newRow("plain") << u"hi there / 42"_s << QByteArray(R"("hi there / 42")");
    QTest::newRow("quotes") << u"say \"hi\""_s << QByteArray(R"("say \"hi\"")");
    QTest::newRow("backslash") << u"a\\n"_s << QByteArray(R"("a\\n")");
    QTest::newRow("lines and tabs") << u"a\r\n\tb"_s << QByteArray(R"("a\r\n\tb")");
    QTest::newRow("controls") << u"\u0001\u001b\u001f"_s << QByteArray(R"("\u0001\u001b\u001f")");
    QTest::newRow("NUL") << QString(QChar(0)) << QByteArray(R"("\u0000")");
    QTest::newRow("DEL is no control to JSON") << QString(QChar(0x7f)) << QByteArray("\"\x7f\"");
    QTest::newRow("two bytes") << u"é"_s << QByteArray("\"\xc3\xa9\"");
    QTest::newRow("three bytes") << u"語"_s << QByteArray("\"\xe8\xaa\x9e\"");
    QTest::newRow("four bytes") << u"😀"_s << QByteArray("\"\xf0\x9f\x98\x80\"");
    QTest::newRow("byte order mark") << QString(QChar(0xfeff)) << QByteArray("\"\xef\xbb\xbf\"");
}

void JsonWriterTest::escapesWhatJsonAsks()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, json);
    QCOMPARE(quoted(text), json);
}

void JsonWriterTest::everyCodePointIsReadBack()
{
    QString all;
    for (char32_t c = 0; c <= 0x10ffff; ++c) {
        if (!QChar::isSurrogate(c)) {
            all += QChar::fromUcs4(c);
        }
    }
    const auto document = QJsonDocument::fromJson('[' + quoted(all) + ']');
    QVERIFY(document.array().at(0).toString() == all);
}

void JsonWriterTest::loneSurrogatesBecomeReplacements_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("replaced");
    QTest::newRow("high at the end") << u"a"_s + QChar(0xd83d) << u"a\ufffd"_s;
    QTest::newRow("high before a letter") << QString(QChar(0xd83d)) + u"a"_s << u"\ufffda"_s;
    QTest::newRow("low") << QString(QChar(0xde00)) + u"a"_s << u"\ufffda"_s;
    QTest::newRow("two high, one low") << QString(QChar(0xd83d)) + u"😀"_s << u"\ufffd😀"_s;
    for (const int before : { 510, 511, 512 }) { // the writer goes by pieces of 512
        const QString x(before, u'x');
        QTest::addRow("behind %d letters", before)
            << x + QChar(0xd83d) + u"😀😀"_s + QChar(0xde00) << x + u"\ufffd😀😀\ufffd"_s;
    }
    QTest::newRow("wrong way round") << QString(QChar(0xde00)) + QChar(0xd83d) << u"\ufffd\ufffd"_s;
}

void JsonWriterTest::loneSurrogatesBecomeReplacements()
{
    QFETCH(QString, text);
    QFETCH(QString, replaced);
    QCOMPARE(quoted(text), '"' + replaced.toUtf8() + '"');
}

void JsonWriterTest::appendsBehindWhatIsThere()
{
    JsonText out;
    out.append("[1,");
    JsonWriter::appendText(out, u"two");
    out.append(']');
    QCOMPARE(out.toByteArray(), QByteArray(R"([1,"two"])"));
}

void JsonWriterTest::takesNoMoreMemoryThanTheTextNeeds()
{
    const QString text(16'000, u'x');
    const QByteArray json = quoted(text);
    QVERIFY2(json.capacity() < 3 * text.size(), qPrintable(QString::number(json.capacity())));
}

void JsonWriterTest::writesFieldsInOrder()
{
    JsonText json;
    JsonWriter out(json);
    out.field("ascii", "text"sv);
    out.field("text", u"é"_s);
    out.field("user", *UserName::fromString(u"ann"_s));
    out.field("room", *RoomName::fromString(u"General"_s));
    out.field("id", *EventId::fromString(u"a\"b"_s));
    out.field("seq", Seq { 42 });
    out.field("at", Timestamp {});
    out.field("int", -7);
    out.field("half", 0.5);
    out.field("yes", true);
    out.field("no", false);
    out.end();
    QCOMPARE(json.toByteArray(),
        QByteArray(
            R"({"ascii":"text","text":"é","user":"ann","room":"General","id":"a\"b","seq":42,)"
            R"("at":"1970-01-01T00:00:00.000Z","int":-7,"half":0.5,"yes":true,"no":false})"));
}

void JsonWriterTest::leavesOutWhatIsAbsent()
{
    JsonText json;
    JsonWriter out(json);
    out.field("absent", std::optional<Seq>());
    out.field("present", std::optional(Seq { 1 }));
    out.field("gone", std::optional<QString>());
    out.end();
    QCOMPARE(json.toByteArray(), QByteArray(R"({"present":1})"));
}

void JsonWriterTest::writesEmptyObjectsArraysAndMaps()
{
    JsonText json;
    JsonWriter out(json);
    out.object("object", [](JsonWriter&) {});
    out.array("array", QList<int> {}, [](JsonText&, int) {});
    out.map("map", QList<RoomName> {}, [](const RoomName&) { return 0; });
    out.end();
    QCOMPARE(json.toByteArray(), QByteArray(R"({"object":{},"array":[],"map":{}})"));
}

void JsonWriterTest::writesNestedObjectsArraysAndMaps()
{
    const QList<RoomName> rooms { *RoomName::fromString(u"a\"b"_s), *RoomName::fromString(u"c"_s) };
    JsonText json;
    JsonWriter out(json);
    out.object("outer", [](JsonWriter& outer) {
        outer.object("inner", [](JsonWriter& inner) { inner.field("deep", true); });
        outer.field("beside", 1);
    });
    out.array("list", QList<int> { 1, 2, 3 }, JsonWriter::appendNumber);
    out.map("map", rooms, [](const RoomName& room) { return room.toString().size(); });
    out.end();
    QCOMPARE(json.toByteArray(),
        QByteArray(
            R"({"outer":{"inner":{"deep":true},"beside":1},"list":[1,2,3],"map":{"a\"b":3,"c":1}})"));
}

void JsonWriterTest::numbersComeBackExactly_data()
{
    QTest::addColumn<double>("number");
    using Limits = std::numeric_limits<double>;
    for (const double number :
        { 0.0, 1.0, -1.0, 1.2, 0.1, 1.0 / 3.0, 5.0e-324, 1e21, 1e-7, 123456.789, Limits::max(),
            Limits::min(), Limits::epsilon(), 0.1234567890123456789, 9007199254740993.0 }) {
        QTest::newRow(QByteArray::number(number, 'g', 17).constData()) << number;
    }
}

void JsonWriterTest::numbersComeBackExactly()
{
    QFETCH(double, number);
    JsonText json;
    JsonWriter out(json);
    out.field("n", number);
    out.end();
    const double back
        = QJsonDocument::fromJson(json.toByteArray()).object().value("n"_L1).toDouble(-99);
    QVERIFY2(std::equal_to<>()(back, number), json.toByteArray().constData());
}

void JsonWriterTest::wholeNumbersComeBackExactly_data()
{
    QTest::addColumn<qint64>("number");
    using Limits = std::numeric_limits<qint64>;
    for (const qint64 number : { qint64(0), qint64(1), qint64(-1), qint64(10), qint64(999),
             qint64(5368709120), qint64(1) << 53, Limits::max(), Limits::min() }) {
        QTest::newRow(QByteArray::number(number).constData()) << number;
    }
}

void JsonWriterTest::wholeNumbersComeBackExactly()
{
    QFETCH(qint64, number);
    JsonText json;
    JsonWriter out(json);
    out.field("n", number);
    out.end();
    QCOMPARE(json.toByteArray(), "{\"n\":" + QByteArray::number(number) + '}');
}

QTEST_APPLESS_MAIN(JsonWriterTest)
#include "tst_jsonwriter.moc"
