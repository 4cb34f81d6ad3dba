// SPDX-License-Identifier: GPL-3.0-or-later
// Both ways to begin (PROTOCOL.md section 2), frame by frame.
#include "tests/server/talker.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline::server;
using namespace landline::server::testing;

class DialectsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void cleanup();
    void requestsSentWithoutWaitingAreAnsweredInOrder();
    void refusalsKeepTheirPlaceAmongTheAnswers();
    void whatIsSaidBehindTheHandshakeIsHeard();
    void aSimpleConnectionSaysAndHears();
    void aSimpleConnectionIsToldFewTypes();
    void aSimpleConnectionGetsHistoryIfAsked();
    void aSimpleConnectionMayDoLittle();
    void namelessOnesGetANumber();
    void comingAndGoingIsToldOncePerUser();
    void leavingEndsItForAllDevices();
    void simpleListsAreCoalesced();
    void welcomeNamesTheRoomsAndIsLiveInThem();
    void resumeBringsWhatWasMissed();
    void joinSinceBringsWhatWasMissed();
    void aResyncOfTooMuchStartsAfresh();
    void aPageOfLongMessagesDoesNotCutOffItsReader();
    void manyQuestionsAtOnceCostLittle();
    void historyPages_data();
    void historyPages();
    void theSameIdIsToldToTheSenderAlone();
    void theEchoBearsTheId();
    void typingIsToldToTheOthers();
    void readIsToldToOwnDevices();
    void createMakesAndRefuses();
    void aPrivateRoomIsNotThere();
    void topicsAreStoredAndTold();
    void echoSendsBackTextAndBinary();
    void theRoomMayBeLeftOutWhereThereIsOne();

private:
    std::unique_ptr<EmbeddedServer> m_server;
};

void DialectsTest::initTestCase_data()
{
    QTest::addColumn<bool>("portable");
    QTest::newRow("the quickest") << false;
    QTest::newRow("portable") << true;
}

void DialectsTest::init()
{
    QFETCH_GLOBAL(bool, portable);
    m_server = std::make_unique<EmbeddedServer>([portable](ServerConfig& config) {
        config.portableSockets = portable;
        config.inMemory = true;
        config.userListInterval = 100ms;
    });
    QVERIFY(m_server->start());
}

void DialectsTest::cleanup()
{
    m_server.reset();
}

namespace {

const QByteArray helloAnn = R"({"type":"hello","protocol":1,"username":"ann"})";

} // namespace

void DialectsTest::requestsSentWithoutWaitingAreAnsweredInOrder()
{
    Talker talker(*m_server);
    QByteArray all;
    for (const QByteArray& json : { helloAnn, QByteArray(R"({"type":"join","room":"general"})"),
             QByteArray(R"({"type":"text","room":"general","content":"one"})"),
             QByteArray(R"({"type":"join","room":"other"})"),
             QByteArray(R"({"type":"text","room":"other","content":"two"})"),
             QByteArray(R"({"type":"leave","room":"other"})"),
             QByteArray(R"({"type":"text","room":"other","content":"three"})") }) {
        all += RawFrame::text(json).toBytes();
    }
    talker.peer().send(all);
    QStringList events;
    while (events.isEmpty() || events.last() != u"error:not_joined"_s) {
        const auto event = talker.next();
        QVERIFY(!event.isEmpty());
        events.append(Talker::summary(event));
    }
    QVERIFY2(events.indexOf(u"welcome"_s) == 0, qPrintable(events.join(u' ')));
    events.removeAll(
        u"history:0-0"_s); // may come when it likes, so long as it is before what is said later
    events.removeAll(u"history:1-1"_s);
    events.sort();
    QVERIFY2(events.contains(u"text:1:one"_s) && events.contains(u"text:1:two"_s),
        qPrintable(events.join(u' ')));
    QCOMPARE(events.count(u"user_list:ann"_s), 2);
}

