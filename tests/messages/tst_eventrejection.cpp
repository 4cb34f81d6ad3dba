// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/codec.h"

#include <QTest>

using namespace landline;
using namespace Qt::StringLiterals;

/// What a server may send and is refused.
class EventRejectionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsNoEvent_data();
    void whatIsNoEvent();
    void badFields_data();
    void badFields();
    void badTextsWithoutAPlace_data();
    void badTextsWithoutAPlace();
    void badEntriesOfHistory_data();
    void badEntriesOfHistory();
};

namespace {

void verifyRefused(const QByteArray& json, ErrorCode code, const QString& named)
{
    const auto event = decodeEvent(json);
    QVERIFY2(!event, "was accepted");
    QVERIFY2(wireName(event.error().code) == wireName(code),
        qPrintable(wireName(event.error().code) + u": "_s + event.error().detail));
    QVERIFY2(event.error().detail.contains(named), qPrintable(event.error().detail));
}

void verifyRow()
{
    QFETCH(QByteArray, json);
    QFETCH(ErrorCode, code);
    QFETCH(QString, named);
    verifyRefused(json, code, named);
}

void addColumns()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("named");
}

void row(const QByteArray& json, ErrorCode code, const QString& named)
{
    QTest::newRow(json.left(100).constData()) << json << code << named;
}

} // namespace

