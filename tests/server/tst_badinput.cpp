// SPDX-License-Identifier: GPL-3.0-or-later
// What a client must not say, over a real connection: each has its code and a sentence, the connection lives on
// (except where RFC 6455 ends it), and nobody else is touched.
#include "tests/server/talker.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline::server;
using namespace landline::server::testing;

class BadInputTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void aFrameThatIsRefused_data();
    void aFrameThatIsRefused();
    void aHelloThatIsRefused_data();
    void aHelloThatIsRefused();
    void beforeHelloNothingIsDone();
    void whatEndsTheConnection_data();
    void whatEndsTheConnection();
    void aMegabyteOfContentIsToldAndClosed();
    void aPersistentFlooderIsClosed();
    void aFlooderOfNonsenseIsClosed();
    void oneThatHeedsTheLimitIsNot();

private:
    /// But for who came and went.
    QStringList toldToTheWitness()
    {
        auto told = m_witness->untilPong();
        told.removeIf([](const QString& event) {
            return event.startsWith(u"join:"_s) || event.startsWith(u"leave:"_s);
        });
        return told;
    }

    std::unique_ptr<EmbeddedServer> m_server;
    std::unique_ptr<Talker> m_witness; ///< In the same room all the time, and told of nothing.
};

void BadInputTest::initTestCase()
{
    m_server
        = std::make_unique<EmbeddedServer>([](ServerConfig& config) { config.inMemory = true; });
    QVERIFY(m_server->start());
    m_witness = Talker::join(*m_server, "witness", "general");
    QVERIFY(m_witness);
}

void BadInputTest::cleanupTestCase()
{
    m_witness.reset();
    m_server.reset();
}

void BadInputTest::aFrameThatIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("id");
    const auto row
        = [](const char* name, const QByteArray& json, const char* code, const char* id = "") {
              QTest::newRow(name) << json << QString::fromLatin1(code) << QString::fromLatin1(id);
          };
    row("nothing", "", "bad_json");
    row("not JSON", "hello", "bad_json");
    row("half of JSON", R"({"type":"text")", "bad_json");
    row("a number", "42", "bad_frame");
    row("an array", R"([{"type":"text"}])", "bad_frame");
    row("no type", R"({"content":"hi","id":"1"})", "bad_frame", "1");
    row("10,000 levels of nesting", QByteArray(10'000, '['), "bad_json");
    row("10,000 levels within a field",
        R"({"type":"text","x":)" + QByteArray(10'000, '[') + QByteArray(10'000, ']') + '}',
        "bad_json");
    row("an unknown type", R"({"type":"dance","id":"2"})", "unknown_type", "2");
    row("a type of a later version", R"({"type":"notify","username":"bob","id":"3"})",
        "unsupported", "3");
    row("a type that is no string", R"({"type":7})", "bad_field");
    row("content that is no string", R"({"type":"text","content":7,"id":"4"})", "bad_field", "4");
    row("no content", R"({"type":"text","id":"5"})", "bad_field", "5");
    row("empty content", R"({"type":"text","content":"","id":"6"})", "bad_field", "6");
    row("content of 16 KiB and one",
        R"({"type":"text","id":"7","content":")" + QByteArray(16385, 'x') + "\"}", "too_long", "7");
    row("an id that is too long",
        R"({"type":"text","content":"x","id":")" + QByteArray(65, 'x') + "\"}", "bad_field");
    row("a room never joined", R"({"type":"text","room":"elsewhere","content":"x","id":"8"})",
        "not_joined", "8");
    row("an empty room", R"({"type":"join","room":""})", "bad_name");
    row("a monstrous room", R"({"type":"join","room":")" + QByteArray(10'000, 'x') + "\"}",
        "bad_name");
    row("a room of control characters", R"({"type":"join","room":"a\u0000b"})", "bad_name");
    row("a room that turns the text around", R"({"type":"join","room":"a\u202eb"})", "bad_name");
    row("a direct conversation", R"({"type":"join","room":"@ann"})", "bad_name");
    row("history before a negative seq", R"({"type":"history","before":-1})", "bad_field");
    row("history after a negative seq", R"({"type":"history","after":-1})", "bad_field");
    row("a negative limit", R"({"type":"history","limit":-5})", "bad_field");
    row("a seq beyond 64 bits", R"({"type":"history","before":1e300})", "bad_field");
    row("history of a room never joined", R"({"type":"history","room":"elsewhere"})", "not_joined");
    row("users of a room never joined", R"({"type":"users","room":"elsewhere"})", "not_joined");
    row("typing in a room never joined", R"({"type":"typing","room":"elsewhere"})", "not_joined");
    row("leaving a room never joined", R"({"type":"leave","room":"elsewhere"})", "not_joined");
    row("since and limit", R"({"type":"join","room":"general","since":1,"limit":5})", "bad_field");
    row("a negative since", R"({"type":"join","room":"general","since":-1})", "bad_field");
    row("a reply to what is not there", R"({"type":"text","content":"x","reply_to":999,"id":"9"})",
        "no_such_message", "9");
    row("what was never said is read", R"({"type":"read","seq":999,"id":"10"})", "no_such_message",
        "10");
    row("a topic of 1 KiB and one", R"({"type":"topic","topic":")" + QByteArray(1025, 'x') + "\"}",
        "too_long");
    row("hello again", R"({"type":"hello","username":"bob","id":"11"})", "bad_frame", "11");
    row("half a surrogate pair", R"({"type":"text","content":"\ud83d"})", "bad_json");
    row("the largest frame that is read",
        R"({"type":"text","content":")" + QByteArray(65536 - 28, ' ') + "\"}", "too_long");
}

