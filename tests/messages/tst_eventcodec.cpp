// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/codec.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <set>

using namespace landline;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

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

const RoomName general = room(u"general"_s);
const UserName ann = user(u"ann"_s);
/// The moment of the protocol's example, "2026-11-20T22:42:31.123Z".
constexpr Timestamp moment { 1795214551123ms };

/// An event, or the reason why not, which fails the test.
Event decoded(const QByteArray& json)
{
    auto event = decodeEvent(json);
    if (!event) {
        QTest::qFail(qPrintable(event.error().detail), __FILE__, __LINE__);
        return {};
    }
    return std::move(event).value();
}

event::RoomInfo roomOfTheProtocol()
{
    return { general, u"..."_s, Seq { 41 }, Seq { 38 }, 3, 1, 7, false, true };
}

event::Welcome welcomeOfTheProtocol()
{
    event::Welcome welcome;
    welcome.username = ann;
    welcome.token = u"issued"_s;
    welcome.serverName = u"House"_s;
    welcome.serverVersion = u"0.1.0"_s;
    welcome.serverId = u"f00d"_s;
    welcome.rooms = { roomOfTheProtocol() };
    welcome.limits = { 16384, 65536, 5, 20, 5368709120 };
    welcome.roles = { u"member"_s };
    welcome.features = { u"history"_s, u"typing"_s };
    return welcome;
}

QStringList keysOf(const QJsonValue& object)
{
    return object.toObject().keys(); // sorted
}

} // namespace

class EventCodecTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesBackEqual_data();
    void comesBackEqual();
    void everyEventCanBeRead();
    void isTheFrameOfTheProtocol_data();
    void isTheFrameOfTheProtocol();
    void welcomeHasTheKeysOfTheProtocol();
    void roomsHaveTheKeysOfTheProtocol();
    void everyFailureHasItsCode();
    void retryIsInSeconds_data();
    void retryIsInSeconds();
    void whatIsAbsentHasItsDefault_data();
    void whatIsAbsentHasItsDefault();
    void roomsOfAWelcomeAreJoined();
    void aLogEntryIsTheSameAloneAndInHistory();
    void megabytesOfHistoryComeBack();
};

