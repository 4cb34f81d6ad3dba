// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/codec.h"

#include "messages/limits.h"

#include <QTest>

#include <set>

using namespace landline;
using namespace Qt::StringLiterals;

namespace {

RoomName room(const QString& name)
{
    return *RoomName::fromString(name);
}

UserName user(const QString& name)
{
    return *UserName::fromString(name);
}

EventId id(const QString& text)
{
    return *EventId::fromString(text);
}

Emoji emoji(const QString& text)
{
    return *Emoji::fromString(text);
}

SearchQuery query(const QString& text)
{
    return *SearchQuery::parse(text);
}

/// The request that the JSON is; the reason where it is none fails the test.
RequestFrame decoded(const QByteArray& json)
{
    auto result = decodeRequest(json);
    if (const auto* error = std::get_if<RequestError>(&result)) {
        QTest::qFail(qPrintable(error->error.detail), __FILE__, __LINE__);
        return {};
    }
    return std::get<RequestFrame>(std::move(result));
}

} // namespace

class RequestCodecTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesBackEqual_data();
    void comesBackEqual();
    void everyRequestCanBeRead();
    void readsTheFramesOfTheProtocol_data();
    void readsTheFramesOfTheProtocol();
    void writesTheFramesOfTheProtocol_data();
    void writesTheFramesOfTheProtocol();
    void nullIsAbsent();
    void unknownFieldsAreIgnored();
    void escapesAreRead();
    void contentKeepsEveryCharacter_data();
    void contentKeepsEveryCharacter();
    void contentMayBeAsLongAsTheLimit_data();
    void contentMayBeAsLongAsTheLimit();
    void longPagesAreCutToTheLargest();
    void longClientNamesAreCutBetweenCharacters();
    void namesAreComposed();
    void nestingUpToTheBoundIsRead();
};

void RequestCodecTest::comesBackEqual_data()
{
    using namespace request;
    QTest::addColumn<RequestFrame>("frame");
    const auto row = [](const char* what, Request request, std::optional<EventId> id = {}) {
        QTest::newRow(what) << RequestFrame { std::move(id), std::move(request) };
    };
    const auto general = room(u"general"_s);
    row("least hello", Hello { 1, {}, user(u"ann"_s), {}, {}, {} });
    row("hello with a token", Hello { 1, u"landline/1.0"_s, user(u"ann"_s), u"t\"o\\k"_s, {}, {} },
        id(u"h"_s));
    row("hello with a password", Hello { 2, {}, user(u"Zoë 😀"_s), {}, u"päss\n"_s, {} });
    row("hello with rooms to resume",
        Hello { 1, {}, user(u"ann"_s), {}, {},
            { { general, Seq { 38 } }, { room(u"a\"b\\c"_s), Seq { 0 } },
                { room(u"Küche"_s), Seq { 7 } } } });
    row("least join", Join { general, {}, {} });
    row("join since the beginning", Join { general, Seq { 0 }, {} });
    row("join since a seq", Join { general, Seq { 42 }, {} }, id(u"c1-7"_s));
    row("join without history", Join { general, {}, 0 });
    row("join with a page", Join { general, {}, limits::historyPage });
    row("least leave", Leave {});
    row("leave", Leave { general }, id(QString(64, u'x')));
    row("least text", Text { {}, u"hi"_s, {} });
    row("text", Text { general, u"**hi** \"you\"\n\\ \t😀\u2028\u0001"_s, Seq { 1 } },
        id(u"a\"b"_s));
    row("text that answers the last seq there can be",
        Text { {}, u"hi"_s, Seq { (qint64(1) << 53) - 1 } });
    row("edit", Edit { general, Seq { 7 }, u"hi \"again\""_s }, id(u"1"_s));
    row("edit in the only room", Edit { {}, Seq { 1 }, u"hi"_s });
    row("delete", Delete { general, Seq { 7 } }, id(u"1"_s));
    row("react",
        React { general, Seq { 7 }, emoji(u"👩🏻‍❤️‍💋‍👨🏿"_s), true },
        id(u"1"_s));
    row("no longer react", React { {}, Seq { 7 }, emoji(u"👍"_s), false });
    row("pin", Pin { general, Seq { 7 }, true }, id(u"1"_s));
    row("unpin", Pin { {}, Seq { 7 }, false });
    row("typing", Typing { general, true });
    row("no longer typing", Typing { {}, false });
    row("topic", Topic { general, u"Lunch at 12:00"_s }, id(u"1"_s));
    row("topic removed", Topic { {}, u""_s });
    row("read", Read { general, Seq { 42 } });
    row("nothing read", Read { {}, Seq { 0 } });
    row("newest page", History {}, id(u"1"_s));
    row("page before", History { general, Seq { 42 }, {}, 1 });
    row("page after", History { general, {}, Seq { 0 }, limits::historyPage });
    row("search", Search { query(u"tea"_s), {}, 0 });
    row("search for all there is",
        Search {
            query(u"tea \"at \\\"four\\\"\" -milk -\"in it\" from:ann -from:\"Ann Lee\" in:general "
                  "-in:random has:link -has:pin after:2026-11-20 before:2027"_s),
            SearchPlace { 0 }, limits::historyPage },
        id(u"1"_s));
    row("rooms", Rooms {});
    row("users", Users { general }, id(u"1"_s));
    row("users of the only room", Users {});
    row("least create", Create { general, {}, false });
    row("create", Create { general, u"Lunch"_s, true }, id(u"1"_s));
    row("ping", Ping {});
    row("ping with an id", Ping {}, id(u"1"_s));
}