void BadInputTest::aFrameThatIsRefused()
{
    QFETCH(QByteArray, json);
    const auto talker = Talker::join(*m_server, "ann", "general");
    QVERIFY(talker);
    talker->say(json);
    const auto error = talker->next();
    QCOMPARE(error.value(u"type").toString(), u"error"_s);
    QTEST(error.value(u"code").toString(), "code");
    QTEST(error.value(u"id").toString(), "id");
    const QString sentence = error.value(u"content").toString();
    QVERIFY2(sentence.endsWith(u'.') && sentence.size() > 10 && sentence.size() < 300,
        qPrintable(sentence));
    QVERIFY(talker->untilPong().isEmpty()); // it lives, and nothing else was told
    QCOMPARE(toldToTheWitness(), QStringList());
}

void BadInputTest::aHelloThatIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("code");
    const auto row = [](const QByteArray& fields, const char* code) {
        QTest::newRow(fields.left(60).constData())
            << R"({"type":"hello",)" + fields + '}' << QString::fromLatin1(code);
    };
    row(R"("username":"ann","protocol":2)", "unsupported");
    row(R"("username":"ann","protocol":"1")", "bad_field");
    row(R"("username":"ann","password":"x")", "unsupported");
    row(R"("protocol":1)", "bad_field");
    row(R"("username":"")", "bad_name");
    row(R"("username":" ann")", "bad_name");
    row(R"("username":"@ann")", "bad_name");
    row(R"("username":"a\nb")", "bad_name");
    row(R"("username":"a\u200bb")", "bad_name");
    row(R"("username":")" + QByteArray(33, 'x') + '"', "bad_name");
    row(R"("username":")" + QByteArray(60'000, 'x') + '"', "bad_name");
    row(R"("username":"ann","resume":{"general":-1})", "bad_field");
    row(R"("username":"ann","resume":[])", "bad_field");
}

void BadInputTest::aHelloThatIsRefused()
{
    QFETCH(QByteArray, json);
    Talker talker(*m_server);
    talker.say(json);
    const auto error = talker.next();
    QCOMPARE(error.value(u"type").toString(), u"error"_s);
    QTEST(error.value(u"code").toString(), "code");
    // A second try is welcome.
    talker.say(R"({"type":"hello","protocol":1,"username":"ann"})");
    QCOMPARE(Talker::summary(talker.next()), u"welcome"_s);
}

void BadInputTest::beforeHelloNothingIsDone()
{
    Talker talker(*m_server);
    for (const char* json : { R"({"type":"text","room":"general","content":"x"})",
             R"({"type":"join","room":"general"})", R"({"type":"ping"})", R"({"type":"rooms"})",
             R"({"type":"create","room":"x"})", R"({"type":"history"})" }) {
        talker.say(json);
        QCOMPARE(Talker::summary(talker.next()), u"error:forbidden"_s);
    }
    QCOMPARE(toldToTheWitness(), QStringList());
}