void EventCodecTest::comesBackEqual_data()
{
    using namespace event;
    QTest::addColumn<Event>("event");
    const auto row = [](const char* what, const Event& event) { QTest::newRow(what) << event; };
    row("least text", Text { general, Seq { 1 }, {}, ann, u"hi"_s, moment, {}, {}, false });
    row("text",
        Text { room(u"Küche 😀"_s), Seq { 42 }, id(u"a\"b"_s), user(u"Zoë"_s),
            u"**hi** \"@ann\"\n\u2028\u0001\\"_s, moment, Seq { 41 }, { ann, user(u"李"_s) },
            true });
    row("text that begins with a byte order mark",
        Text { general, Seq { 1 }, {}, ann, u"\ufeff\ufeffhi"_s, {}, {}, {}, false });
    row("text of no content", Text { general, Seq { 1 }, {}, ann, u""_s, moment, {}, {}, false });
    row("text that was edited, reacted to and pinned",
        Text { general, Seq { 1 }, {}, ann, u"hi @room"_s, moment, {}, {}, false, true, false, true,
            moment,
            { { emoji(u"👍"_s), { ann, user(u"bob"_s) } }, { emoji(u"❤️"_s), { ann } } } });
    row("text that was deleted",
        Text { general, Seq { 1 }, {}, ann, u""_s, moment, {}, {}, false, false, true });
    row("edit",
        Edit { general, Seq { 2 }, id(u"1"_s), ann, Seq { 1 }, u"ho @ann @room"_s, moment, { ann },
            true });
    row("edit of what was deleted since",
        Edit { general, Seq { 2 }, {}, ann, Seq { 1 }, u""_s, moment });
    row("delete", Delete { general, Seq { 2 }, id(u"1"_s), ann, Seq { 1 }, moment });
    row("react",
        React { general, Seq { 2 }, id(u"1"_s), ann, Seq { 1 },
            emoji(u"🏴󠁧󠁢󠁥󠁮󠁧󠁿"_s), true, moment });
    row("no longer react",
        React { general, Seq { 2 }, {}, ann, Seq { 1 }, emoji(u"👍"_s), false, moment });
    row("pin", Pin { general, Seq { 2 }, id(u"1"_s), ann, Seq { 1 }, true, moment });
    row("unpin", Pin { general, Seq { 2 }, {}, ann, Seq { 1 }, false, moment });
    row("topic", Topic { general, Seq { 2 }, id(u"1"_s), ann, u"Lunch"_s, moment });
    row("topic removed", Topic { general, Seq { 2 }, {}, ann, u""_s, moment });
    row("unknown", Unknown { general, Seq { 3 }, moment });
    row("join", Join { general, ann, u"ann joined general"_s, moment });
    row("leave", Leave { general, ann, u"ann left general"_s, moment, false, {} });
    row("leave for a while",
        Leave { general, ann, u"ann left general"_s, moment, true, id(u"1"_s) });
    row("typing", Typing { general, ann, true, moment });
    row("no longer typing", Typing { general, ann, false, moment });
    row("user list", UserList { general, { ann, user(u"bob"_s) }, moment, id(u"1"_s) });
    row("user list of an empty room", UserList { general, {}, moment, {} });
    row("users",
        Users { general, { { ann, Presence::Online }, { user(u"bob"_s), Presence::Offline } },
            id(u"1"_s) });
    row("history",
        History { general,
            { Text { general, Seq { 1 }, id(u"1"_s), ann, u"hi"_s, moment, {}, { ann }, false },
                Topic { general, Seq { 2 }, {}, ann, u"Lunch"_s, moment },
                React { general, Seq { 2 }, {}, ann, Seq { 1 }, emoji(u"👍"_s), true, moment },
                Unknown { general, Seq { 3 }, moment } },
            Seq { 1 }, Seq { 3 }, true, true, id(u"2"_s) });
    row("history of an empty room", History { general, {}, {}, {}, false, false, {} });
    const Text found { general, Seq { 7 }, id(u"1"_s), ann, u"tea"_s, moment, {}, {}, false };
    row("results",
        Results { { { found, { found, found }, { found } }, { found, {}, {} } },
            SearchPlace { 4711 }, true, id(u"1"_s) });
    row("no results", Results {});
    row("rooms",
        Rooms { { roomOfTheProtocol(), { room(u"b"_s), u""_s, {}, {}, 0, 0, 0, true, false } },
            id(u"1"_s) });
    row("no rooms", Rooms {});
    row("room", RoomCreated { roomOfTheProtocol(), id(u"1"_s) });
    row("read", Read { general, ann, Seq { 42 }, id(u"1"_s) });
    row("welcome", welcomeOfTheProtocol());
    row("least welcome", Welcome { ann, {}, {}, {}, {}, {}, {}, {}, {}, {} });
    row("welcome with an odd rate",
        Welcome { ann, {}, {}, {}, {}, {}, { 1, 1, 1.0 / 3.0, 1, 1 }, {}, {}, id(u"1"_s) });
    row("pong", Pong { id(u"1"_s) });
    row("pong without an id", Pong {});
    row("error",
        Failure { ErrorCode::NotJoined, u"You are not in \"general\"."_s, id(u"1"_s), {} });
    row("error with a time", Failure { ErrorCode::RateLimited, u"Slower."_s, {}, 1200ms });
}

void EventCodecTest::comesBackEqual()
{
    QFETCH(Event, event);
    const QByteArray json = encode(event);
    const Event back = decoded(json);
    QVERIFY2(back == event, json.constData());
    QCOMPARE(encode(back), json); // to the letter, where == looks away from case
    QVERIFY(QJsonDocument::fromJson(json).isObject());
}

void EventCodecTest::everyEventCanBeRead()
{
    const QByteArray room = R"("room":"a",)";
    const QByteArray place = room + R"("username":"a","timestamp":"2026-11-20T22:42:31.123Z",)";
    std::set<std::size_t> seen;
    for (const QByteArray& json : { place + R"("type":"text","seq":1,"content":"a")",
             place + R"("type":"topic","seq":1)", place + R"("type":"of next year","seq":1)",
             place + R"("type":"edit","seq":2,"target":1,"content":"b")",
             place + R"("type":"delete","seq":2,"target":1)",
             place + R"("type":"react","seq":2,"target":1,"emoji":"👍")",
             place + R"("type":"pin","seq":2,"target":1)", place + R"("type":"join")",
             place + R"("type":"leave")", place + R"("type":"typing")",
             place + R"("type":"user_list","users":[])", room + R"("type":"users")",
             room + R"("type":"history")", room + R"("type":"results")", room + R"("type":"rooms")",
             room + R"("type":"room")", place + R"("type":"read","seq":1)",
             place + R"("type":"welcome")", room + R"("type":"pong")",
             room + R"("type":"error")" }) {
        seen.insert(decoded('{' + json + '}').index());
    }
    QCOMPARE(seen.size(), std::variant_size_v<Event>);
}