void RequestCodecTest::comesBackEqual()
{
    QFETCH(RequestFrame, frame);
    const QByteArray json = encode(frame);
    const auto back = decoded(json);
    QVERIFY2(back == frame, json.constData());
    QCOMPARE(encode(back), json); // to the letter, where == looks away from case
}

void RequestCodecTest::everyRequestCanBeRead()
{
    std::set<std::size_t> seen;
    for (const char* json : { R"({"type":"hello","username":"a"})", R"({"type":"join","room":"a"})",
             R"({"type":"leave"})", R"({"type":"text","content":"a"})", R"({"type":"typing"})",
             R"({"type":"topic","topic":"a"})", R"({"type":"read","seq":1})",
             R"({"type":"history"})", R"({"type":"search","query":"a"})", R"({"type":"rooms"})",
             R"({"type":"users"})", R"({"type":"create","room":"a"})", R"({"type":"ping"})",
             R"({"type":"edit","seq":1,"content":"a"})", R"({"type":"delete","seq":1})",
             R"({"type":"react","seq":1,"emoji":"👍"})", R"({"type":"pin","seq":1})" }) {
        seen.insert(decoded(json).request.index());
    }
    QCOMPARE(seen.size(), std::variant_size_v<Request>);
}

void RequestCodecTest::readsTheFramesOfTheProtocol_data()
{
    using namespace request;
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<RequestFrame>("frame");
    const auto row = [](const char* json, Request request, std::optional<EventId> id = {}) {
        QTest::newRow(json) << QByteArray(json)
                            << RequestFrame { std::move(id), std::move(request) };
    };
    const auto general = room(u"general"_s);
    row(R"({"type":"text","content":"hi"})", Text { {}, u"hi"_s, {} });
    row(R"({"type":"hello","protocol":1,"client":"landline/1.0","username":"ann","token":"...","resume":{"general":38}})",
        Hello { 1, u"landline/1.0"_s, user(u"ann"_s), u"..."_s, {}, { { general, Seq { 38 } } } });
    row(R"({"type":"hello","username":"ann"})", Hello { 1, {}, user(u"ann"_s), {}, {}, {} });
    row(R"({"type":"join","room":"general"})", Join { general, {}, {} });
    row(R"({"type":"join","room":"general","since":38,"id":"j"})", Join { general, Seq { 38 }, {} },
        id(u"j"_s));
    row(R"({"type":"join","room":"general","limit":20})", Join { general, {}, 20 });
    row(R"({"type":"leave","room":"general"})", Leave { general });
    row(R"({"type":"text","room":"general","content":"hi","reply_to":7,"id":"c1-7"})",
        Text { general, u"hi"_s, Seq { 7 } }, id(u"c1-7"_s));
    row(R"({"type":"edit","seq":7,"content":"ho"})", Edit { {}, Seq { 7 }, u"ho"_s });
    row(R"({"type":"delete","seq":7})", Delete { {}, Seq { 7 } });
    row(R"({"type":"react","seq":7,"emoji":"\ud83d\udc4d"})",
        React { {}, Seq { 7 }, emoji(u"👍"_s), true });
    row(R"({"type":"pin","seq":7})", Pin { {}, Seq { 7 }, true });
    row(R"({"type":"pin","seq":7,"on":false})", Pin { {}, Seq { 7 }, false });
    row(R"({"type":"typing"})", Typing { {}, true });
    row(R"({"type":"typing","active":false})", Typing { {}, false });
    row(R"({"type":"topic","topic":"Lunch"})", Topic { {}, u"Lunch"_s });
    row(R"({"type":"read","seq":7})", Read { {}, Seq { 7 } });
    row(R"({"type":"history","before":7,"limit":20})", History { {}, Seq { 7 }, {}, 20 });
    row(R"({"type":"history","after":7})", History { {}, {}, Seq { 7 }, 0 });
    row(R"({"type":"search","query":"from:ann \"tea time\"","before":4711,"limit":20})",
        Search { query(u"\"tea time\" from:ann"_s), SearchPlace { 4711 }, 20 });
    row(R"({"type":"rooms"})", Rooms {});
    row(R"({"type":"users","room":"general"})", Users { general });
    row(R"({"type":"create","room":"general","topic":"Lunch","private":true})",
        Create { general, u"Lunch"_s, true });
    row(R"({"type":"ping"})", Ping {});
    row(" \t\r\n{ \"type\" : \"ping\" } \n", Ping {});
}