void BadInputTest::whatEndsTheConnection_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const QByteArray& bytes, int code) {
        QTest::newRow(name) << bytes << code;
    };
    row("unmasked", RawFrame { RawFrame::Text, "x", true, 0, false }.toBytes(), 1002);
    row("reserved bits", RawFrame { RawFrame::Text, "x", true, 4 }.toBytes(), 1002);
    row("a reserved opcode", RawFrame { 3, "x" }.toBytes(), 1002);
    row("a continuation of nothing", RawFrame { RawFrame::Continuation, "x" }.toBytes(), 1002);
    row("a fragmented ping", RawFrame { RawFrame::Ping, "x", false }.toBytes(), 1002);
    row("a close code that must not be sent", RawFrame::close(1005).toBytes(), 1002);
    row("invalid UTF-8", RawFrame::text("\xc3\x28").toBytes(), 1007);
    row("a gibibyte declared",
        RawFrame { RawFrame::Binary, "x", true, 0, true, quint64(1) << 30 }.toBytes(), 1009);
    row("64 KiB and one", RawFrame::text(QByteArray(65537, 'x')).toBytes(), 1009);
    row("64 KiB and one in fragments",
        RawFrame { RawFrame::Text, QByteArray(65536, 'x'), false }.toBytes()
            + RawFrame { RawFrame::Continuation, "x" }.toBytes(),
        1009);
    row("a goodbye", RawFrame::close(1000, "bye").toBytes(), 1000);
    row("a goodbye of a program's own", RawFrame::close(4321).toBytes(), 4321);
    row("a goodbye without a code", RawFrame { RawFrame::Close, "" }.toBytes(), 1000);
}

void BadInputTest::whatEndsTheConnection()
{
    QFETCH(QByteArray, bytes);
    for (const char* path : { "/ws?username=ann", "/ws", "/echo" }) {
        Talker talker(*m_server, path);
        talker.peer().send(bytes);
        QTEST(talker.peer().readClose().value_or(0), "code");
        QVERIFY(talker.peer().waitForEnd());
    }
    QCOMPARE(toldToTheWitness(), QStringList());
}

void BadInputTest::aMegabyteOfContentIsToldAndClosed()
{
    const auto talker = Talker::join(*m_server, "ann", "general");
    talker->sayText("general", QByteArray(1 << 20, 'x'), "big");
    const auto error = talker->next();
    QCOMPARE(Talker::summary(error), u"error:too_long"_s);
    QVERIFY(talker->next().isEmpty());
    QCOMPARE(talker->closeCode, 1009);
}

namespace {

std::unique_ptr<EmbeddedServer> limitedServer()
{
    auto server = std::make_unique<EmbeddedServer>([](ServerConfig& config) {
        config.inMemory = true;
        config.rateLimited = true;
    });
    return server->start() ? std::move(server) : nullptr;
}

/// The code that ends it, 0 where it lives after `rounds`.
int flood(Talker& talker, const QByteArray& frames, int rounds)
{
    for (int i = 0; i < rounds && talker.peer().isConnected(); ++i) {
        talker.peer().send(frames);
        QCoreApplication::processEvents();
    }
    talker.say(R"({"type":"ping","id":"alive"})");
    for (auto event = talker.next(); !event.isEmpty(); event = talker.next()) {
        if (event.value(u"id").toString() == u"alive"_s) {
            return 0;
        }
    }
    return talker.closeCode;
}

} // namespace

void BadInputTest::aPersistentFlooderIsClosed()
{
    const auto server = limitedServer();
    const auto talker = Talker::join(*server, "ann", "general");
    // A signal now and then, which is within its own rate, does not save it.
    const QByteArray text = RawFrame::text(R"({"type":"text","content":"x"})").toBytes();
    const QByteArray typing = RawFrame::text(R"({"type":"typing"})").toBytes();
    QCOMPARE(flood(*talker, text.repeated(50) + typing, 10), 4029);
}

void BadInputTest::aFlooderOfNonsenseIsClosed()
{
    const auto server = limitedServer();
    int number = 0;
    for (const QByteArray& frame :
        { RawFrame::text("{").toBytes(), RawFrame { RawFrame::Binary, "x" }.toBytes(),
            RawFrame::text(R"({"type":"dance"})").toBytes() }) {
        const auto talker = Talker::join(*server, "ann" + QByteArray::number(++number), "general");
        QCOMPARE(flood(*talker, frame.repeated(100), 20), 4029);
    }
}

void BadInputTest::oneThatHeedsTheLimitIsNot()
{
    const auto server = limitedServer();
    const auto talker = Talker::join(*server, "ann", "general");
    int stored = 0;
    for (int i = 0; i < 30; ++i) {
        talker->sayText("general", "x", QByteArray::number(i));
        const auto answer = talker->next();
        if (answer.value(u"type").toString() == u"text"_s) {
            ++stored;
            continue;
        }
        QCOMPARE(answer.value(u"code").toString(), u"rate_limited"_s);
        QCOMPARE(answer.value(u"id").toString(), QString::number(i));
        const double wait = answer.value(u"retry_after").toDouble();
        QVERIFY(wait > 0 && wait <= 0.2);
        QTest::qWait(static_cast<int>(wait * 1000) + 1);
        --i;
    }
    QCOMPARE(stored, 30);
}

QTEST_GUILESS_MAIN(BadInputTest)
#include "tst_badinput.moc"
