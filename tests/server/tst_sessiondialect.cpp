// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions (PROTOCOL.md section 2) and what they may ask for, frame by frame.
#include "tests/server/eachtransport.h"

using namespace Qt::StringLiterals;
using namespace landline::server;
using namespace landline::server::testing;

class SessionDialectTest final : public OnEachTransport {
    Q_OBJECT

private Q_SLOTS:
    void requestsSentWithoutWaitingAreAnsweredInOrder();
    void refusalsKeepTheirPlaceAmongTheAnswers();
    void comingAndGoingIsToldOncePerUser();
    void leavingEndsItForAllDevices();
    void welcomeNamesTheRoomsAndIsLiveInThem();
    void theSameIdIsToldToTheSenderAlone();
    void theEchoBearsTheId();
    void typingIsToldToTheOthers();
    void readIsToldToOwnDevices();
    void createMakesAndRefuses();
    void aPrivateRoomIsNotThere();
    void topicsAreStoredAndTold();
    void theRoomMayBeLeftOutWhereThereIsOne();
};

namespace {

constexpr char helloAnn[] = R"({"type":"hello","protocol":1,"username":"ann"})";

} // namespace

void SessionDialectTest::requestsSentWithoutWaitingAreAnsweredInOrder()
{
    Talker talker(*m_server);
    QByteArray all;
    for (const QByteArray& json :
        { QByteArray(helloAnn), QByteArray(R"({"type":"join","room":"general"})"),
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

void SessionDialectTest::refusalsKeepTheirPlaceAmongTheAnswers()
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

void SessionDialectTest::comingAndGoingIsToldOncePerUser()
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

void SessionDialectTest::leavingEndsItForAllDevices()
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

void SessionDialectTest::welcomeNamesTheRoomsAndIsLiveInThem()
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
    const auto listed = welcome.value(u"rooms").toArray();
    for (const auto& room : listed) {
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

void SessionDialectTest::theSameIdIsToldToTheSenderAlone()
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

void SessionDialectTest::theEchoBearsTheId()
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

void SessionDialectTest::typingIsToldToTheOthers()
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

void SessionDialectTest::readIsToldToOwnDevices()
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

void SessionDialectTest::createMakesAndRefuses()
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

void SessionDialectTest::aPrivateRoomIsNotThere()
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

void SessionDialectTest::topicsAreStoredAndTold()
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

void SessionDialectTest::theRoomMayBeLeftOutWhereThereIsOne()
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

QTEST_GUILESS_MAIN(SessionDialectTest)
#include "tst_sessiondialect.moc"