void EventRejectionTest::whatIsNoEvent_data()
{
    addColumns();
    row("", ErrorCode::BadJson, u"JSON"_s);
    row("{", ErrorCode::BadJson, u"JSON"_s);
    row(QByteArray(10'000, '['), ErrorCode::BadJson, u"JSON"_s);
    row("{\"type\":\"pong\",\"id\":\"\xff\"}", ErrorCode::BadJson, u"JSON"_s);
    row("{\"type\":\"pong\",\"id\":\"\\ude00\"}", ErrorCode::BadJson, u"JSON"_s);
    row("[]", ErrorCode::BadFrame, u"an array"_s);
    row("7", ErrorCode::BadFrame, u"a number"_s);
    row("{}", ErrorCode::BadFrame, u"\"type\""_s);
    row(R"({"type":null})", ErrorCode::BadFrame, u"\"type\""_s);
    row(R"({"room":"general","seq":1})", ErrorCode::BadFrame, u"\"type\""_s);
    row(R"({"type":5,"room":"general","seq":1})", ErrorCode::BadField, u"\"type\""_s);
    row(R"({"type":"pong","type":"pong"})", ErrorCode::BadField, u"\"type\""_s);
    row(R"({"type":"of next year"})", ErrorCode::UnknownType, u"\"of next year\""_s);
    row(R"({"type":"later","seq":1})", ErrorCode::UnknownType, u"\"later\""_s);
    row(R"({"type":"later","room":"general"})", ErrorCode::UnknownType, u"\"later\""_s);
    row(R"({"type":"later","room":"general","seq":0})", ErrorCode::UnknownType, u"\"later\""_s);
    row(R"({"type":"later","room":"@","seq":1})", ErrorCode::UnknownType, u"\"later\""_s);
    row(R"({"type":"ping"})", ErrorCode::UnknownType, u"\"ping\""_s);
    row(R"({"type":"Pong"})", ErrorCode::UnknownType, u"\"Pong\""_s);
}

void EventRejectionTest::whatIsNoEvent()
{
    verifyRow();
}

void EventRejectionTest::badFields_data()
{
    addColumns();
    const auto wrong = [](const QByteArray& fields, const QString& key) {
        row('{' + fields + '}', ErrorCode::BadField, u'"' + key + u'"');
    };
    const QByteArray of
        = R"("room":"general","username":"ann","timestamp":"2026-11-20T22:42:31.123Z",)";
    wrong(of + R"("type":"typing","active":"yes")", u"active"_s);
    wrong(of + R"("type":"typing","active":true,"active":true)", u"active"_s);
    wrong(of + R"("type":"join","content":7)", u"content"_s);
    wrong(of + R"("type":"leave","member":1)", u"member"_s);
    wrong(of + R"("type":"leave","id":"")", u"id"_s);
    wrong(of + R"("type":"user_list","users":"ann")", u"users"_s);
    wrong(of + R"("type":"user_list","users":["ann",5])", u"users"_s);
    wrong(of + R"("type":"users","users":["ann"])", u"users"_s);
    wrong(of + R"("type":"users","users":[{"username":"ann","presence":1}])", u"presence"_s);
    wrong(of + R"("type":"users","users":[{}])", u"username"_s);
    wrong(of + R"("type":"read","seq":-1)", u"seq"_s);
    wrong(of + R"("type":"read")", u"seq"_s);
    wrong(of + R"("type":"room","last_seq":-1)", u"last_seq"_s);
    wrong(of + R"("type":"room","read_seq":1.5)", u"read_seq"_s);
    wrong(of + R"("type":"room","unread":-1)", u"unread"_s);
    wrong(of + R"("type":"room","mentions":4294967296)", u"mentions"_s);
    wrong(of + R"("type":"room","members":"7")", u"members"_s);
    wrong(of + R"("type":"room","private":0)", u"private"_s);
    wrong(of + R"("type":"room","joined":"no")", u"joined"_s);
    wrong(of + R"("type":"room","topic":[])", u"topic"_s);
    wrong(of + R"("type":"rooms","rooms":{})", u"rooms"_s);
    wrong(of + R"("type":"rooms","rooms":["general"])", u"rooms"_s);
    wrong(of + R"("type":"rooms","rooms":[{"topic":"x"}])", u"room"_s);
    wrong(of + R"("type":"history","events":{})", u"events"_s);
    wrong(of + R"("type":"history","first":"1")", u"first"_s);
    wrong(of + R"("type":"history","last":-1)", u"last"_s);
    wrong(of + R"("type":"history","more":"no")", u"more"_s);
    wrong(of + R"("type":"history","reset":1)", u"reset"_s);
    wrong(of + R"("type":"welcome","token":1)", u"token"_s);
    wrong(of + R"("type":"welcome","server":"House")", u"server"_s);
    wrong(of + R"("type":"welcome","server":{"name":1})", u"name"_s);
    wrong(of + R"("type":"welcome","rooms":[1])", u"rooms"_s);
    wrong(of + R"("type":"welcome","limits":[1])", u"limits"_s);
    wrong(of + R"("type":"welcome","limits":{"content":"16384"})", u"content"_s);
    wrong(of + R"("type":"welcome","limits":{"frame":-1})", u"frame"_s);
    wrong(of + R"("type":"welcome","limits":{"rate":"5"})", u"rate"_s);
    wrong(of + R"("type":"welcome","roles":"member")", u"roles"_s);
    wrong(of + R"("type":"welcome","roles":[1])", u"roles"_s);
    wrong(of + R"("type":"welcome","features":{})", u"features"_s);
    wrong(of + R"("type":"error","code":5)", u"code"_s);
    wrong(of + R"("type":"error","content":[])", u"content"_s);
    wrong(of + R"("type":"error","retry_after":"1")", u"retry_after"_s);
    for (const QByteArray& type : { QByteArray("join"), QByteArray("leave"), QByteArray("typing"),
             QByteArray("user_list") }) {
        wrong(R"("room":"general","username":"ann","type":")" + type + '"', u"timestamp"_s);
        wrong(R"("room":"general","username":"ann","timestamp":"yesterday","type":")" + type + '"',
            u"timestamp"_s);
        wrong(R"("room":"general","username":"ann","timestamp":1795214551,"type":")" + type + '"',
            u"timestamp"_s);
        wrong(R"("username":"ann","timestamp":"2026-11-20T22:42:31.123Z","type":")" + type + '"',
            u"room"_s);
    }
    row(R"({"type":"typing","room":"#a","username":"ann"})", ErrorCode::BadName, u"room name"_s);
    row(R"({"type":"join","room":"a","username":"a\u200b"})", ErrorCode::BadName, u"user name"_s);
    row(R"({"type":"user_list","room":"a","users":["@a"]})", ErrorCode::BadName, u"user name"_s);
}

void EventRejectionTest::badFields()
{
    verifyRow();
}

void EventRejectionTest::badTextsWithoutAPlace_data()
{
    addColumns();
    for (const char* const name : { "text", "topic", "edit", "delete", "react", "pin" }) {
        const QByteArray type = R"({"type":")" + QByteArray(name) + "\",";
        row(type + R"("room":"general"})", ErrorCode::BadField, u"\"seq\""_s);
        row(type + R"("room":"general","seq":0})", ErrorCode::BadField, u"\"seq\""_s);
        row(type + R"("room":"general","seq":1.5})", ErrorCode::BadField, u"\"seq\""_s);
        row(type + R"("room":"general","seq":1,"seq":1})", ErrorCode::BadField, u"\"seq\""_s);
        row(type + R"("seq":1})", ErrorCode::BadField, u"\"room\""_s);
        row(type + R"("seq":1,"room":"\u0000"})", ErrorCode::BadName, u"U+0000"_s);
    }
}

void EventRejectionTest::badTextsWithoutAPlace()
{
    verifyRow();
}

void EventRejectionTest::badEntriesOfHistory_data()
{
    addColumns();
    const auto wrong = [](const QByteArray& entries, const QString& named) {
        row(R"({"type":"history","room":"general","events":[)" + entries + "]}",
            ErrorCode::BadField, named);
    };
    wrong("1", u"\"events\""_s);
    wrong("null", u"\"events\""_s);
    wrong("[]", u"\"events\""_s);
    wrong("{}", u"room and seq"_s);
    wrong(R"({"type":"later","room":"general"})", u"room and seq"_s);
    wrong(R"({"type":"edit","room":"general"})", u"\"seq\""_s);
    wrong(R"({"type":"text","room":"general","seq":0})", u"\"seq\""_s);
}

void EventRejectionTest::badEntriesOfHistory()
{
    verifyRow();
}

QTEST_APPLESS_MAIN(EventRejectionTest)
#include "tst_eventrejection.moc"