/// Both ways: the event is written as this frame, and this frame is read as the event.
void EventCodecTest::isTheFrameOfTheProtocol_data()
{
    using namespace event;
    QTest::addColumn<Event>("event");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const Event& event, const char* json) {
        QTest::newRow(json) << event << QByteArray(json);
    };
    row(Text { general, Seq { 42 }, id(u"c1-7"_s), ann, u"hi"_s, moment, {}, {}, false },
        R"({"type":"text","room":"general","seq":42,"id":"c1-7","username":"ann","content":"hi","timestamp":"2026-11-20T22:42:31.123Z"})");
    row(Text { general, Seq { 42 }, {}, ann, u"hi"_s, moment, Seq { 7 }, { user(u"bob"_s) }, true },
        R"({"type":"text","room":"general","seq":42,"username":"ann","content":"hi","timestamp":"2026-11-20T22:42:31.123Z","reply_to":7,"mentions":["bob"],"guest":true})");
    row(Text { general, Seq { 42 }, {}, ann, u"hi @room"_s, moment, {}, {}, false, true, false,
            true, moment, { { emoji(u"👍"_s), { ann, user(u"bob"_s) } } } },
        R"({"type":"text","room":"general","seq":42,"username":"ann","content":"hi @room","timestamp":"2026-11-20T22:42:31.123Z","mentions_room":true,"edited":"2026-11-20T22:42:31.123Z","pinned":true,"reactions":[{"emoji":"👍","users":["ann","bob"]}]})");
    row(Text { general, Seq { 42 }, {}, ann, u""_s, moment, {}, {}, false, false, true },
        R"({"type":"text","room":"general","seq":42,"username":"ann","content":"","timestamp":"2026-11-20T22:42:31.123Z","deleted":true})");
    row(Edit { general, Seq { 44 }, id(u"c1-9"_s), ann, Seq { 42 }, u"ho"_s, moment,
            { user(u"bob"_s) } },
        R"({"type":"edit","room":"general","seq":44,"id":"c1-9","username":"ann","target":42,"content":"ho","timestamp":"2026-11-20T22:42:31.123Z","mentions":["bob"]})");
    row(Delete { general, Seq { 45 }, {}, ann, Seq { 42 }, moment },
        R"({"type":"delete","room":"general","seq":45,"username":"ann","target":42,"timestamp":"2026-11-20T22:42:31.123Z"})");
    row(React { general, Seq { 46 }, {}, ann, Seq { 42 }, emoji(u"👍"_s), false, moment },
        R"({"type":"react","room":"general","seq":46,"username":"ann","target":42,"emoji":"👍","on":false,"timestamp":"2026-11-20T22:42:31.123Z"})");
    row(Pin { general, Seq { 47 }, {}, ann, Seq { 42 }, true, moment },
        R"({"type":"pin","room":"general","seq":47,"username":"ann","target":42,"on":true,"timestamp":"2026-11-20T22:42:31.123Z"})");
    row(Topic { general, Seq { 43 }, id(u"c1-8"_s), ann, u"Lunch"_s, moment },
        R"({"type":"topic","room":"general","seq":43,"id":"c1-8","username":"ann","topic":"Lunch","timestamp":"2026-11-20T22:42:31.123Z"})");
    row(Join { general, ann, u"ann joined general"_s, moment },
        R"({"type":"join","room":"general","username":"ann","content":"ann joined general","timestamp":"2026-11-20T22:42:31.123Z"})");
    row(Leave { general, ann, u"ann left general"_s, moment, true, {} },
        R"({"type":"leave","room":"general","username":"ann","content":"ann left general","timestamp":"2026-11-20T22:42:31.123Z","member":true})");
    row(UserList { general, { ann, user(u"bob"_s) }, moment, {} },
        R"({"type":"user_list","room":"general","users":["ann","bob"],"timestamp":"2026-11-20T22:42:31.123Z"})");
    row(Typing { general, ann, true, moment },
        R"({"type":"typing","room":"general","username":"ann","active":true,"timestamp":"2026-11-20T22:42:31.123Z"})");
    row(History { general, {}, Seq { 1 }, Seq { 42 }, false, false, id(u"h"_s) },
        R"({"type":"history","room":"general","events":[],"first":1,"last":42,"more":false,"id":"h"})");
    row(History { general, {}, {}, {}, true, true, {} },
        R"({"type":"history","room":"general","events":[],"first":0,"last":0,"more":true,"reset":true})");
    const Text hi { general, Seq { 42 }, {}, ann, u"hi"_s, moment, {}, {}, false };
    row(Results { { { hi, { hi }, { hi } } }, SearchPlace { 4711 }, true, id(u"s"_s) },
        R"({"type":"results","results":[{"type":"text","room":"general","seq":42,"username":"ann","content":"hi","timestamp":"2026-11-20T22:42:31.123Z","before":[{"type":"text","room":"general","seq":42,"username":"ann","content":"hi","timestamp":"2026-11-20T22:42:31.123Z"}],"after":[{"type":"text","room":"general","seq":42,"username":"ann","content":"hi","timestamp":"2026-11-20T22:42:31.123Z"}]}],"more":true,"next":4711,"indexing":true,"id":"s"})");
    row(Results {}, R"({"type":"results","results":[],"more":false})");
    row(Users { general, { { ann, Presence::Online }, { user(u"bob"_s), Presence::Offline } }, {} },
        R"({"type":"users","room":"general","users":[{"username":"ann","presence":"online"},{"username":"bob","presence":"offline"}]})");
    row(Read { general, ann, Seq { 42 }, {} },
        R"({"type":"read","room":"general","username":"ann","seq":42})");
    row(Pong { id(u"p"_s) }, R"({"type":"pong","id":"p"})");
    row(Failure { ErrorCode::RateLimited, u"a sentence for a person"_s, id(u"c1-7"_s), 1200ms },
        R"({"type":"error","code":"rate_limited","content":"a sentence for a person","id":"c1-7","retry_after":1.2})");
}