void DialectsTest::refusalsKeepTheirPlaceAmongTheAnswers()
{
    Talker talker(*m_server);
    talker.peer().send(RawFrame::text(helloAnn).toBytes() + RawFrame::text("{").toBytes()
        + RawFrame { RawFrame::Binary, "x" }.toBytes()
        + RawFrame::text(R"({"type":"text","room":"nowhere","content":"x"})").toBytes());
    QStringList events;
    for (int i = 0; i < 4; ++i) {
        events.append(Talker::summary(talker.next()));
    }
    QCOMPARE(events,
        (QStringList {
            u"welcome"_s, u"error:bad_json"_s, u"error:bad_frame"_s, u"error:not_joined"_s }));
}

void DialectsTest::whatIsSaidBehindTheHandshakeIsHeard()
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

void DialectsTest::aSimpleConnectionSaysAndHears()
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

void DialectsTest::aSimpleConnectionIsToldFewTypes()
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

void DialectsTest::aSimpleConnectionGetsHistoryIfAsked()
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

void DialectsTest::aSimpleConnectionMayDoLittle()
{
    const auto ann = Talker::simple(*m_server, "ann");
    for (const char* json : { R"({"type":"join","room":"other"})", R"({"type":"leave"})",
             R"({"type":"create","room":"x"})", R"({"type":"topic","topic":"t"})",
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

void DialectsTest::namelessOnesGetANumber()
{
    Talker first(*m_server, "/ws?room=general");
    const auto one = Talker::summary(first.nextOf(u"user_list"));
    QVERIFY2(one.startsWith(u"user_list:Anonymous"_s), qPrintable(one));
    Talker second(*m_server, "/ws?room=general&username=");
    QCOMPARE(Talker::summary(second.nextOf(u"user_list")).count(u"Anonymous"_s), 2);
}

void DialectsTest::comingAndGoingIsToldOncePerUser()
{
    const auto bob = Talker::join(*m_server, "bob", "general");
    auto first = Talker::join(*m_server, "ann", "general");
    auto second = Talker::join(*m_server, "ann", "general");
    auto third = Talker::simple(*m_server, "ann");
    QCOMPARE(bob->untilPong(), QStringList { u"join:ann"_s });
    QVERIFY(second->untilPong().isEmpty()); // nobody new came
    first.reset();
    third.reset();
    second->sayText("general", "still here");
    QCOMPARE(Talker::summary(bob->next()), u"text:1:still here"_s);
    second.reset();
    const auto leave = bob->next();
    QCOMPARE(Talker::summary(leave), u"leave:ann"_s);
    QVERIFY(bob->untilPong().isEmpty());
    bob->say(R"({"type":"users","room":"general"})");
    const auto users = bob->nextOf(u"users").value(u"users").toArray();
    QCOMPARE(users.size(), 2);
    QCOMPARE(users.at(0).toObject().value(u"username").toString(), u"ann"_s);
    QCOMPARE(users.at(0).toObject().value(u"presence").toString(), u"offline"_s);
}

void DialectsTest::leavingEndsItForAllDevices()
{
    const auto bob = Talker::join(*m_server, "bob", "general");
    const auto first = Talker::join(*m_server, "ann", "general");
    const auto second = Talker::join(*m_server, "ann", "general");
    first->say(R"({"type":"leave","room":"general","id":"l1"})");
    QCOMPARE(first->nextOf(u"leave").value(u"id").toString(), u"l1"_s);
    QVERIFY(!second->nextOf(u"leave").contains(u"id"));
    second->sayText("general", "x");
    QCOMPARE(second->next().value(u"code").toString(), u"not_joined"_s);
    QCOMPARE(bob->untilPong(), (QStringList { u"join:ann"_s, u"leave:ann"_s }));
    const auto again = Talker::hello(*m_server, "ann");
    again->sayText("general", "x");
    QCOMPARE(again->next().value(u"code").toString(), u"not_joined"_s);
}

void DialectsTest::simpleListsAreCoalesced()
{
    const auto watcher = Talker::simple(*m_server, "watcher");
    std::vector<std::unique_ptr<Talker>> crowd;
    for (int i = 0; i < 20; ++i) {
        crowd.push_back(Talker::simple(*m_server, "user" + QByteArray::number(10 + i)));
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

void DialectsTest::welcomeNamesTheRoomsAndIsLiveInThem()
{
    const auto bob = Talker::join(*m_server, "bob", "general");
    {
        const auto ann = Talker::join(*m_server, "ann", "general");
        ann->say(R"({"type":"join","room":"other"})");
        ann->nextOf(u"history");
    }
    bob->sayText("general", "for @ann");
    bob->nextOf(u"text");
    Talker ann(*m_server);
    ann.say(helloAnn);
    const auto welcome = ann.nextOf(u"welcome");
    QCOMPARE(welcome.value(u"username").toString(), u"ann"_s);
    QVERIFY(!welcome.value(u"server").toObject().value(u"id").toString().isEmpty());
    QCOMPARE(welcome.value(u"limits").toObject().value(u"content").toInt(), 16384);
    QHash<QString, QJsonObject> rooms;
    for (const auto& room : welcome.value(u"rooms").toArray()) {
        rooms.insert(room.toObject().value(u"room").toString(), room.toObject());
    }
    QCOMPARE(rooms.size(), 2);
    const auto general = rooms.value(u"general"_s);
    QCOMPARE(general.value(u"last_seq").toInt(), 1);
    QCOMPARE(general.value(u"unread").toInt(), 1);
    QCOMPARE(general.value(u"mentions").toInt(), 1);
    QCOMPARE(general.value(u"members").toInt(), 2);
    bob->sayText("general", "live");
    QCOMPARE(Talker::summary(ann.nextOf(u"text")), u"text:2:live"_s);
}

void DialectsTest::resumeBringsWhatWasMissed()
{
    const auto bob = Talker::join(*m_server, "bob", "general");
    Talker::join(*m_server, "ann", "general").reset();
    for (int i = 1; i <= 5; ++i) {
        bob->sayText("general", QByteArray::number(i));
        bob->nextOf(u"text");
    }
    Talker ann(*m_server);
    ann.say(R"({"type":"hello","protocol":1,"username":"ann","resume":{"GENERAL":2,"unknown":7}})");
    bob->sayText("general", "6");
    QStringList seen;
    while (seen.isEmpty() || !seen.last().endsWith(u":6"_s)) {
        const auto event = ann.next();
        QVERIFY(!event.isEmpty());
        seen.append(Talker::summary(event));
    }
    // The sixth either was there already when ann came, or is told behind the history.
    seen.removeAll(u"join:ann"_s);
    if (seen.size() == 2) {
        QCOMPARE(seen.last(), u"history:3-6"_s);
    } else {
        QCOMPARE(seen, (QStringList { u"welcome"_s, u"history:3-5"_s, u"text:6:6"_s }));
    }
}

void DialectsTest::joinSinceBringsWhatWasMissed()
{
    const auto bob = Talker::join(*m_server, "bob", "general");
    for (int i = 1; i <= 5; ++i) {
        bob->sayText("general", QByteArray::number(i));
        bob->nextOf(u"text");
    }
    const auto ann = Talker::hello(*m_server, "ann");
    const auto join = [&ann](const QByteArray& since) {
        ann->say(R"({"type":"join","room":"general",)" + since + R"(,"id":"j"})");
        const auto history = ann->nextOf(u"history");
        return Talker::summary(history)
            + (history.value(u"reset").toBool() ? u" reset"_s : QString())
            + (history.value(u"id").toString() == u"j"_s ? QString() : u" without its id"_s);
    };
    QCOMPARE(join(R"("since":0)"), u"history:1-5"_s);
    QCOMPARE(join(R"("since":4)"), u"history:5-5"_s);
    QCOMPARE(join(R"("since":5)"), u"history:0-0"_s);
    QCOMPARE(join(R"("since":6)"), u"history:1-5 reset"_s); // another past
    QCOMPARE(join(R"("limit":2)"), u"history:4-5"_s);
    QCOMPARE(join(R"("limit":0)"), u"history:0-0"_s);
}

void DialectsTest::aResyncOfTooMuchStartsAfresh()
{
    const auto bob = Talker::join(*m_server, "bob", "general");
    QByteArray all;
    for (int i = 1; i <= 1002; ++i) {
        all += RawFrame::text(
            R"({"type":"text","room":"general","content":")" + QByteArray::number(i) + "\"}")
                   .toBytes();
    }
    bob->peer().send(all);
    for (int i = 1; i <= 1002; ++i) {
        QCOMPARE(bob->nextOf(u"text").value(u"seq").toInt(), i);
    }
    const auto ann = Talker::hello(*m_server, "ann");
    ann->say(R"({"type":"join","room":"general","since":1})");
    const auto reset = ann->nextOf(u"history");
    QVERIFY(reset.value(u"reset").toBool());
    QCOMPARE(Talker::summary(reset), u"history:903-1002"_s);
    ann->say(R"({"type":"join","room":"general","since":2})");
    qint64 next = 3;
    while (next <= 1002) {
        const auto page = ann->nextOf(u"history");
        QVERIFY(!page.isEmpty());
        QVERIFY(!page.value(u"reset").toBool());
        QCOMPARE(page.value(u"first").toInteger(), next);
        next = page.value(u"last").toInteger() + 1;
        QCOMPARE(page.value(u"more").toBool(), next <= 1002);
    }
}

void DialectsTest::aPageOfLongMessagesDoesNotCutOffItsReader()
{
    const auto bob = Talker::join(*m_server, "bob", "general");
    constexpr int count = 200;
    for (int i = 0; i < count; ++i) {
        bob->sayText("general", QByteArray(16'000, 'x'));
        QCOMPARE(bob->nextOf(u"text").value(u"seq").toInt(), i + 1);
    }
    const auto ann = Talker::join(*m_server, "ann", "general");
    // All of it, whatever the size of the pages.
    qint64 before = count + 1;
    int pages = 0;
    while (before > 1) {
        ann->say(R"({"type":"history","room":"general","limit":200,"before":)"
            + QByteArray::number(before) + '}');
        const auto page = ann->nextOf(u"history");
        QVERIFY2(!page.isEmpty(), qPrintable(QString::number(ann->closeCode)));
        QCOMPARE(page.value(u"last").toInteger(), before - 1);
        before = page.value(u"first").toInteger();
        QCOMPARE(page.value(u"more").toBool(), before > 1);
        ++pages;
    }
    QVERIFY(pages > 1);
}

void DialectsTest::manyQuestionsAtOnceCostLittle()
{
    const auto bob = Talker::join(*m_server, "bob", "general");
    for (int i = 0; i < 100; ++i) {
        bob->sayText("general", QByteArray(10'000, 'x'));
        bob->nextOf(u"text");
    }
    // A megabyte a page, asked for 500 times in one breath, and all of it is read.
    QByteArray all;
    for (int i = 0; i < 500; ++i) {
        all += RawFrame::text(
            R"({"type":"history","limit":100,"id":")" + QByteArray::number(i) + "\"}")
                   .toBytes();
    }
    bob->peer().send(all);
    for (int i = 0; i < 500; ++i) {
        const auto page = bob->nextOf(u"history");
        QVERIFY2(!page.isEmpty(), qPrintable(u"%1: %2"_s.arg(i).arg(bob->closeCode)));
        QCOMPARE(page.value(u"id").toString(), QString::number(i));
    }
}

void DialectsTest::historyPages_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("answer");
    const auto row = [](const char* fields, const char* answer) {
        QTest::newRow(fields) << QByteArray(fields) << QString::fromLatin1(answer);
    };
    row(R"("limit":3)", "history:8-10 more");
    row(R"("limit":10)", "history:1-10");
    row(R"("limit":200)", "history:1-10");
    row(R"("before":5)", "history:1-4");
    row(R"("before":5,"limit":2)", "history:3-4 more");
    row(R"("before":1)", "history:0-0");
    row(R"("before":999999)", "history:1-10");
    row(R"("before":9007199254740991,"limit":1)", "history:10-10 more");
    row(R"("after":7)", "history:8-10");
    row(R"("after":0,"limit":4)", "history:1-4 more");
    row(R"("after":10)", "history:0-0");
    row(R"("after":999999)", "history:0-0");
}

void DialectsTest::historyPages()
{
    QFETCH(QByteArray, fields);
    const auto bob = Talker::join(*m_server, "bob", "general");
    for (int i = 1; i <= 10; ++i) {
        bob->sayText("general", QByteArray::number(i));
    }
    for (int i = 1; i <= 10; ++i) {
        bob->nextOf(u"text");
    }
    bob->say(R"({"type":"history",)" + fields + '}');
    const auto page = bob->nextOf(u"history");
    QTEST(
        Talker::summary(page) + (page.value(u"more").toBool() ? u" more"_s : QString()), "answer");
}

void DialectsTest::theSameIdIsToldToTheSenderAlone()
{
    const auto bob = Talker::join(*m_server, "bob", "general");
    const auto ann = Talker::join(*m_server, "ann", "general");
    const auto other = Talker::join(*m_server, "ann", "general");
    ann->sayText("general", "first", "c1");
    ann->sayText("general", "changed", "c1");
    other->untilPong();
    other->sayText("general", "from elsewhere", "c1");
    const auto again = other->nextOf(u"text");
    QCOMPARE(Talker::summary(again), u"text:1:first"_s);
    QCOMPARE(again.value(u"id").toString(), u"c1"_s);
    ann->sayText("general", "second", "c2");
    QStringList seen;
    while (seen.isEmpty() || seen.last() != u"text:2:second"_s) {
        seen.append(Talker::summary(ann->next()));
    }
    QCOMPARE(seen, (QStringList { u"text:1:first"_s, u"text:1:first"_s, u"text:2:second"_s }));
    QCOMPARE(
        bob->untilPong(), (QStringList { u"join:ann"_s, u"text:1:first"_s, u"text:2:second"_s }));
}

void DialectsTest::theEchoBearsTheId()
{
    const auto ann = Talker::join(*m_server, "ann", "general");
    ann->sayText("general", "a", "c1-7");
    QCOMPARE(ann->nextOf(u"text").value(u"id").toString(), u"c1-7"_s);
    ann->say(R"({"type":"ping","id":"p"})");
    QCOMPARE(ann->next().value(u"id").toString(), u"p"_s);
    ann->say(R"({"type":"history","id":"h"})");
    QCOMPARE(ann->next().value(u"id").toString(), u"h"_s);
    ann->say(R"({"type":"users","id":"u"})");
    QCOMPARE(ann->next().value(u"id").toString(), u"u"_s);
    ann->say(R"({"type":"rooms","id":"r"})");
    QCOMPARE(ann->next().value(u"id").toString(), u"r"_s);
    ann->say(R"({"type":"text","id":"e","content":""})");
    QCOMPARE(ann->next().value(u"id").toString(), u"e"_s);
}

void DialectsTest::typingIsToldToTheOthers()
{
    const auto ann = Talker::join(*m_server, "ann", "general");
    const auto device = Talker::join(*m_server, "ann", "general");
    const auto bob = Talker::join(*m_server, "bob", "general");
    ann->untilPong();
    device->untilPong();
    ann->say(R"({"type":"typing","room":"general"})");
    const auto typing = bob->next();
    QCOMPARE(Talker::summary(typing), u"typing:ann"_s);
    QVERIFY(typing.value(u"active").toBool());
    ann->say(R"({"type":"typing","room":"general","active":false})");
    QVERIFY(!bob->next().value(u"active").toBool(true));
    QVERIFY(ann->untilPong().isEmpty());
    QVERIFY(device->untilPong().isEmpty());
    bob->say(R"({"type":"history"})");
    QCOMPARE(Talker::summary(bob->next()), u"history:0-0"_s); // never stored
}

void DialectsTest::readIsToldToOwnDevices()
{
    const auto ann = Talker::join(*m_server, "ann", "general");
    const auto device = Talker::join(*m_server, "ann", "general");
    const auto bob = Talker::join(*m_server, "bob", "general");
    bob->sayText("general", "x");
    ann->nextOf(u"text");
    device->nextOf(u"text");
    bob->nextOf(u"text");
    ann->say(R"({"type":"read","room":"general","seq":1})");
    const auto read = device->next();
    QCOMPARE(read.value(u"type").toString(), u"read"_s);
    QCOMPARE(read.value(u"seq").toInt(), 1);
    QVERIFY(bob->untilPong().isEmpty());
    ann->say(R"({"type":"read","room":"general","seq":2,"id":"r"})");
    QCOMPARE(Talker::summary(ann->next()), u"error:no_such_message"_s);
}

void DialectsTest::createMakesAndRefuses()
{
    const auto ann = Talker::hello(*m_server, "ann");
    ann->say(R"({"type":"create","room":"Plans","topic":"what comes","id":"c"})");
    const auto made = ann->nextOf(u"room");
    QCOMPARE(made.value(u"id").toString(), u"c"_s);
    QCOMPARE(made.value(u"room").toString(), u"Plans"_s);
    QCOMPARE(made.value(u"topic").toString(), u"what comes"_s);
    ann->sayText("plans", "hi");
    QCOMPARE(Talker::summary(ann->nextOf(u"text")), u"text:1:hi"_s);
    const auto bob = Talker::hello(*m_server, "bob");
    bob->say(R"({"type":"create","room":"PLANS","id":"c"})");
    const auto error = bob->next();
    QCOMPARE(error.value(u"code").toString(), u"name_taken"_s);
    QCOMPARE(error.value(u"id").toString(), u"c"_s);
    bob->sayText("plans", "hi");
    QCOMPARE(Talker::summary(bob->next()), u"error:not_joined"_s);
}

void DialectsTest::aPrivateRoomIsNotThere()
{
    const auto ann = Talker::hello(*m_server, "ann");
    ann->say(R"({"type":"create","room":"secret","private":true})");
    QVERIFY(ann->nextOf(u"room").value(u"private").toBool());
    const auto bob = Talker::hello(*m_server, "bob");
    bob->say(R"({"type":"join","room":"secret","id":"j"})");
    QCOMPARE(Talker::summary(bob->next()), u"error:no_such_room"_s);
    bob->say(R"({"type":"rooms"})");
    QVERIFY(bob->next().value(u"rooms").toArray().isEmpty());
    // Not over a simple connection either, not even under the member's name.
    for (const char* name : { "bob", "ann" }) {
        Talker guest(*m_server, "/ws?room=secret&username=" + QByteArray(name));
        QCOMPARE(Talker::summary(guest.next()), u"error:no_such_room"_s);
        QVERIFY(guest.next().isEmpty());
        QCOMPARE(guest.closeCode, 1008);
    }
    const auto device = Talker::hello(*m_server, "ann");
    ann->sayText("secret", "x");
    QCOMPARE(Talker::summary(device->nextOf(u"text")), u"text:1:x"_s);
}

void DialectsTest::topicsAreStoredAndTold()
{
    const auto ann = Talker::join(*m_server, "ann", "general");
    const auto bob = Talker::join(*m_server, "bob", "general");
    ann->say(R"({"type":"topic","topic":"today","id":"t"})");
    QCOMPARE(Talker::summary(bob->next()), u"topic:1:today"_s);
    QCOMPARE(ann->nextOf(u"topic").value(u"id").toString(), u"t"_s);
    const auto cid = Talker::join(*m_server, "cid", "general");
    cid->say(R"({"type":"rooms"})");
    QCOMPARE(cid->nextOf(u"rooms")
                 .value(u"rooms")
                 .toArray()
                 .first()
                 .toObject()
                 .value(u"topic")
                 .toString(),
        u"today"_s);
}

void DialectsTest::echoSendsBackTextAndBinary()
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

void DialectsTest::theRoomMayBeLeftOutWhereThereIsOne()
{
    const auto ann = Talker::hello(*m_server, "ann");
    ann->say(R"({"type":"text","content":"x"})");
    QCOMPARE(Talker::summary(ann->next()), u"error:not_joined"_s);
    ann->say(R"({"type":"join","room":"a"})");
    ann->nextOf(u"history");
    ann->say(R"({"type":"text","content":"x"})");
    QCOMPARE(Talker::summary(ann->next()), u"text:1:x"_s);
    ann->say(R"({"type":"join","room":"b"})");
    ann->nextOf(u"history");
    ann->say(R"({"type":"text","content":"x"})");
    QCOMPARE(Talker::summary(ann->next()), u"error:bad_field"_s);
}

QTEST_GUILESS_MAIN(DialectsTest)
#include "tst_dialects.moc"
