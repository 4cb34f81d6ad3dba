// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/messages/requestrefusal.h"

#include "messages/limits.h"

using namespace landline;
using namespace landline::refusal;
using namespace Qt::StringLiterals;

/// Requests with a value that may not be: refused with the code, the name of the field, and the id.
class RequestValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wrongNumbers_data();
    void wrongNumbers();
    void missingAndRepeatedFields_data();
    void missingAndRepeatedFields();
    void badNames_data();
    void badNames();
    void badTexts_data();
    void badTexts();
    void badHellos_data();
    void badHellos();
};

void RequestValuesTest::wrongNumbers_data()
{
    addColumns();
    const auto wrong = [](const char* fields, const QString& key) {
        row(fields, fields, ErrorCode::BadField, u'"' + key + u'"');
    };
    wrong(R"("type":"read","seq":-1)", u"seq"_s);
    wrong(R"("type":"read","seq":1.5)", u"seq"_s);
    wrong(R"("type":"read","seq":1e3)", u"seq"_s);
    wrong(R"("type":"read","seq":-0.0)", u"seq"_s);
    wrong(R"("type":"read","seq":9007199254740992)", u"seq"_s);
    wrong(R"("type":"read","seq":9223372036854775807)", u"seq"_s);
    wrong(R"("type":"read","seq":9223372036854775808)", u"seq"_s);
    wrong(R"("type":"read","seq":18446744073709551615)", u"seq"_s);
    wrong(R"("type":"read","seq":-9223372036854775808)", u"seq"_s);
    wrong(R"("type":"edit","seq":0,"content":"hi")", u"seq"_s);
    wrong(R"("type":"delete","seq":0)", u"seq"_s);
    wrong(R"("type":"delete","seq":-1)", u"seq"_s);
    wrong(R"("type":"react","seq":0,"emoji":"👍")", u"seq"_s);
    wrong(R"("type":"pin","seq":0)", u"seq"_s);
    wrong(R"("type":"text","content":"hi","reply_to":0)", u"reply_to"_s);
    wrong(R"("type":"text","content":"hi","reply_to":-1)", u"reply_to"_s);
    wrong(R"("type":"join","room":"a","since":-1)", u"since"_s);
    wrong(R"("type":"join","room":"a","limit":-1)", u"limit"_s);
    wrong(R"("type":"join","room":"a","limit":2147483648)", u"limit"_s);
    wrong(R"("type":"join","room":"a","limit":0.5)", u"limit"_s);
    wrong(R"("type":"join","room":"a","since":1,"limit":1)", u"since"_s);
    wrong(R"("type":"join","room":"a","limit":0,"since":0)", u"limit"_s);
    wrong(R"("type":"history","before":0)", u"before"_s);
    wrong(R"("type":"history","after":-1)", u"after"_s);
    wrong(R"("type":"history","limit":0)", u"limit"_s);
    wrong(R"("type":"history","limit":-5)", u"limit"_s);
    wrong(R"("type":"history","before":9,"after":1)", u"before"_s);
    wrong(R"("type":"history","after":1,"before":9)", u"after"_s);
    wrong(R"("type":"search","query":"a","before":-1)", u"before"_s);
    wrong(R"("type":"search","query":"a","before":"2026")", u"before"_s);
    wrong(R"("type":"search","query":"a","before":9007199254740992)", u"before"_s);
    wrong(R"("type":"search","query":"a","limit":0)", u"limit"_s);
    const auto query = [](const char* text, const QString& named) {
        row(text, R"("type":"search","query":")" + QByteArray(text) + '"', ErrorCode::BadField,
            named);
    };
    query("", u"Say what"_s);
    query("-milk after:2026", u"Say what"_s);
    query("has:wings", u"has:"_s);
    query("tea before:noon", u"before:"_s);
    query(R"(te\u0000a)", u"U+0000"_s);
    wrong(R"("type":"hello","username":"ann","protocol":-1)", u"protocol"_s);
    wrong(R"("type":"hello","username":"ann","protocol":4294967297)", u"protocol"_s);
    wrong(R"("type":"hello","username":"ann","resume":{"general":-1})", u"general"_s);
}

void RequestValuesTest::wrongNumbers()
{
    verifyRow();
}

