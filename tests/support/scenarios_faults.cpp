// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bad networks, restarts, and people who say or read too little or too much.
#include "tests/support/scenario.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace landline::support {

namespace {

bool isAcknowledged(const QList<SimulatedUser*>& users)
{
    return waitUntil(
        [&] {
            return std::all_of(users.begin(), users.end(),
                [](auto* user) { return user->isLive() && user->unacknowledged() == 0; });
        },
        2 * patience);
}

/// A member who comes through the stage's proxy and comes back by itself.
SimulatedUser& memberByProxy(Stage& stage, const QString& name, const RoomName& room)
{
    SimulatedUser& user = stage.user(name);
    user.setServer(stage.proxyUrl());
    user.setReconnecting(true);
    user.openSession();
    stage.check(user.waitUntilLive(), u"%1 was not welcomed"_s.arg(name));
    stage.enter(user, room);
    return user;
}

void say(SimulatedUser& user, const RoomName& room, const QString& what, int count)
{
    for (int i = 0; i < count; ++i)
        user.say(room, u"%1 %2"_s.arg(what).arg(i));
}

void cutAndResume(Stage& stage)
{
    const RoomName room = stage.room();
    stage.step(u"ann is near, bob behind a bad network"_s);
    SimulatedUser& ann = stage.member(u"ann"_s, room);
    SimulatedUser& bob = memberByProxy(stage, u"bob"_s, room);
    say(ann, room, u"before"_s, 2);
    stage.spread(room, u"before 1"_s, { &ann, &bob });

    stage.step(u"his network is gone; both speak on"_s);
    stage.proxy().setRefusing(true);
    stage.proxy().cut();
    stage.check(bob.waitUntilClosed(), u"bob noticed nothing"_s);
    say(ann, room, u"meanwhile"_s, 3);
    say(bob, room, u"offline"_s, 3);
    stage.check(isAcknowledged({ &ann }), u"ann was held up by bob"_s);

    stage.step(u"it is back: bob has what he missed, and what he said is there once"_s);
    stage.proxy().setRefusing(false);
    stage.check(isAcknowledged({ &bob }), u"bob's words had no echo"_s);
    stage.agree(room, { &ann, &bob });
    stage.check(ann.record(room).last() == Seq { 8 },
        u"8 messages end at seq %1"_s.arg(ann.record(room).last().value));

    stage.step(u"three cuts in the middle of sending, with bytes under way in both directions"_s);
    stage.proxy().setDelay(5ms);
    for (int i = 0; i < 3; ++i) {
        const int connections = bob.connections();
        say(bob, room, u"cut %1"_s.arg(i), 2);
        say(ann, room, u"near %1"_s.arg(i), 2);
        const qint64 delivered = stage.proxy().bytesDelivered();
        waitUntil([&] { return stage.proxy().bytesDelivered() > delivered; });
        stage.proxy().cut();
        stage.check(
            waitUntil([&] { return bob.connections() > connections; }), u"bob did not come back"_s);
    }
    stage.check(isAcknowledged({ &ann, &bob }), u"something had no echo"_s);
    stage.agree(room, { &ann, &bob });
    stage.check(ann.record(room).texts().size() == 20,
        u"%1 messages, not 20"_s.arg(ann.record(room).texts().size()));

    stage.step(u"a silent network that comes back delivers what was under way"_s);
    stage.proxy().setDelay(0ms);
    stage.proxy().setStalled(true);
    ann.say(room, u"anyone?"_s);
    bob.say(room, u"can you hear me?"_s);
    ann.expectText(room, u"anyone?"_s);
    stage.proxy().setStalled(false);
    stage.spread(room, u"can you hear me?"_s, { &ann, &bob });
    stage.agree(room, { &ann, &bob });
}

void slowLine(Stage& stage)
{
    const RoomName room = stage.room();
    stage.step(u"bob's line passes 20 kB a second, and is late"_s);
    SimulatedUser& ann = stage.member(u"ann"_s, room);
    SimulatedUser& bob = memberByProxy(stage, u"bob"_s, room);
    stage.proxy().setThrottle(20'000);
    stage.proxy().setDelay(20ms);
    stage.step(u"ann says 10 kB and is not held up; bob has it all in the end"_s);
    for (int i = 0; i < 10; ++i)
        ann.say(room, QString(1000, QChar(u'a' + i)));
    stage.check(isAcknowledged({ &ann }), u"ann's words had no echo"_s);
    stage.agree(room, { &ann, &bob });
    stage.check(bob.connections() == 1, u"bob was cut off"_s);
}

void gracefulStop(Stage& stage)
{
    const RoomName room = stage.room();
    stage.step(u"ann speaks a lot while the server is told to stop"_s);
    SimulatedUser& ann = stage.member(u"ann"_s, room);
    SimulatedUser& bob = stage.member(u"bob"_s, room);
    RawPeer raw(stage.url());
    stage.check(raw.upgrade("/ws?username=raw&room=other"), u"the raw peer was refused"_s);
    say(ann, room, u"word"_s, 100);
    stage.check(waitUntil([&] { return ann.unacknowledged() < 100; }), u"nothing had its echo"_s);
    stage.embedded().beginStop();

    stage.step(u"everyone is told with 1001"_s);
    stage.check(ann.waitUntilClosed() && bob.waitUntilClosed(), u"a connection stayed"_s);
    stage.check(ann.closeCode() == 1001, u"ann was told %1"_s.arg(ann.closeCode()));
    stage.check(bob.closeCode() == 1001, u"bob was told %1"_s.arg(bob.closeCode()));
    stage.check(raw.readClose() == 1001, u"the raw peer was not told 1001"_s);

    stage.step(u"the queues were flushed: bob was told all that ann was"_s);
    stage.check(bob.record(room).last() == ann.record(room).last(),
        u"bob has up to seq %1, ann to %2"_s.arg(bob.record(room).last().value)
            .arg(ann.record(room).last().value));

    stage.step(u"started again, everyone resumes by themselves; each word is there once"_s);
    ann.setReconnecting(true);
    bob.setReconnecting(true);
    ann.openSession();
    bob.openSession();
    stage.check(stage.embedded().restart(), u"the server did not start again"_s);
    stage.check(isAcknowledged({ &ann, &bob }), u"a word had no echo"_s);
    stage.agree(room, { &ann, &bob });
    stage.check(bob.record(room).last() == Seq { 100 },
        u"100 words end at seq %1"_s.arg(bob.record(room).last().value));
}

void killAndRestart(Stage& stage)
{
    const RoomName room = stage.room();
    stage.step(u"ann and bob speak without waiting, and the server dies three times"_s);
    SimulatedUser& ann = stage.member(u"ann"_s, room);
    SimulatedUser& bob = stage.member(u"bob"_s, room);
    ann.setReconnecting(true);
    bob.setReconnecting(true);
    for (int i = 0; i < 3; ++i) {
        say(ann, room, u"ann %1"_s.arg(i), 30);
        say(bob, room, u"bob %1"_s.arg(i), 30);
        stage.check(waitUntil([&] { return ann.isLive() && ann.unacknowledged() < 30; }),
            u"nothing had its echo"_s);
        stage.embedded().kill();
        stage.check(stage.embedded().start(), u"the server did not start again"_s);
    }
    stage.step(u"everything anyone saw is there, once, in order; everything said is there once"_s);
    stage.check(isAcknowledged({ &ann, &bob }), u"a word had no echo"_s);
    stage.agree(room, { &ann, &bob });
    SimulatedUser& witness = stage.session(u"witness"_s);
    stage.enter(witness, room, Seq { 0 });
    waitUntil([&] { return witness.record(room).last() == Seq { 180 }; });
    stage.check(witness.record(room).last() == Seq { 180 },
        u"180 words end at seq %1"_s.arg(witness.record(room).last().value));
    stage.agree(room, { &witness, &ann, &bob });
}

void rateLimit(Stage& stage)
{
    const RoomName room = stage.room();
    stage.step(u"ann says 30 things at once, bob one"_s);
    SimulatedUser& ann = stage.member(u"ann"_s, room);
    SimulatedUser& bob = stage.member(u"bob"_s, room);
    stage.check(ann.welcome()->limits.burst == 20 && ann.welcome()->limits.rate == 20,
        u"the welcome tells other limits"_s);
    say(ann, room, u"flood"_s, 30);
    bob.say(room, u"calm"_s);

    stage.step(u"she is told to wait, and how long"_s);
    const auto limited = ann.expect<event::Failure>(
        u"a limit"_s, [](auto& f) { return f.code == ErrorCode::RateLimited; });
    stage.check(limited.retryAfter && *limited.retryAfter > 0ms && *limited.retryAfter < 10s,
        u"for no sensible time"_s);
    stage.check(limited.id.has_value() && !limited.content.isEmpty(), u"without id or sentence"_s);

    stage.step(u"bob is not limited"_s);
    stage.spread(room, u"calm"_s, { &ann, &bob });
    stage.check(!bob.take<event::Failure>([](auto&) { return true; }), u"bob was limited too"_s);

    stage.step(u"obeying, she says all 30, each stored once; nobody was closed"_s);
    stage.check(isAcknowledged({ &ann }), u"a word had no echo"_s);
    stage.agree(room, { &ann, &bob });
    stage.check(bob.record(room).last() == Seq { 31 },
        u"31 messages end at seq %1"_s.arg(bob.record(room).last().value));
    stage.check(ann.connections() == 1, u"ann was closed"_s);
}

void silentPeer(Stage& stage)
{
    const RoomName room = stage.room();
    stage.step(u"bob's network goes silent without ending; ann only reads, and stays"_s);
    SimulatedUser& ann = stage.member(u"ann"_s, room);
    SimulatedUser& bob = memberByProxy(stage, u"bob"_s, room);
    stage.proxy().setStalled(true);
    ann.expect<event::Leave>(u"bob's going"_s, [&](auto& e) { return e.username == bob.name(); });
    stage.check(ann.connections() == 1 && ann.isLive(), u"ann went too"_s);
    stage.step(u"his network is back, and so is he"_s);
    stage.proxy().setStalled(false);
    ann.expect<event::Join>(u"bob's return"_s, [&](auto& e) { return e.username == bob.name(); });
}

void slowReader(Stage& stage)
{
    constexpr int mostWords = 700; // 10 MB: more than the system holds between any two
    const RoomName room = stage.room();
    stage.step(u"sloth never reads; ann says so much that sloth is cut off, and bob reads"_s);
    SimulatedUser& ann = stage.member(u"ann"_s, room);
    SimulatedUser& bob = stage.member(u"bob"_s, room);
    RawPeer sloth(stage.url());
    const QByteArray name = QUrl::toPercentEncoding(stage.name(u"sloth"_s).toString());
    stage.check(
        sloth.upgrade("/ws?username=" + name + "&room=" + QUrl::toPercentEncoding(room.toString())),
        u"sloth was refused"_s);
    ann.expect<event::Join>(
        u"sloth's coming"_s, [&](auto& e) { return e.username == stage.name(u"sloth"_s); });
    sloth.stopReading();
    const auto isSloths
        = [&](const event::Leave& e) { return e.username == stage.name(u"sloth"_s); };
    const QString word(15'000, u'x');
    int words = 0;
    bool isCutOff = false;
    while (words < mostWords && !isCutOff) {
        ann.say(room, word);
        ++words;
        // She reads as she speaks, and is never far behind herself.
        stage.check(waitUntil([&] { return ann.unacknowledged() < 6; }), u"a word had no echo"_s);
        isCutOff = ann.take<event::Leave>(isSloths).has_value();
    }
    if (!isCutOff)
        ann.expect<event::Leave>(u"sloth's going"_s, isSloths);

    stage.step(u"the others have everything"_s);
    stage.check(isAcknowledged({ &ann }), u"a word had no echo"_s);
    stage.agree(room, { &ann, &bob });
    stage.check(bob.record(room).last() == Seq { words },
        u"bob has up to seq %1"_s.arg(bob.record(room).last().value));
}

void noHello(Stage& stage)
{
    stage.step(u"whoever says no hello is closed with 4010"_s);
    RawPeer mute(stage.url());
    stage.check(mute.upgrade("/ws"), u"the upgrade was refused"_s);
    const std::optional<int> code = mute.readClose();
    stage.check(code == 4010, u"closed with %1"_s.arg(code.value_or(0)));
}

} // namespace

QList<Scenario> faultScenarios()
{
    const auto limited = [](server::ServerConfig& config) {
        config.rateLimited = true;
        config.rate = 20;
        config.burst = 20;
    };
    const auto impatient = [](server::ServerConfig& config) {
        config.pingInterval = 200ms;
        config.silenceDeadline = 1000ms;
    };
    const auto hasty = [](server::ServerConfig& config) { config.helloDeadline = 100ms; };
    const auto narrow = [](server::ServerConfig& config) {
        config.lagBytes = 128 * 1024;
        config.writeDeadline = 500ms;
    };
    return {
        { u"cut-and-resume"_s, u"a cut loses nothing and doubles nothing"_s, cutAndResume },
        { u"slow-line"_s, u"a slow line gets all of it and holds up nobody"_s, slowLine },
        { u"graceful-stop"_s, u"a stop is told with 1001, after the queues were flushed"_s,
            gracefulStop, true },
        { u"kill-and-restart"_s, u"a crash loses nothing that anyone saw"_s, killAndRestart, true },
        { u"rate-limit"_s, u"a limit is told with retry_after, to the one it concerns"_s, rateLimit,
            true, limited },
        { u"silent-peer"_s, u"a peer that is silent is gone; one that answers pings is not"_s,
            silentPeer, true, impatient },
        { u"slow-reader"_s, u"a member that does not read is cut off, and nobody waits for it"_s,
            slowReader, true, narrow },
        { u"no-hello"_s, u"a session that says no hello in time is closed with 4010"_s, noHello,
            true, hasty },
    };
}

} // namespace landline::support
