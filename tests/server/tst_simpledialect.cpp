// SPDX-License-Identifier: GPL-3.0-or-later
// The simple way to begin (PROTOCOL.md section 2), and the echo, frame by frame.
#include "tests/server/eachtransport.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline::server;
using namespace landline::server::testing;

class SimpleDialectTest final : public OnEachTransport {
    Q_OBJECT

private Q_SLOTS:
    void whatIsSaidBehindTheHandshakeIsHeard();
    void aSimpleConnectionSaysAndHears();
    void aSimpleConnectionIsToldFewTypes();
    void aSimpleConnectionGetsHistoryIfAsked();
    void aSimpleConnectionMayDoLittle();
    void namelessOnesGetANumber();
    void simpleListsAreCoalesced();
    void echoSendsBackTextAndBinary();

private:
    void adjust(ServerConfig& config) const override { config.userListInterval = 100ms; }
};

void SimpleDialectTest::whatIsSaidBehindTheHandshakeIsHeard()
{
    RawPeer peer(m_server->url());
    peer.send(peer.upgradeRequest("/ws?username=ann&room=general")
        + RawFrame::text(R"({"type":"text","content":"early"})").toBytes());
    QCOMPARE(peer.readResponse()->status, 101);
    const auto list = peer.readFrame();
    QVERIFY(list && list->payload.contains("user_list"));
    const auto text = peer.readFrame();
    QVERIFY(text && text->payload.contains("early"));
}

void SimpleDialectTest::aSimpleConnectionSaysAndHears()
{
    const auto ann = Talker::simple(*m_server, "ann");
    const auto bob = Talker::join(*m_server, "bob", "general");
    ann->say(R"({"type":"text","content":"hi"})");
    for (auto* talker : { ann.get(), bob.get() }) {
        const auto text = talker->nextOf(u"text");
        QCOMPARE(text.value(u"content").toString(), u"hi"_s);
        QCOMPARE(text.value(u"username").toString(), u"ann"_s);
        QCOMPARE(text.value(u"room").toString(), u"general"_s);
        QCOMPARE(text.value(u"seq").toInt(), 1);
        QVERIFY(!text.contains(u"id"));
        QVERIFY(text.value(u"guest").toBool());
        QVERIFY(text.value(u"timestamp").toString().endsWith(u'Z'));
    }
    bob->sayText("general", "ho", "b1");
    QCOMPARE(ann->nextOf(u"text").value(u"content").toString(), u"ho"_s);
}

void SimpleDialectTest::aSimpleConnectionIsToldFewTypes()
{
    const auto ann = Talker::simple(*m_server, "ann");
    const auto bob = Talker::join(*m_server, "bob", "general");
    bob->say(R"({"type":"topic","room":"general","topic":"t"})");
    bob->say(R"({"type":"read","room":"general","seq":1})");
    bob->say(R"({"type":"typing","room":"general"})");
    bob->sayText("general", "last");
    QStringList types;
    for (auto event = ann->next(); !event.isEmpty(); event = ann->next()) {
        types.append(event.value(u"type").toString());
        if (types.last() == u"text") {
            break;
        }
    }
    types.removeAll(u"user_list"_s);
    QCOMPARE(types, (QStringList { u"join"_s, u"typing"_s, u"text"_s }));
}

void SimpleDialectTest::aSimpleConnectionGetsHistoryIfAsked()
{
    const auto bob = Talker::join(*m_server, "bob", "general");
    for (int i = 1; i <= 5; ++i) {
        bob->sayText("general", QByteArray::number(i));
    }
    for (int i = 0; i < 5; ++i) {
        bob->nextOf(u"text");
    }
    Talker ann(*m_server, "/ws?username=ann&history=3");
    QCOMPARE(Talker::summary(ann.nextOf(u"history")), u"history:3-5"_s);
    bob->sayText("general", "6");
    QCOMPARE(Talker::summary(ann.nextOf(u"text")), u"text:6:6"_s);
    const auto none = Talker::simple(*m_server, "cid");
    none->say(R"({"type":"history","limit":2})");
    QCOMPARE(Talker::summary(none->nextOf(u"history")), u"history:5-6"_s);
}