void RequestValuesTest::missingAndRepeatedFields_data()
{
    addColumns();
    const auto wrong = [](const char* fields, const QString& key) {
        row(fields, fields, ErrorCode::BadField, u'"' + key + u'"');
    };
    wrong(R"("type":"text")", u"content"_s);
    wrong(R"("type":"text","content":null)", u"content"_s);
    wrong(R"("type":"join")", u"room"_s);
    wrong(R"("type":"create","topic":"a")", u"room"_s);
    wrong(R"("type":"topic")", u"topic"_s);
    wrong(R"("type":"read")", u"seq"_s);
    wrong(R"("type":"edit","content":"a")", u"seq"_s);
    wrong(R"("type":"edit","seq":1)", u"content"_s);
    wrong(R"("type":"delete")", u"seq"_s);
    wrong(R"("type":"react","emoji":"👍")", u"seq"_s);
    wrong(R"("type":"react","seq":1)", u"emoji"_s);
    wrong(R"("type":"react","seq":1,"emoji":"👍","on":true,"on":true)", u"on"_s);
    wrong(R"("type":"pin")", u"seq"_s);
    wrong(R"("type":"search")", u"query"_s);
    wrong(R"("type":"hello")", u"username"_s);
    wrong(R"("type":"ping","type":"ping")", u"type"_s);
    wrong(R"("type":"text","content":"hi","type":"ping")", u"type"_s);
    wrong(R"("type":null,"type":"ping")", u"type"_s);
    wrong(R"("type":"text","content":"a","content":"a")", u"content"_s);
    wrong(R"("type":"text","content":"a","content":null)", u"content"_s);
    wrong(R"("type":"text","content":"a","c\u006fntent":"b")", u"content"_s);
    wrong(R"("type":"text","room":"a","content":"hi","room":"b")", u"room"_s);
    wrong(R"("type":"read","seq":1,"seq":2)", u"seq"_s);
    wrong(R"("type":"hello","username":"ann","username":"root")", u"username"_s);
    wrong(R"("type":"hello","username":"ann","resume":{"a":1,"a":2})", u"a"_s);
    wrong(R"("type":"hello","username":"ann","resume":{"a":1,"A":2})", u"A"_s);

    const auto kind = [](const char* type, ErrorCode code) {
        row(type, R"("type":")" + QByteArray(type) + '"', code,
            u'"' + QString::fromUtf8(type) + u'"');
    };
    for (const char* type : { "invite", "kick", "ban", "mute", "notify", "presence" }) {
        kind(type, ErrorCode::Unsupported);
    }
    for (const char* type : { "", "Text", "text ", "welcome", "error", "user_list", "täxt" }) {
        kind(type, ErrorCode::UnknownType);
    }
    row("type with a NUL", R"("type":"text\u0000")", ErrorCode::UnknownType, u"type"_s);
}

void RequestValuesTest::missingAndRepeatedFields()
{
    verifyRow();
}

void RequestValuesTest::badNames_data()
{
    addColumns();
    const auto user = [](const char* what, const QByteArray& name, const QString& named) {
        row(what, R"("type":"hello","username":")" + name + '"', ErrorCode::BadName, named);
    };
    user("empty user name", "", u"user name must not be empty"_s);
    user("user name of 33 characters", QByteArray(33, 'x'), u"at most 32 characters"_s);
    user("user name of a megabyte", QByteArray(1'000'000, 'x'), u"at most 32 characters"_s);
    user("user name with override", R"(ann\u202e)", u"U+202E"_s);
    user("user name with raw override", "ann\u202e", u"U+202E"_s);
    user("user name with isolate", R"(\u2067ann)", u"U+2067"_s);
    user("user name with zero width space", R"(an\u200bn)", u"U+200B"_s);
    user("user name with byte order mark before", R"(\ufeffann)", u"U+FEFF"_s);
    user("user name with raw byte order mark before", "\ufeffann", u"U+FEFF"_s);
    user("user name with NUL", R"(ann\u0000)", u"U+0000"_s);
    user("user name with newline", R"(ann\nroot)", u"U+000A"_s);
    user("user name with escape", R"(\u001b[31mann)", u"U+001B"_s);
    user("user name with an at sign before", "@ann", u"'@'"_s);
    user("user name with a pile of marks", "x\u0300\u0300\u0300\u0300\u0300", u"combining marks"_s);
    user("user name that is a space", " ", u"space"_s);

    const auto room = [](const char* what, const QByteArray& name, const QString& named) {
        row(what, R"("type":"text","content":"hi","room":")" + name + '"', ErrorCode::BadName,
            named);
    };
    room("empty room name", "", u"room name must not be empty"_s);
    room("room name of 65 characters", QByteArray(65, 'x'), u"at most 64 characters"_s);
    room("room name with a number sign before", "#general", u"'#'"_s);
    room("room name with override", R"(\u202egeneral)", u"U+202E"_s);
    room("room name with noncharacter", R"(general\uffff)", u"U+FFFF"_s);
    for (const char* type : { "join", "leave", "typing", "users", "history", "create" }) {
        row(type, R"("room":"","type":")" + QByteArray(type) + '"', ErrorCode::BadName,
            u"room name"_s);
    }
}