void EventCodecTest::isTheFrameOfTheProtocol()
{
    QFETCH(Event, event);
    QFETCH(QByteArray, json);
    QCOMPARE(encode(event), json);
    QVERIFY(decoded(json) == event);
}

void EventCodecTest::welcomeHasTheKeysOfTheProtocol()
{
    const auto json = QJsonDocument::fromJson(encode(Event { welcomeOfTheProtocol() })).object();
    QCOMPARE(json.keys(),
        (QStringList { u"features"_s, u"limits"_s, u"roles"_s, u"rooms"_s, u"server"_s, u"token"_s,
            u"type"_s, u"username"_s }));
    QCOMPARE(json["type"_L1], u"welcome"_s);
    QCOMPARE(keysOf(json["server"_L1]), (QStringList { u"id"_s, u"name"_s, u"version"_s }));
    QCOMPARE(keysOf(json["limits"_L1]),
        (QStringList { u"burst"_s, u"content"_s, u"file"_s, u"frame"_s, u"rate"_s }));
    QCOMPARE(json["limits"_L1]["file"_L1].toDouble(), 5368709120.0);
    QCOMPARE(keysOf(json["rooms"_L1][0]),
        (QStringList { u"last_seq"_s, u"members"_s, u"mentions"_s, u"private"_s, u"read_seq"_s,
            u"room"_s, u"topic"_s, u"unread"_s }));
    auto later = welcomeOfTheProtocol();
    later.token.reset();
    QVERIFY(!encode(Event { later }).contains("token"));
}

void EventCodecTest::roomsHaveTheKeysOfTheProtocol()
{
    const QStringList keys { u"joined"_s, u"last_seq"_s, u"members"_s, u"mentions"_s, u"private"_s,
        u"read_seq"_s, u"room"_s, u"topic"_s, u"unread"_s };
    const auto list = QJsonDocument::fromJson(
        encode(Event { event::Rooms { { roomOfTheProtocol() },
            {} } })).object();
    QCOMPARE(list["type"_L1], u"rooms"_s);
    QCOMPARE(keysOf(list["rooms"_L1][0]), keys);
    auto one
        = QJsonDocument::fromJson(encode(Event { event::RoomCreated { roomOfTheProtocol(), {} } }))
              .object();
    QCOMPARE(one.take("type"_L1), u"room"_s);
    QCOMPARE(one.keys(), keys);
    QCOMPARE(one["last_seq"_L1], 41);
    QCOMPARE(one["read_seq"_L1], 38);
    QCOMPARE(one["unread"_L1], 3);
    QCOMPARE(one["mentions"_L1], 1);
    QCOMPARE(one["members"_L1], 7);
    QCOMPARE(one["private"_L1], false);
}

void EventCodecTest::everyFailureHasItsCode()
{
    for (int i = 0; i <= static_cast<int>(ErrorCode::Storage); ++i) {
        const auto code = static_cast<ErrorCode>(i);
        const Event failure = event::Failure { code, {}, {}, {} };
        const QByteArray json = encode(failure);
        QVERIFY2(json.contains("\"code\":\"" + QByteArray(wireName(code).data()) + '"'),
            json.constData());
        QVERIFY(decoded(json) == failure);
    }
}