void RequestCodecTest::readsTheFramesOfTheProtocol()
{
    QFETCH(QByteArray, json);
    QFETCH(RequestFrame, frame);
    QVERIFY(decoded(json) == frame);
}

void RequestCodecTest::writesTheFramesOfTheProtocol_data()
{
    using namespace request;
    QTest::addColumn<RequestFrame>("frame");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](Request request, std::optional<EventId> id, const char* json) {
        QTest::newRow(json) << RequestFrame { std::move(id), std::move(request) }
                            << QByteArray(json);
    };
    const auto general = room(u"general"_s);
    row(Hello { 1, u"landline/1.0"_s, user(u"ann"_s), u"..."_s, {},
            { { room(u"z"_s), Seq { 1 } }, { general, Seq { 38 } } } },
        {},
        R"({"type":"hello","protocol":1,"client":"landline/1.0","username":"ann","token":"...","resume":{"general":38,"z":1}})");
    row(Join { general, Seq { 38 }, {} }, id(u"j"_s),
        R"({"type":"join","room":"general","since":38,"id":"j"})");
    row(Join { general, {}, 20 }, {}, R"({"type":"join","room":"general","limit":20})");
    row(Leave { general }, {}, R"({"type":"leave","room":"general"})");
    row(Text { general, u"hi"_s, Seq { 7 } }, id(u"c1-7"_s),
        R"({"type":"text","room":"general","content":"hi","reply_to":7,"id":"c1-7"})");
    row(Text { {}, u"hi"_s, {} }, {}, R"({"type":"text","content":"hi"})");
    row(Edit { general, Seq { 7 }, u"ho"_s }, id(u"1"_s),
        R"({"type":"edit","room":"general","seq":7,"content":"ho","id":"1"})");
    row(Delete { general, Seq { 7 } }, id(u"1"_s),
        R"({"type":"delete","room":"general","seq":7,"id":"1"})");
    row(React { general, Seq { 7 }, emoji(u"👍"_s), false }, id(u"1"_s),
        R"({"type":"react","room":"general","seq":7,"emoji":"👍","on":false,"id":"1"})");
    row(Pin { {}, Seq { 7 }, true }, {}, R"({"type":"pin","seq":7,"on":true})");
    row(Typing { general, false }, {}, R"({"type":"typing","room":"general","active":false})");
    row(Topic { general, u"Lunch"_s }, {}, R"({"type":"topic","room":"general","topic":"Lunch"})");
    row(Read { general, Seq { 7 } }, {}, R"({"type":"read","room":"general","seq":7})");
    row(History { general, Seq { 7 }, {}, 20 }, {},
        R"({"type":"history","room":"general","before":7,"limit":20})");
    row(History { {}, {}, Seq { 7 }, 0 }, {}, R"({"type":"history","after":7})");
    row(Search { query(u"tea after:2026-11-20 from:ann"_s), SearchPlace { 4711 }, 20 }, id(u"s"_s),
        R"({"type":"search","query":"tea from:ann after:2026-11-21T00:00:00.000Z","before":4711,"limit":20,"id":"s"})");
    row(Rooms {}, {}, R"({"type":"rooms"})");
    row(Users { general }, {}, R"({"type":"users","room":"general"})");
    row(Create { general, u"Lunch"_s, true }, {},
        R"({"type":"create","room":"general","topic":"Lunch","private":true})");
    row(Ping {}, id(u"p"_s), R"({"type":"ping","id":"p"})");
}

void RequestCodecTest::writesTheFramesOfTheProtocol()
{
    QFETCH(RequestFrame, frame);
    QFETCH(QByteArray, json);
    QCOMPARE(encode(frame), json);
}

void RequestCodecTest::nullIsAbsent()
{
    const auto frame = decoded(
        R"({"type":"text","content":"hi","room":null,"reply_to":null,"id":null,"attachments":null})");
    QVERIFY((frame == RequestFrame { {}, request::Text { {}, u"hi"_s, {} } }));
}

void RequestCodecTest::unknownFieldsAreIgnored()
{
    const auto frame
        = decoded(R"({"x":1,"x":[{}],"":null,"Type":"join","type":"ping","room":5,"seq":"no"})");
    QVERIFY((frame == RequestFrame { {}, request::Ping {} }));
}