void RequestValuesTest::badNames()
{
    verifyRow();
}

void RequestValuesTest::badTexts_data()
{
    addColumns();
    const auto content = [](const char* what, const QByteArray& text, ErrorCode code) {
        row(what, R"("type":"text","content":")" + text + '"', code, u"\"content\""_s);
    };
    content("empty content", "", ErrorCode::BadField);
    content("content of spaces", R"( \n\t\u2003 )", ErrorCode::BadField);
    content("content with NUL", R"(a\u0000b)", ErrorCode::BadField);
    content("content one byte too long", QByteArray(limits::content + 1, 'x'), ErrorCode::TooLong);
    content("content of a megabyte", QByteArray(1'000'000, 'x'), ErrorCode::TooLong);
    content("content too long in bytes alone", QByteArray("😀").repeated(limits::content / 4 + 1),
        ErrorCode::TooLong);
    const auto edited = [](const char* what, const QByteArray& text, ErrorCode code) {
        row(what, R"("type":"edit","seq":1,"content":")" + text + '"', code, u"\"content\""_s);
    };
    edited("edit to nothing", "", ErrorCode::BadField);
    edited("edit to spaces", " ", ErrorCode::BadField);
    edited("edit to what is too long", QByteArray(limits::content + 1, 'x'), ErrorCode::TooLong);
    const auto emoji = [](const char* what, const QByteArray& text) {
        row(what, R"("type":"react","seq":1,"emoji":")" + text + '"', ErrorCode::BadField,
            u"\"emoji\""_s);
    };
    emoji("no emoji", "");
    emoji("a letter for an emoji", "a");
    emoji("a word for an emoji", ":thumbsup:");
    emoji("two emoji", "👍👍");
    emoji("a thousand emoji", QByteArray("👍").repeated(1000));
    for (const QByteArray& type :
        { QByteArray(R"("type":"topic")"), QByteArray(R"("type":"create","room":"a")") }) {
        const auto topic = [&type](const char* what, const QByteArray& text, ErrorCode code) {
            row(QByteArray(type + ' ' + what).constData(), type + R"(,"topic":")" + text + '"',
                code, u"\"topic\""_s);
        };
        topic("topic one byte too long", QByteArray(limits::topic + 1, 'x'), ErrorCode::TooLong);
        topic("topic with NUL", R"(\u0000)", ErrorCode::BadField);
    }
}

void RequestValuesTest::badTexts()
{
    verifyRow();
}

void RequestValuesTest::badHellos_data()
{
    addColumns();
    QByteArray rooms;
    for (int i = 0; i <= limits::resumedRooms; ++i) {
        rooms += '"' + QByteArray::number(i) + "\":1,";
    }
    const QByteArray hello = R"("type":"hello","username":"ann","resume":)";
    row("too many rooms to resume", hello + '{' + rooms.chopped(1) + '}', ErrorCode::BadField,
        u"\"resume\""_s);
    row("seq of a resumed room", hello + R"({"general":"38"})", ErrorCode::BadField,
        u"\"general\""_s);
    row("name of a resumed room", hello + R"({"\u202e":38})", ErrorCode::BadName, u"U+202E"_s);
    row("lone surrogate in a key", hello + R"({"\ude00":38})", ErrorCode::BadJson, u"JSON"_s);
}

void RequestValuesTest::badHellos()
{
    QFETCH(QByteArray, json);
    QFETCH(ErrorCode, code);
    QFETCH(QString, named);
    verifyRefused(json, code, named, {});
}

QTEST_APPLESS_MAIN(RequestValuesTest)
#include "tst_requestvalues.moc"
