// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/codec.h"
#include "tests/support/manualclock.h"
#include "tests/support/patience.h"
#include "tests/support/simulateduser.h"

#include <QTest>
#include <QWebSocketServer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline;
using support::ExpectationFailed;
using support::ManualClock;
using support::SimulatedUser;
using support::waitUntil;

namespace {

UserName named(const QString& name)
{
    return UserName::fromString(name).value();
}

/// A server that says what the test tells it to, right or wrong, to one client.
class ScriptedServer final : public QObject {
public:
    ScriptedServer()
        : m_server(u"scripted"_s, QWebSocketServer::NonSecureMode)
    {
        m_server.listen(QHostAddress(QHostAddress::LocalHost));
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            m_peer.reset(m_server.nextPendingConnection());
            connect(m_peer.get(), &QWebSocket::textMessageReceived, this, &ScriptedServer::take);
        });
    }
    QUrl url() const { return m_server.serverUrl(); }
    QUrl requested() const { return m_peer->requestUrl(); }
    void tell(const Event& event) { m_peer->sendTextMessage(QString::fromUtf8(encode(event))); }
    void tell(const QString& json) { m_peer->sendTextMessage(json); }
    void cut() { m_peer->abort(); }

    QList<RequestFrame> received;
    event::Welcome welcome; ///< The answer to hello.
    bool echoes = false; ///< Whether a text is answered by its event.

private:
    void take(const QString& json)
    {
        const auto decoded = decodeRequest(json.toUtf8());
        const auto& frame = std::get<RequestFrame>(decoded);
        received.append(frame);
        if (std::holds_alternative<request::Hello>(frame.request))
            tell(welcome);
        if (const auto* text = std::get_if<request::Text>(&frame.request); text && echoes)
            tell(echo(*text, frame.id));
    }

    event::Text echo(const request::Text& said, const std::optional<EventId>& id)
    {
        event::Text text;
        text.room = said.room.value_or(RoomName::general());
        text.seq = { ++m_seq };
        text.id = id;
        text.username = welcome.username;
        text.content = said.content;
        return text;
    }

    QWebSocketServer m_server;
    std::unique_ptr<QWebSocket> m_peer;
    qint64 m_seq = 0;
};

event::Text text(qint64 seq, const QString& content)
{
    event::Text text;
    text.room = RoomName::general();
    text.seq = { seq };
    text.username = named(u"bob"_s);
    text.content = content;
    return text;
}

event::History history(const event::Text& entry, bool more)
{
    event::History history;
    history.room = entry.room;
    history.events = { entry };
    history.first = history.last = entry.seq;
    history.more = more;
    return history;
}

event::Typing typing()
{
    event::Typing typing;
    typing.room = RoomName::general();
    typing.username = named(u"bob"_s);
    return typing;
}

} // namespace

class TestSimulatedUser final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void simpleUsersNameThemselvesInTheQuery();
    void simpleUsersComplainOfWhatIsNotForThem();
    void sessionsSayHelloAndAreWelcomed();
    void eventsAreTakenOnce();
    void aVainExpectationSaysWhatCameInstead();
    void brokenOrderIsComplainedOf();
    void whatIsNoEventIsComplainedOf();
    void aCutIsFollowedByAResume();
    void whatHadNoEchoIsSaidAgain();
    void aRateLimitIsObeyed();
    void typingIsForgottenByTheClock();

private:
    void beginSession();

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<SimulatedUser> m_ann;
};

void TestSimulatedUser::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_server->welcome.username = named(u"ann"_s);
    m_server->welcome.rooms.resize(1);
    m_server->welcome.rooms.first().room = RoomName::general();
    m_ann = std::make_unique<SimulatedUser>(named(u"ann"_s), m_server->url());
}

void TestSimulatedUser::beginSession()
{
    m_ann->openSession();
    QVERIFY(m_ann->waitUntilLive());
}

void TestSimulatedUser::simpleUsersNameThemselvesInTheQuery()
{
    SimulatedUser user(named(u"a+b & c"_s), m_server->url());
    user.openSimple(RoomName::fromString(u"büro/1"_s).value(), 7);
    QVERIFY(user.waitUntilLive());
    QTRY_COMPARE(m_server->requested().query(QUrl::FullyEncoded),
        u"username=a%2Bb%20%26%20c&room=b%C3%BCro%2F1&history=7"_s);
}

void TestSimulatedUser::simpleUsersComplainOfWhatIsNotForThem()
{
    m_ann->openSimple(RoomName::general());
    QVERIFY(m_ann->waitUntilLive());
    m_ann->say(RoomName::general(), u"hi"_s);
    QTRY_COMPARE(m_server->received.size(), 1);
    m_server->tell(text(1, u"hello"_s));
    m_server->tell(typing());
    m_ann->expectText(RoomName::general(), u"hello"_s);
    QCOMPARE(m_ann->complaints(), QStringList());
    m_server->tell(event::Pong {});
    QVERIFY(m_ann->waitFor<event::Pong>([](auto&) { return true; }));
    QCOMPARE(m_ann->complaints().size(), 1);
}

