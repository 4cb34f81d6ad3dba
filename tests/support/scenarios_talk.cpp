// SPDX-License-Identifier: GPL-3.0-or-later
//
// People who talk: what anyone sees of anyone else while the network is good.
#include "messages/limits.h"
#include "tests/support/scenario.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace landline::support {

namespace {

void twoUsersTalk(Stage& stage)
{
    stage.step(u"ann and bob enter a room"_s);
    const RoomName room = stage.room();
    SimulatedUser& ann = stage.member(u"ann"_s, room);
    SimulatedUser& bob = stage.member(u"bob"_s, room);

    stage.step(u"ann says hello; her echo bears her id and bob reads the same"_s);
    const EventId id = ann.say(room, u"hello"_s);
    const event::Text echo = ann.expectText(room, u"hello"_s);
    const event::Text heard = bob.expectText(room, u"hello"_s);
    stage.check(echo.id == id, u"the echo bears another id"_s);
    stage.check(
        echo.seq == Seq { 1 }, u"the first message of a room is seq %1"_s.arg(echo.seq.value));
    stage.check(
        heard.seq == echo.seq && heard.timestamp == echo.timestamp && heard.username == ann.name(),
        u"bob was told otherwise than ann"_s);

    stage.step(u"bob answers with lines, Markdown, Chinese, Hebrew and emoji, to the letter"_s);
    const QString content
        = u"**so**:\n\n  `x < y && \"z\"` \\ \t 你好 שלום 👩‍👩‍👧 e\u0301 \u2028 end"_s;
    bob.say(room, content);
    stage.spread(room, content, { &ann, &bob });

    stage.step(u"the longest message passes"_s);
    const QString longest(limits::content, u'x');
    ann.say(room, longest);
    stage.spread(room, longest, { &ann, &bob });

    stage.step(u"ten messages without waiting, both at once: one order for both"_s);
    for (int i = 0; i < 5; ++i) {
        ann.say(room, u"a%1"_s.arg(i));
        bob.say(room, u"b%1"_s.arg(i));
    }
    stage.check(waitUntil([&] { return ann.unacknowledged() + bob.unacknowledged() == 0; }),
        u"not every message had its echo"_s);
    stage.agree(room, { &ann, &bob });
    stage.check(ann.record(room).last() == Seq { 13 }, u"13 messages end at another seq"_s);
}

bool isOf(const SimulatedUser& user, const UserName& name)
{
    return user.name() == name;
}

void joinLeaveUserList(Stage& stage)
{
    const RoomName room = stage.room();
    const auto aboutBob
        = [&](const auto& e) { return e.room == room && e.username == stage.name(u"bob"_s); };
    stage.step(u"ann enters; bob enters, and ann is told once"_s);
    SimulatedUser& ann = stage.member(u"ann"_s, room);
    SimulatedUser& bob = stage.session(u"bob"_s);
    bob.join(room);
    const auto list = bob.expect<event::UserList>(u"the list"_s, [](auto&) { return true; });
    stage.check(list.users == QList { ann.name(), bob.name() }, u"the list is not ann and bob"_s);
    const auto join = ann.expect<event::Join>(u"bob's coming"_s, aboutBob);
    stage.check(!join.content.isEmpty(), u"a join has no sentence"_s);

    stage.step(u"bob's second device enters and leaves: nobody is told, and he is listed once"_s);
    SimulatedUser& phone = stage.user(u"bob"_s);
    phone.openSession();
    stage.check(phone.waitUntilLive(), u"the second device was not welcomed"_s);
    const auto rooms = phone.welcome()->rooms;
    stage.check(
        std::any_of(rooms.begin(), rooms.end(), [&](auto& info) { return info.room == room; }),
        u"the room that bob is a member of is not in the welcome of his second device"_s);
    bob.say(room, u"from the desk"_s);
    stage.spread(room, u"from the desk"_s, { &ann, &bob, &phone });
    const EventId asked = ann.send(request::Users { room });
    const auto members
        = ann.expect<event::Users>(u"the members"_s, [&](auto& e) { return e.id == asked; });
    stage.check(
        members.users.size() == 2, u"%1 members are told of, not 2"_s.arg(members.users.size()));
    phone.close();
    stage.check(phone.waitUntilClosed(), u"the phone's connection did not close"_s);
    bob.say(room, u"still here"_s);
    stage.spread(room, u"still here"_s, { &ann });
    stage.check(!ann.take<event::Join>(aboutBob) && !ann.take<event::Leave>(aboutBob),
        u"ann was told of bob's second device"_s);

    stage.step(
        u"bob's last connection ends: ann is told that he left, and that he remains a member"_s);
    bob.close();
    const auto leave = ann.expect<event::Leave>(u"bob's going"_s, aboutBob);
    stage.check(leave.remainsMember, u"he is told as no member any more"_s);
    const EventId again = ann.send(request::Users { room });
    const auto absent
        = ann.expect<event::Users>(u"the members"_s, [&](auto& e) { return e.id == again; });
    const auto presence = [&](const SimulatedUser& user) {
        for (const event::Member& member : absent.users) {
            if (isOf(user, member.username))
                return member.presence;
        }
        throw ExpectationFailed("a member is not in the list of members");
    };
    stage.check(presence(ann) == event::Presence::Online, u"ann is told as offline"_s);
    stage.check(presence(bob) == event::Presence::Offline, u"bob is told as online"_s);

    stage.step(u"bob returns: he is in the room without joining; he leaves it for good"_s);
    bob.openSession();
    stage.check(bob.waitUntilLive(), u"bob was not welcomed again"_s);
    ann.expect<event::Join>(u"bob's return"_s, aboutBob);
    bob.leave(room);
    stage.check(!ann.expect<event::Leave>(u"bob's leave"_s, aboutBob).remainsMember,
        u"he remains a member"_s);
    bob.expectFailure(bob.say(room, u"let me in"_s), ErrorCode::NotJoined);
}

void typingExpires(Stage& stage)
{
    const RoomName room = stage.room();
    ManualClock clock;
    stage.step(u"bob types and ann sees it"_s);
    SimulatedUser& ann = stage.member(u"ann"_s, room);
    SimulatedUser& bob = stage.member(u"bob"_s, room);
    ann.setClock(&clock);
    const auto annSees = [&](const QList<UserName>& names) {
        stage.check(
            waitUntil([&] { return ann.typing(room) == names; }), u"ann does not see who types"_s);
    };
    bob.type(room);
    annSees({ bob.name() });

    stage.step(u"after 6 s without more of it ann forgets it"_s);
    clock.advance(limits::typingExpiry);
    annSees({});

    stage.step(u"bob types again and stops"_s);
    bob.type(room);
    annSees({ bob.name() });
    bob.type(room, false);
    annSees({});

    stage.step(
        u"what he says ends it too; the typing was told to others alone, and never stored"_s);
    bob.type(room);
    annSees({ bob.name() });
    bob.say(room, u"done"_s);
    const event::Text text = ann.expectText(room, u"done"_s);
    annSees({});
    stage.check(text.seq == Seq { 1 }, u"typing took a seq"_s);
    bob.expectText(room, u"done"_s);
    stage.check(
        !bob.take<event::Typing>([](auto&) { return true; }), u"bob was told of his own typing"_s);
}

void simpleAndSession(Stage& stage)
{
    const RoomName room = stage.room();
    stage.step(u"sim comes by the query alone and is joined at once, sue by a session"_s);
    SimulatedUser& sim = stage.simple(u"sim"_s, room);
    SimulatedUser& sue = stage.member(u"sue"_s, room);
    sim.expect<event::Join>(u"sue's coming"_s, [&](auto& e) { return e.username == sue.name(); });
    sim.expect<event::UserList>(u"a new list with both"_s, [&](auto& e) {
        return e.users == QList { sim.name(), sue.name() };
    });

    stage.step(u"they talk"_s);
    sim.say(room, u"no id at all"_s);
    stage.spread(room, u"no id at all"_s, { &sim, &sue });
    sue.say(room, u"with an id"_s);
    stage.spread(room, u"with an id"_s, { &sim, &sue });

    stage.step(u"sim is seen typing, and sees it"_s);
    sim.type(room);
    sue.expect<event::Typing>(u"sim's typing"_s, [&](auto& e) { return e.username == sim.name(); });
    sue.type(room);
    sim.expect<event::Typing>(u"sue's typing"_s, [&](auto& e) { return e.username == sue.name(); });

    stage.step(u"a simple connection asks for history in its query"_s);
    SimulatedUser& old = stage.simple(u"old"_s, room, 1);
    const auto history = old.expect<event::History>(u"the history"_s, [](auto&) { return true; });
    stage.check(history.events.size() == 1 && history.last == Seq { 2 }, u"not the newest one"_s);

    stage.step(u"sim goes: sue is told, and he was no member"_s);
    sim.close();
    const auto leave = sue.expect<event::Leave>(
        u"sim's going"_s, [&](auto& e) { return e.username == sim.name(); });
    stage.check(!leave.remainsMember, u"a simple connection is told as a member that remains"_s);
}

void manyRoomsOneConnection(Stage& stage)
{
    const RoomName kitchen = stage.room(u"kitchen"_s);
    const RoomName office = stage.room(u"office"_s);
    stage.step(u"ann makes a room with a topic; it is among the rooms that bob may join"_s);
    SimulatedUser& ann = stage.session(u"ann"_s);
    SimulatedUser& bob = stage.session(u"bob"_s);
    const EventId made = ann.send(request::Create { kitchen, u"tea"_s, false });
    const auto created
        = ann.expect<event::RoomCreated>(u"the room"_s, [&](auto& e) { return e.id == made; });
    stage.check(created.room.topic == u"tea"_s, u"its topic is another"_s);
    bob.send(request::Rooms {});
    const auto rooms = bob.expect<event::Rooms>(u"the rooms"_s, [](auto&) { return true; });
    stage.check(std::any_of(rooms.rooms.begin(), rooms.rooms.end(),
                    [&](auto& r) { return r.room == kitchen; }),
        u"the new room is not among them"_s);

    stage.step(
        u"both are in two rooms on one connection, and what is said in one is not seen in the other"_s);
    stage.enter(ann, office);
    stage.enter(bob, office);
    stage.enter(bob, kitchen);
    ann.say(kitchen, u"tea?"_s);
    ann.say(office, u"work!"_s);
    stage.check(bob.expectText(kitchen, u"tea?"_s).room == kitchen, u"wrong room"_s);
    stage.spread(office, u"work!"_s, { &bob });
    stage.check(bob.record(office).texts().size() == 1, u"the office heard more"_s);

    stage.step(u"a room is the same without regard to case"_s);
    const RoomName loud = RoomName::fromString(kitchen.toString().toUpper()).value();
    bob.say(loud, u"TEA!"_s);
    stage.spread(kitchen, u"TEA!"_s, { &ann, &bob });

    stage.step(u"a topic is set, told to all, and has a seq like any event of the room"_s);
    const Seq before = bob.record(kitchen).last();
    bob.send(request::Topic { kitchen, u"coffee"_s });
    const auto topic
        = ann.expect<event::Topic>(u"the topic"_s, [&](auto& e) { return e.room == kitchen; });
    stage.check(
        topic.topic == u"coffee"_s && topic.seq == before.next(), u"another topic or seq"_s);

    stage.step(
        u"ann's other device is told what she has read, and her next welcome counts from there"_s);
    SimulatedUser& phone = stage.session(u"ann"_s);
    ann.send(request::Read { kitchen, topic.seq });
    const auto read
        = phone.expect<event::Read>(u"ann's reading"_s, [&](auto& e) { return e.room == kitchen; });
    stage.check(read.seq == topic.seq, u"up to another seq"_s);
    bob.say(kitchen, u"one more"_s);
    stage.spread(kitchen, u"one more"_s, { &ann, &phone, &bob });
    SimulatedUser& tablet = stage.session(u"ann"_s);
    for (const event::RoomInfo& info : tablet.welcome()->rooms) {
        if (info.room == kitchen)
            stage.check(
                info.readSeq == topic.seq && info.unread == 1, u"%1 unread"_s.arg(info.unread));
    }
}

void fiftyUsersFiveRooms(Stage& stage)
{
    constexpr int people = 50;
    constexpr int roomCount = 5;
    constexpr int each = 4;
    QList<RoomName> rooms;
    for (int i = 0; i < roomCount; ++i)
        rooms.append(stage.room(u"room%1"_s.arg(i)));

    stage.step(u"50 people enter, 10 to each of 5 rooms"_s);
    QList<QList<SimulatedUser*>> crowds(roomCount);
    for (int i = 0; i < people; ++i)
        crowds[i % roomCount].append(&stage.member(u"user%1"_s.arg(i), rooms[i % roomCount]));

    stage.step(u"each says 4 things without waiting"_s);
    for (int word = 0; word < each; ++word) {
        for (int i = 0; i < people; ++i)
            crowds[i % roomCount][i / roomCount]->say(
                rooms[i % roomCount], u"%1 of %2"_s.arg(word).arg(i));
    }

    stage.step(u"each has seen the 40 of the own room, in one order, and nothing of the others"_s);
    constexpr int expected = people / roomCount * each;
    for (int r = 0; r < roomCount; ++r) {
        for (const SimulatedUser* user : crowds[r]) {
            waitUntil([&] { return user->record(rooms[r]).entries().size() >= expected; });
            stage.check(user->record(rooms[r]).entries().size() >= expected,
                u"%1 has seen %2 of %3"_s.arg(user->name().toString())
                    .arg(user->record(rooms[r]).entries().size())
                    .arg(expected));
            QSet<QString> contents;
            for (const event::Text& text : user->record(rooms[r]).texts())
                contents.insert(text.content);
            stage.check(
                contents.size() == expected && user->record(rooms[r]).last() == Seq { expected },
                u"%1 has seen %2 different ones"_s.arg(user->name().toString())
                    .arg(contents.size()));
            for (const RoomName& other : rooms)
                stage.check(other == rooms[r] || user->record(other).entries().isEmpty(),
                    u"another room's message came"_s);
        }
        stage.agree(rooms[r], crowds[r]);
    }
}

} // namespace

QList<Scenario> talkScenarios()
{
    return {
        { u"two-users-talk"_s, u"two people in a room read each other, in one order"_s,
            twoUsersTalk },
        { u"join-leave-user-list"_s,
            u"who comes and goes is told once per user, whatever the devices"_s,
            joinLeaveUserList },
        { u"typing-expires"_s, u"typing is told to others and forgotten after 6 s"_s,
            typingExpires },
        { u"simple-and-session"_s, u"both ways to begin meet in one room"_s, simpleAndSession },
        { u"many-rooms-one-connection"_s, u"rooms, topics and reading on one connection"_s,
            manyRoomsOneConnection },
        { u"fifty-users-five-rooms"_s, u"exact delivery: each message once to each of its room"_s,
            fiftyUsersFiveRooms },
    };
}

} // namespace landline::support
