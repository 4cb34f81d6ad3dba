// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/messages/requestrefusal.h"

using namespace landline;
using namespace landline::refusal;
using namespace Qt::StringLiterals;

/// What a client may send and is no request: refused with the code, the words that tell where, and
/// the id.
class RequestRejectionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsNoJson_data();
    void whatIsNoJson();
    void whatIsNoFrame_data();
    void whatIsNoFrame();
    void wrongTypes_data();
    void wrongTypes();
    void aBadIdIsNotEchoed_data();
    void aBadIdIsNotEchoed();
    void theSentenceIsNeverLong();
    void theNextFrameIsReadAsIfNothingHadBeen();
};

void RequestRejectionTest::whatIsNoJson_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto add = [](const char* what, const QByteArray& json) { QTest::newRow(what) << json; };
    add("null", {});
    add("empty", "");
    add("spaces", "   ");
    add("words", "hello");
    add("half a frame", R"({"type":"te)");
    add("two frames", R"({"type":"ping"}{"type":"ping"})");
    add("frame and more", R"({"type":"ping"} x)");
    add("trailing comma", R"({"type":"ping",})");
    add("single quotes", R"({'type':'ping'})");
    add("key without quotes", R"({type:"ping"})");
    add("comment", R"({"type":"ping"/**/})");
    add("NaN", R"({"type":"read","seq":NaN})");
    add("leading zero", R"({"type":"read","seq":01})");
    add("plus sign", R"({"type":"read","seq":+1})");
    add("hexadecimal", R"({"type":"read","seq":0x1})");
    add("beyond 64 bits", R"({"type":"read","seq":99999999999999999999})");
    add("beyond a double", R"({"type":"read","seq":1e400})");
    add("raw newline in a string", "{\"type\":\"text\",\"content\":\"a\nb\"}");
    add("raw NUL in a string", QByteArray("{\"type\":\"text\",\"content\":\"a\0b\"}", 30));
    add("NUL behind", QByteArray("{\"type\":\"ping\"}\0", 16));
    add("unknown escape", R"({"type":"text","content":"\x41"})");
    add("short escape", R"({"type":"text","content":"\u12"})");
    add("byte order mark", "\xef\xbb\xbf{\"type\":\"ping\"}");
    add("UTF-16", QByteArray("{\0\"\0}\0", 6));
    add("nested 10,000 deep", QByteArray(10'000, '['));
    add("nested and closed", R"({"x":)" + QByteArray(10'000, '[') + QByteArray(10'000, ']') + '}');
    add("objects nested", QByteArray(R"({"x":)").repeated(10'000) + "1" + QByteArray(10'000, '}'));
    const auto text = [&add](const char* what, const QByteArray& bytes) {
        add(what, R"({"type":"text","content":")" + bytes + "\"}");
    };
    text("lone continuation byte", "\x80");
    text("cut sequence", "\xe8\xaa");
    text("overlong slash", "\xc0\xaf");
    text("overlong NUL", "\xc0\x80");
    text("overlong in three bytes", "\xe0\x80\xaf");
    text("overlong in four bytes", "\xf0\x80\x80\xaf");
    text("surrogate in UTF-8", "\xed\xa0\x80");
    text("surrogate pair in UTF-8", "\xed\xa0\xbd\xed\xb8\x80");
    text("beyond U+10FFFF", "\xf4\x90\x80\x80");
    text("five bytes", "\xf8\x88\x80\x80\x80");
    text("byte FF", "\xff");
    text("escaped high surrogate alone", R"(\ud83d)");
    text("escaped high surrogate before a letter", R"(\ud83dx)");
    text("escaped high surrogate before a letter's escape", R"(\ud83d\u0041)");
    text("two escaped high surrogates", R"(\ud83d\ud83d)");
    text("escaped low surrogate alone", R"(\ude00)");
    text("escaped low surrogate among letters", R"(abc\ude00def)");
    text("escaped surrogates the wrong way round", R"(\ude00\ud83d)");
}

void RequestRejectionTest::whatIsNoJson()
{
    QFETCH(QByteArray, json);
    verifyRefused(json, ErrorCode::BadJson, u"JSON"_s, {});
}

void RequestRejectionTest::whatIsNoFrame_data()
{
    addColumns();
    const auto add = [](const char* json, const QString& named) {
        QTest::newRow(json) << QByteArray(json) << ErrorCode::BadFrame << named;
    };
    add("[]", u"an array"_s);
    add(R"([{"type":"ping"}])", u"an array"_s);
    add(R"("ping")", u"a string"_s);
    add("42", u"a number"_s);
    add("-0.5", u"a number"_s);
    add("true", u"a boolean"_s);
    add("null", u"null"_s);
    add("{}", u"\"type\""_s);
    add(R"({"Type":"ping"})", u"\"type\""_s);
    add(R"({"type":null})", u"\"type\""_s);
    add(R"({"x":{"type":"ping"}})", u"\"type\""_s);
}

void RequestRejectionTest::whatIsNoFrame()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, named);
    verifyRefused(json, ErrorCode::BadFrame, named, {});
    if (json.startsWith('{') && json.size() > 2) {
        verifyRefused(R"({"id":"c1-7",)" + json.mid(1), ErrorCode::BadFrame, named, u"c1-7"_s);
    }
}