void RequestCodecTest::escapesAreRead()
{
    const auto frame
        = decoded(R"({"t\u0079pe":"te\u0078t","content":"\u00e9\ud83d\ude00\/\b\f\n\r\t\"\\"})");
    const auto* text = std::get_if<request::Text>(&frame.request);
    QVERIFY(text);
    QCOMPARE(text->content, u"é😀/\b\f\n\r\t\"\\"_s);
}

void RequestCodecTest::contentKeepsEveryCharacter_data()
{
    QTest::addColumn<QString>("content");
    QTest::newRow("byte order mark before") << u"\ufeffhi"_s;
    QTest::newRow("two byte order marks") << u"\ufeff\ufeffhi"_s;
    QTest::newRow("byte order mark alone") << u"\ufeff"_s;
    QTest::newRow("replacement character") << u"\ufffd"_s;
    QTest::newRow("noncharacters") << u"\ufffe\uffff"_s;
    QTest::newRow("decomposed") << u"e\u0301"_s;
    QTest::newRow("spaces around") << u" \n hi \n"_s;
    QTest::newRow("last code point") << u"\U0010ffff"_s;
    QTest::newRow("Hangul beside the surrogates") << u"\ud7ff\ue000"_s;
    QTest::newRow("right to left") << u"\u202eolleh"_s;
}

void RequestCodecTest::contentKeepsEveryCharacter()
{
    QFETCH(QString, content);
    const auto frame = decoded(
        R"({"type":"text","content":")" + content.toUtf8().replace('\n', "\\n") + R"("})");
    const auto* text = std::get_if<request::Text>(&frame.request);
    QVERIFY(text);
    QCOMPARE(text->content, content);
}

void RequestCodecTest::contentMayBeAsLongAsTheLimit_data()
{
    QTest::addColumn<QString>("content");
    QTest::newRow("one byte a character") << QString(limits::content, u'x');
    QTest::newRow("two bytes") << u"é"_s.repeated(limits::content / 2);
    QTest::newRow("three bytes") << u"x"_s + u"語"_s.repeated(limits::content / 3);
    QTest::newRow("four bytes") << u"😀"_s.repeated(limits::content / 4);
    QTest::newRow("all escaped") << u"\n"_s.repeated(limits::content - 1) + u"x"_s;
}

void RequestCodecTest::contentMayBeAsLongAsTheLimit()
{
    QFETCH(QString, content);
    QCOMPARE(content.toUtf8().size(), limits::content);
    const QByteArray json = encode(RequestFrame { {}, request::Text { {}, content, {} } });
    const auto frame = decoded(json);
    QVERIFY(std::get<request::Text>(frame.request).content == content);

    const auto longer
        = decodeRequest(encode(RequestFrame { {}, request::Text { {}, content + u'x', {} } }));
    const auto* error = std::get_if<RequestError>(&longer);
    QVERIFY(error);
    QCOMPARE(error->error.code, ErrorCode::TooLong);
}

void RequestCodecTest::longPagesAreCutToTheLargest()
{
    const auto join = decoded(R"({"type":"join","room":"general","limit":2147483647})");
    QCOMPARE(std::get<request::Join>(join.request).limit, limits::historyPage);
    const auto history = decoded(R"({"type":"history","limit":201})");
    QCOMPARE(std::get<request::History>(history.request).limit, limits::historyPage);
    const auto search = decoded(R"({"type":"search","query":"a","limit":201})");
    QCOMPARE(std::get<request::Search>(search.request).limit, limits::historyPage);
}

void RequestCodecTest::longClientNamesAreCutBetweenCharacters()
{
    const QString fits(limits::clientName - 1, u'x');
    const auto frame
        = decoded(R"({"type":"hello","username":"ann","client":")" + fits.toUtf8() + "😀😀\"}");
    QCOMPARE(std::get<request::Hello>(frame.request).client, fits + u"😀"_s);
}

void RequestCodecTest::namesAreComposed()
{
    const auto frame
        = decoded(R"({"type":"hello","username":"Rene\u0301","resume":{"E\u0301te\u0301":3}})");
    const auto& hello = std::get<request::Hello>(frame.request);
    QCOMPARE(hello.username.toString(), u"René"_s);
    QCOMPARE(hello.resume.value(room(u"été"_s)), Seq { 3 });
}

void RequestCodecTest::nestingUpToTheBoundIsRead()
{
    constexpr int within = limits::jsonDepth - 2; // the frame itself is one level
    const QByteArray json
        = R"({"type":"ping","x":)" + QByteArray(within, '[') + QByteArray(within, ']') + '}';
    QVERIFY(std::holds_alternative<request::Ping>(decoded(json).request));
}

QTEST_APPLESS_MAIN(RequestCodecTest)
#include "tst_requestcodec.moc"