void TestSimulatedUser::sessionsSayHelloAndAreWelcomed()
{
    beginSession();
    QCOMPARE(
        std::get<request::Hello>(m_server->received.first().request).username, named(u"ann"_s));
    QVERIFY(m_ann->welcome());
}

void TestSimulatedUser::eventsAreTakenOnce()
{
    beginSession();
    m_server->tell(text(1, u"one"_s));
    m_server->tell(text(2, u"two"_s));
    QCOMPARE(m_ann->expectText(RoomName::general(), u"two"_s).seq, Seq { 2 });
    QCOMPARE(m_ann->expectText(RoomName::general(), u"one"_s).seq, Seq { 1 });
    QVERIFY(!m_ann->take<event::Text>([](auto&) { return true; }));
    QCOMPARE(m_ann->record(RoomName::general()).last(), Seq { 2 });
}

void TestSimulatedUser::aVainExpectationSaysWhatCameInstead()
{
    beginSession();
    m_server->tell(text(1, u"one"_s));
    QVERIFY(waitUntil([this] { return m_ann->inbox().size() == 2; }));
    try {
        m_ann->expect<event::Text>(
            u"'two'"_s, [](auto& t) { return t.content == u"two"_s; }, 1ms);
        QFAIL("nothing was thrown");
    } catch (const ExpectationFailed& failure) {
        QVERIFY(QByteArray(failure.what()).contains("ann waited for 'two' in vain"));
        QVERIFY(QByteArray(failure.what()).contains("one"));
    }
}

void TestSimulatedUser::brokenOrderIsComplainedOf()
{
    beginSession();
    m_server->tell(text(1, u"one"_s));
    m_server->tell(text(3, u"three"_s));
    m_ann->expectText(RoomName::general(), u"three"_s);
    QVERIFY(!m_ann->complaints().isEmpty());
}

void TestSimulatedUser::whatIsNoEventIsComplainedOf()
{
    beginSession();
    m_server->tell(u"{\"type\":\"from the future\"}"_s);
    m_server->tell(text(1, u"one"_s));
    m_ann->expectText(RoomName::general(), u"one"_s);
    QCOMPARE(m_ann->complaints(), QStringList());
    m_server->tell(u"{\"type\":\"text\"}"_s);
    QTRY_COMPARE(m_ann->complaints().size(), 1);
}

void TestSimulatedUser::aCutIsFollowedByAResume()
{
    m_ann->setReconnecting(true);
    beginSession();
    m_server->tell(text(1, u"one"_s));
    m_ann->expectText(RoomName::general(), u"one"_s);
    m_server->received.clear();
    m_server->welcome.rooms.first().lastSeq = { 3 };
    m_server->cut();
    QVERIFY(waitUntil([this] { return m_ann->connections() == 2; }));
    const auto hello = std::get<request::Hello>(m_server->received.first().request);
    QCOMPARE(hello.resume.value(RoomName::general()), Seq { 1 });
    m_server->tell(text(4, u"four"_s));
    m_server->tell(history(text(2, u"two"_s), true));
    const auto isCatchUp
        = [](const RequestFrame& f) { return std::holds_alternative<request::History>(f.request); };
    QVERIFY(waitUntil([&] {
        return std::any_of(m_server->received.begin(), m_server->received.end(), isCatchUp);
    }));
    m_server->tell(history(text(3, u"three"_s), false));
    QVERIFY(waitUntil([this] { return m_ann->record(RoomName::general()).last() == Seq { 4 }; }));
    QCOMPARE(m_ann->complaints(), QStringList());
}

void TestSimulatedUser::whatHadNoEchoIsSaidAgain()
{
    m_ann->setReconnecting(true);
    beginSession();
    const EventId id = m_ann->say(RoomName::general(), u"hi"_s);
    QTRY_COMPARE(m_server->received.size(), 2);
    QCOMPARE(m_ann->unacknowledged(), 1);
    m_server->echoes = true;
    m_server->cut();
    QVERIFY(waitUntil([this] { return m_ann->unacknowledged() == 0; }));
    QCOMPARE(m_server->received.last().id, id);
}

void TestSimulatedUser::aRateLimitIsObeyed()
{
    beginSession();
    const EventId id = m_ann->say(RoomName::general(), u"hi"_s);
    QTRY_COMPARE(m_server->received.size(), 2);
    m_server->echoes = true;
    m_server->tell(event::Failure { ErrorCode::RateLimited, u"slow down"_s, id, 20ms });
    QVERIFY(waitUntil([this] { return m_ann->unacknowledged() == 0; }));
    QCOMPARE(m_server->received.last().id, id);
}

void TestSimulatedUser::typingIsForgottenByTheClock()
{
    ManualClock clock;
    m_ann->setClock(&clock);
    beginSession();
    m_server->tell(typing());
    QVERIFY(waitUntil([this] { return m_ann->typing(RoomName::general()).size() == 1; }));
    clock.advance(5999ms);
    QCOMPARE(m_ann->typing(RoomName::general()).size(), 1);
    clock.advance(1ms);
    QCOMPARE(m_ann->typing(RoomName::general()).size(), 0);
}

QTEST_GUILESS_MAIN(TestSimulatedUser)
#include "tst_simulateduser.moc"