void RequestRejectionTest::wrongTypes_data()
{
    addColumns();
    const auto wrong = [](const char* fields, const QString& key) {
        row(fields, fields, ErrorCode::BadField, u'"' + key + u'"');
    };
    wrong(R"("type":5)", u"type"_s);
    wrong(R"("type":["ping"])", u"type"_s);
    wrong(R"("type":{"type":"ping"})", u"type"_s);
    wrong(R"("type":true)", u"type"_s);
    wrong(R"("type":"text","content":5)", u"content"_s);
    wrong(R"("type":"text","content":["hi"])", u"content"_s);
    wrong(R"("type":"text","content":{"text":"hi"})", u"content"_s);
    wrong(R"("type":"text","content":"hi","room":1)", u"room"_s);
    wrong(R"("type":"text","content":"hi","reply_to":"1")", u"reply_to"_s);
    wrong(R"("type":"edit","seq":"1","content":"hi")", u"seq"_s);
    wrong(R"("type":"edit","seq":1,"content":1)", u"content"_s);
    wrong(R"("type":"delete","seq":"1")", u"seq"_s);
    wrong(R"("type":"react","seq":1,"emoji":1)", u"emoji"_s);
    wrong(R"("type":"react","seq":1,"emoji":"👍","on":1)", u"on"_s);
    wrong(R"("type":"pin","seq":1,"on":"yes")", u"on"_s);
    wrong(R"("type":"typing","active":"yes")", u"active"_s);
    wrong(R"("type":"typing","active":1)", u"active"_s);
    wrong(R"("type":"topic","topic":false)", u"topic"_s);
    wrong(R"("type":"read","seq":"42")", u"seq"_s);
    wrong(R"("type":"read","seq":[42])", u"seq"_s);
    wrong(R"("type":"read","seq":true)", u"seq"_s);
    wrong(R"("type":"join","room":["general"])", u"room"_s);
    wrong(R"("type":"join","room":"general","since":{})", u"since"_s);
    wrong(R"("type":"join","room":"general","limit":"20")", u"limit"_s);
    wrong(R"("type":"history","before":"x")", u"before"_s);
    wrong(R"("type":"history","after":[])", u"after"_s);
    wrong(R"("type":"create","room":"a","private":"no")", u"private"_s);
    wrong(R"("type":"create","room":"a","topic":1)", u"topic"_s);
    wrong(R"("type":"hello","username":1)", u"username"_s);
    wrong(R"("type":"hello","username":"ann","protocol":"1")", u"protocol"_s);
    wrong(R"("type":"hello","username":"ann","client":1)", u"client"_s);
    wrong(R"("type":"hello","username":"ann","token":1)", u"token"_s);
    wrong(R"("type":"hello","username":"ann","password":1)", u"password"_s);
    wrong(R"("type":"hello","username":"ann","resume":["general"])", u"resume"_s);
}

void RequestRejectionTest::wrongTypes()
{
    verifyRow();
}

void RequestRejectionTest::aBadIdIsNotEchoed_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const char* id : { "5", "null,\"id\":\"1\"", "\"1\",\"id\":\"1\"", "\"\"", "\"\\u0000\"",
             "\"a\\nb\"", "[\"1\"]", "{}", "true" }) {
        QTest::newRow(id) << QByteArray(id);
    }
    QTest::newRow("65 characters") << QByteArray('"' + QByteArray(65, 'x') + '"');
}

void RequestRejectionTest::aBadIdIsNotEchoed()
{
    QFETCH(QByteArray, id);
    verifyRefused(
        R"({"type":"text","content":"hi","id":)" + id + '}', ErrorCode::BadField, u"\"id\""_s, {});
    verifyRefused(
        R"({"id":)" + id + R"(,"type":"nonsense"})", ErrorCode::BadField, u"\"id\""_s, {});
}

void RequestRejectionTest::theSentenceIsNeverLong()
{
    const QByteArray huge(60'000, 'x');
    constexpr qsizetype longest
        = 300; // characters: what an error frame may repeat of what it answers
    for (const QByteArray& json :
        { R"({"type":")" + huge + "\"}", R"({"type":"text","room":")" + huge + "\"}",
            R"({"type":"hello","username":"ann","resume":{")" + huge + R"(":-1}})",
            R"({"id":")" + huge + "\"}" }) {
        const auto result = decodeRequest(json);
        const auto& detail = std::get<RequestError>(result).error.detail;
        QVERIFY2(detail.size() < longest, qPrintable(detail));
    }
}

void RequestRejectionTest::theNextFrameIsReadAsIfNothingHadBeen()
{
    const QByteArray good = R"({"type":"ping","id":"1"})";
    for (const QByteArray& bad : { QByteArray("{"), QByteArray(100'000, '['), QByteArray("\xff"),
             QByteArray('"' + QByteArray(5'000'000, 'x') + '"') }) {
        QVERIFY(std::holds_alternative<RequestError>(decodeRequest(bad)));
        QVERIFY(std::holds_alternative<RequestFrame>(decodeRequest(good)));
    }
}

QTEST_APPLESS_MAIN(RequestRejectionTest)
#include "tst_requestrejection.moc"