void SimpleDialectTest::aSimpleConnectionMayDoLittle()
{
    const auto ann = Talker::simple(*m_server, "ann");
    for (const char* json : { R"({"type":"join","room":"other"})", R"({"type":"leave"})",
             R"({"type":"create","room":"x"})", R"({"type":"topic","topic":"t"})",
             R"({"type":"edit","seq":1,"content":"t"})", R"({"type":"delete","seq":1})",
             R"({"type":"react","seq":1,"emoji":"👍"})", R"({"type":"pin","seq":1})",
             R"({"type":"hello","username":"bob"})", R"({"type":"rooms"})",
             R"({"type":"users"})" }) {
        ann->say(json);
        const auto error = ann->nextOf(u"error");
        QCOMPARE(error.value(u"code").toString(), u"unsupported"_s);
        QVERIFY(error.value(u"content").toString().endsWith(u'.'));
    }
    ann->say(R"({"type":"text","room":"other","content":"x"})");
    QCOMPARE(ann->nextOf(u"error").value(u"code").toString(), u"not_joined"_s);
    ann->say(R"({"type":"text","room":"GENERAL","content":"still here"})");
    QCOMPARE(Talker::summary(ann->nextOf(u"text")), u"text:1:still here"_s);
}

void SimpleDialectTest::namelessOnesGetANumber()
{
    Talker first(*m_server, "/ws?room=general");
    const auto one = Talker::summary(first.nextOf(u"user_list"));
    QVERIFY2(one.startsWith(u"user_list:Anonymous"_s), qPrintable(one));
    Talker second(*m_server, "/ws?room=general&username=");
    QCOMPARE(Talker::summary(second.nextOf(u"user_list")).count(u"Anonymous"_s), 2);
}

void SimpleDialectTest::simpleListsAreCoalesced()
{
    const auto watcher = Talker::simple(*m_server, "watcher");
    std::vector<std::unique_ptr<Talker>> crowd(20);
    int number = 10;
    for (auto& one : crowd) {
        one = Talker::simple(*m_server, "user" + QByteArray::number(number++));
    }
    int joins = 0;
    int lists = 0;
    QJsonObject last;
    while (last.value(u"users").toArray().size() < 21) {
        const auto event = watcher->next();
        QVERIFY(!event.isEmpty());
        joins += event.value(u"type").toString() == u"join" ? 1 : 0;
        if (event.value(u"type").toString() == u"user_list") {
            ++lists;
            last = event;
        }
    }
    QCOMPARE(joins, 20);
    QVERIFY2(lists < 20, qPrintable(QString::number(lists)));
    QCOMPARE(last.value(u"users").toArray().first().toString(), u"user10"_s);
    crowd.clear();
    while (last.value(u"users").toArray().size() > 1) {
        last = watcher->nextOf(u"user_list");
        QVERIFY(!last.isEmpty());
    }
}

void SimpleDialectTest::echoSendsBackTextAndBinary()
{
    Talker echo(*m_server, "/echo");
    for (const int size : { 0, 1, 125, 126, 1000, 65535, 65536 }) {
        const QByteArray payload(size, 'x');
        for (const auto opcode : { RawFrame::Text, RawFrame::Binary }) {
            echo.peer().send(RawFrame { opcode, payload });
            const auto frame = echo.peer().readFrame();
            QVERIFY(frame);
            QCOMPARE(frame->opcode, static_cast<quint8>(opcode));
            QVERIFY(frame->payload == payload);
        }
    }
    echo.peer().send(RawFrame { RawFrame::Text, "no ", false }.toBytes()
        + RawFrame { RawFrame::Continuation, "JSON", true }.toBytes());
    QCOMPARE(echo.peer().readFrame()->payload, "no JSON");
}

QTEST_GUILESS_MAIN(SimpleDialectTest)
#include "tst_simpledialect.moc"