void EventCodecTest::retryIsInSeconds_data()
{
    QTest::addColumn<QByteArray>("seconds");
    QTest::addColumn<qint64>("milliseconds");
    QTest::newRow("nothing") << QByteArray("0") << qint64(0);
    QTest::newRow("whole") << QByteArray("3") << qint64(3000);
    QTest::newRow("fraction") << QByteArray("1.001") << qint64(1001);
    QTest::newRow("exponent") << QByteArray("12e-1") << qint64(1200);
    QTest::newRow("negative") << QByteArray("-5") << qint64(0);
    QTest::newRow("longer than a day") << QByteArray("1e300") << qint64(86'400'000);
    QTest::newRow("beyond 64 bits") << QByteArray("18446744073709551615") << qint64(86'400'000);
}

void EventCodecTest::retryIsInSeconds()
{
    QFETCH(QByteArray, seconds);
    QFETCH(qint64, milliseconds);
    const auto event
        = decoded(R"({"type":"error","code":"rate_limited","retry_after":)" + seconds + '}');
    const auto retryAfter = std::get<event::Failure>(event).retryAfter;
    QVERIFY(retryAfter);
    QCOMPARE(qint64(retryAfter->count()), milliseconds);
    for (auto ms = 0ms; ms < 3000ms; ++ms) {
        const Event failure = event::Failure { ErrorCode::RateLimited, {}, {}, ms };
        QVERIFY2(decoded(encode(failure)) == failure, encode(failure).constData());
    }
}

void EventCodecTest::whatIsAbsentHasItsDefault_data()
{
    using namespace event;
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<Event>("event");
    const auto row = [](const char* json, const Event& event) {
        QTest::newRow(json) << QByteArray(json) << event;
    };
    row(R"({"type":"typing","room":"general","username":"ann","timestamp":"2026-11-20T22:42:31.123Z"})",
        Typing { general, ann, true, moment });
    row(R"({"type":"join","room":"general","username":"ann","timestamp":"2026-11-20T22:42:31.123Z"})",
        Join { general, ann, {}, moment });
    row(R"({"type":"leave","room":"general","username":"ann","timestamp":"2026-11-20T22:42:31.123Z"})",
        Leave { general, ann, {}, moment, false, {} });
    row(R"({"type":"history","room":"general"})",
        History { general, {}, {}, {}, false, false, {} });
    row(R"({"type":"room","room":"general"})",
        RoomCreated { { general, {}, {}, {}, 0, 0, 0, false, false }, {} });
    row(R"({"type":"rooms"})", Rooms {});
    row(R"({"type":"users","room":"general"})", Users { general, {}, {} });
    row(R"({"type":"welcome","username":"ann"})",
        Welcome { ann, {}, {}, {}, {}, {}, {}, {}, {}, {} });
    row(R"({"type":"error"})", Failure { ErrorCode::BadFrame, {}, {}, {} });
    row(R"({"type":"pong","later":[1,{"a":null}]})", Pong {});
    row(R"({"type":"topic","room":"general","seq":1,"username":"ann","timestamp":"2026-11-20T22:42:31.123Z"})",
        Topic { general, Seq { 1 }, {}, ann, {}, moment });
}

void EventCodecTest::whatIsAbsentHasItsDefault()
{
    QFETCH(QByteArray, json);
    QFETCH(Event, event);
    QVERIFY(decoded(json) == event);
}

void EventCodecTest::roomsOfAWelcomeAreJoined()
{
    const auto event
        = decoded(R"({"type":"welcome","username":"ann","rooms":[{"room":"general"}]})");
    QVERIFY(std::get<event::Welcome>(event).rooms.first().joined);
}

void EventCodecTest::aLogEntryIsTheSameAloneAndInHistory()
{
    const event::Text text { general, Seq { 7 }, id(u"1"_s), ann, u"hi"_s, moment, Seq { 1 },
        { ann }, true };
    QCOMPARE(encode(event::Persistent { text }), encode(Event { text }));
    const event::History history { general, { text }, Seq { 7 }, Seq { 7 }, false, false, {} };
    QVERIFY(encode(Event { history }).contains(encode(Event { text })));
}

void EventCodecTest::megabytesOfHistoryComeBack()
{
    event::History history { general, {}, Seq { 1 }, Seq { 200 }, false, false, {} };
    for (int i = 1; i <= 200; ++i) {
        history.events.append(event::Text {
            general, Seq { i }, {}, ann, QString(16'000, u'\n'), moment, {}, {}, false });
    }
    const QByteArray json = encode(Event { history });
    QVERIFY(json.size() > 6'000'000);
    QVERIFY(decoded(json) == Event { history });
}

QTEST_APPLESS_MAIN(EventCodecTest)
#include "tst_eventcodec.moc"
