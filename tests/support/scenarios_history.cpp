// SPDX-License-Identifier: GPL-3.0-or-later
//
// What those are told who were not there, and what a message said twice becomes.
#include "messages/limits.h"
#include "tests/support/scenario.h"

using namespace Qt::StringLiterals;

namespace landline::support {

namespace {

QList<qint64> seqsOf(const event::History& history)
{
    QList<qint64> seqs;
    for (const event::Persistent& entry : history.events)
        seqs.append(seqOf(entry).value);
    return seqs;
}

QList<qint64> range(qint64 first, qint64 last)
{
    QList<qint64> seqs;
    for (qint64 seq = first; seq <= last; ++seq)
        seqs.append(seq);
    return seqs;
}

QString told(const event::History& history)
{
    QStringList seqs;
    for (const qint64 seq : seqsOf(history))
        seqs.append(QString::number(seq));
    return u"told: seqs [%1], first %2, last %3, more %4, reset %5"_s.arg(seqs.join(u' '))
        .arg(history.first.value)
        .arg(history.last.value)
        .arg(history.more)
        .arg(history.reset);
}

event::History answer(SimulatedUser& user, const EventId& id)
{
    return user.expect<event::History>(u"the history"_s, [&](auto& h) { return h.id == id; });
}

/// Says `count` numbered things and waits until all are stored.
void chatter(Stage& stage, SimulatedUser& speaker, const RoomName& room, int count)
{
    for (int i = 1; i <= count; ++i)
        speaker.say(room, QString::number(i));
    stage.check(waitUntil([&] { return speaker.unacknowledged() == 0; }, 3 * patience),
        u"not every message had its echo"_s);
}

void lateJoiner(Stage& stage)
{
    const RoomName room = stage.room();
    stage.step(u"ann says 12 things"_s);
    SimulatedUser& ann = stage.member(u"ann"_s, room);
    chatter(stage, ann, room, 12);

    stage.step(u"bob joins and has them all"_s);
    SimulatedUser& bob = stage.session(u"bob"_s);
    event::History history = answer(bob, bob.join(room));
    stage.check(seqsOf(history) == range(1, 12) && !history.more && !history.reset, told(history));
    stage.agree(room, { &ann, &bob });

    stage.step(u"cat joins with a limit of 5 and has the newest; there is more"_s);
    SimulatedUser& cat = stage.session(u"cat"_s);
    history = answer(cat, cat.join(room, {}, 5));
    stage.check(seqsOf(history) == range(8, 12) && history.more, told(history));

    stage.step(u"dan joins with a limit of 0 and has none"_s);
    SimulatedUser& dan = stage.session(u"dan"_s);
    history = answer(dan, dan.join(room, {}, 0));
    stage.check(history.events.isEmpty(), told(history));

    stage.step(u"eve saw up to seq 9 once, joins since that, and has the rest"_s);
    SimulatedUser& eve = stage.session(u"eve"_s);
    history = answer(eve, eve.join(room, Seq { 9 }));
    stage.check(seqsOf(history) == range(10, 12) && !history.more && !history.reset, told(history));

    stage.step(u"what is said now goes on from there for all"_s);
    ann.say(room, u"welcome"_s);
    stage.spread(room, u"welcome"_s, { &ann, &bob, &cat, &dan, &eve });
    stage.check(dan.record(room).last() == Seq { 13 }, u"not seq 13"_s);
}

void historyPaging(Stage& stage)
{
    const RoomName room = stage.room();
    stage.step(u"12 things were said"_s);
    SimulatedUser& ann = stage.member(u"ann"_s, room);
    chatter(stage, ann, room, 12);
    struct Page {
        QString what;
        std::optional<Seq> before;
        std::optional<Seq> after;
        int limit;
        QList<qint64> seqs;
        bool more;
    };
    const auto before = [](qint64 seq) { return std::optional(Seq { seq }); };
    const auto after = before;
    const QList<Page> pages {
        { u"the newest 5"_s, {}, {}, 5, range(8, 12), true },
        { u"5 before 8"_s, before(8), {}, 5, range(3, 7), true },
        { u"5 before 3, where only 2 are left"_s, before(3), {}, 5, range(1, 2), false },
        { u"exactly what is left before 6"_s, before(6), {}, 5, range(1, 5), false },
        { u"before the first"_s, before(1), {}, 5, {}, false },
        { u"before a seq yet to come"_s, before(100), {}, 2, range(11, 12), true },
        { u"5 after 0"_s, {}, after(0), 5, range(1, 5), true },
        { u"5 after 10"_s, {}, after(10), 5, range(11, 12), false },
        { u"exactly what is left after 7"_s, {}, after(7), 5, range(8, 12), false },
        { u"after the last"_s, {}, after(12), 5, {}, false },
        { u"without a limit"_s, {}, {}, 0, range(1, 12), false },
    };
    for (const Page& page : pages) {
        stage.attempt(page.what, [&] {
            const event::History history = answer(
                ann, ann.send(request::History { room, page.before, page.after, page.limit }));
            stage.check(seqsOf(history) == page.seqs && history.more == page.more && !history.reset,
                told(history));
            const bool empty = page.seqs.isEmpty();
            stage.check(history.first.value == (empty ? 0 : page.seqs.first())
                    && history.last.value == (empty ? 0 : page.seqs.last()),
                told(history));
        });
    }
    stage.step(u"the history of a room that she is not in is not hers to read"_s);
    ann.expectFailure(
        ann.send(request::History { stage.room(u"other"_s), {}, {}, 5 }), ErrorCode::NotJoined);
}

/// Messages that one person may say at once everywhere (PROTOCOL.md section 4, limits of welcome).
constexpr int politeBurst = 20;

/// Fills a room by many people, each within the burst of a usual rate limit.
void fill(Stage& stage, const RoomName& room, int count)
{
    const int each = stage.isEmbedded() ? 280 : politeBurst;
    constexpr int atOnce = 8;
    for (int said = 0, batch = 0; said < count; ++batch) {
        QList<SimulatedUser*> speakers;
        for (int i = 0; i < atOnce && said < count; ++i) {
            SimulatedUser& speaker = stage.session(u"speaker%1-%2"_s.arg(batch).arg(i));
            speaker.join(room, {}, 0);
            for (int word = 0; word < each && said < count; ++word, ++said)
                speaker.say(room, QString::number(said));
            speakers.append(&speaker);
        }
        for (SimulatedUser* speaker : speakers) {
            waitUntil(
                [&] { return speaker->unacknowledged() == 0 || !speaker->isLive(); }, 3 * patience);
            stage.check(speaker->unacknowledged() == 0,
                u"%1 has no echo of %2 messages (connected: %3, close code %4)"_s
                    .arg(speaker->name().toString())
                    .arg(speaker->unacknowledged())
                    .arg(speaker->isLive())
                    .arg(speaker->closeCode()));
            speaker->close();
        }
    }
}

void resyncReset(Stage& stage)
{
    constexpr int missed = limits::resyncEvents + 20;
    const RoomName room = stage.room();
    stage.step(u"rip reads one message and falls asleep"_s);
    SimulatedUser& rip = stage.member(u"rip"_s, room);
    chatter(stage, rip, room, 1);
    rip.drop();

    stage.step(u"%1 messages are said meanwhile"_s.arg(missed));
    fill(stage, room, missed);
    constexpr qint64 newest = 1 + missed;

    stage.step(u"he resumes, and starts afresh with the newest 100"_s);
    rip.openSession();
    stage.check(rip.waitUntilLive(), u"rip was not welcomed"_s);
    const auto fresh = rip.expect<event::History>(
        u"the history"_s, [&](auto& h) { return h.room == room && h.reset; });
    stage.check(seqsOf(fresh) == range(newest - limits::resyncReset + 1, newest), told(fresh));
    stage.check(fresh.more, u"there is said to be nothing before them"_s);

    stage.step(u"whoever missed exactly 1,000 gets each of them"_s);
    SimulatedUser& ida = stage.session(u"ida"_s);
    ida.join(room, Seq { newest - limits::resyncEvents });
    stage.check(
        waitUntil([&] { return ida.record(room).entries().size() >= limits::resyncEvents; }),
        u"ida has fewer"_s);
    stage.check(ida.record(room).entries().firstKey() == Seq { newest - limits::resyncEvents + 1 }
            && ida.record(room).last() == Seq { newest },
        u"ida has others"_s);

    stage.step(u"one more than that is a fresh start"_s);
    SimulatedUser& joe = stage.session(u"joe"_s);
    const event::History reset
        = answer(joe, joe.join(room, Seq { newest - limits::resyncEvents - 1 }));
    stage.check(reset.reset && reset.events.size() == limits::resyncReset, told(reset));
}

void sameIdTwice(Stage& stage)
{
    const RoomName room = stage.room();
    stage.step(
        u"ann says it, and says it again under the same id: she gets the original, nobody else anything"_s);
    SimulatedUser& ann = stage.member(u"ann"_s, room);
    SimulatedUser& bob = stage.member(u"bob"_s, room);
    const request::Text saying { room, u"once"_s, {} };
    const EventId id = ann.send(saying);
    const event::Text original = ann.expectText(room, u"once"_s);
    ann.sendAgain(id, saying);
    stage.check(ann.expectText(room, u"once"_s) == original, u"the second echo is another event"_s);

    stage.step(u"from her phone, with other words: still the original"_s);
    SimulatedUser& phone = stage.member(u"ann"_s, room);
    phone.sendAgain(id, request::Text { room, u"never said"_s, {} });
    const auto isOriginal = [&](const event::Text& text) { return text.id == id; };
    stage.check(phone.expect<event::Text>(u"the original"_s, isOriginal).seq == original.seq,
        u"another seq"_s);

    stage.step(u"ten times at once: stored once"_s);
    const EventId burst = ann.send(request::Text { room, u"ten"_s, {} });
    for (int i = 0; i < 9; ++i)
        ann.sendAgain(burst, request::Text { room, u"ten"_s, {} });
    for (int i = 0; i < 10; ++i)
        ann.expectText(room, u"ten"_s);

    stage.step(u"bob's own message under the id that ann used is his own"_s);
    bob.sendAgain(id, request::Text { room, u"bob's"_s, {} });
    const event::Text bobs = bob.expectText(room, u"bob's"_s);
    stage.check(bobs.seq == Seq { 3 }, u"seq %1 instead of 3"_s.arg(bobs.seq.value));

    stage.step(u"bob has seen each once"_s);
    ann.say(room, u"end"_s);
    stage.spread(room, u"end"_s, { &ann, &bob, &phone });
    stage.check(bob.record(room).entries().size() == 4,
        u"bob has seen %1"_s.arg(bob.record(room).entries().size()));
    const auto aboutAnn = [](const event::Text& text) {
        return text.content == u"once"_s || text.content == u"never said"_s;
    };
    stage.check(bob.take<event::Text>(aboutAnn).has_value() && !bob.take<event::Text>(aboutAnn),
        u"bob was told twice"_s);
    stage.agree(room, { &ann, &bob, &phone });
}

void sameIdAfterRestart(Stage& stage)
{
    const RoomName room = stage.room();
    stage.step(u"ann says it, and the server restarts"_s);
    SimulatedUser& ann = stage.member(u"ann"_s, room);
    const request::Text saying { room, u"once"_s, {} };
    const EventId id = ann.send(saying);
    const event::Text original = ann.expectText(room, u"once"_s);
    ann.setReconnecting(true);
    stage.check(stage.embedded().restart(), u"the server did not start again"_s);
    stage.check(waitUntil([&] { return ann.connections() == 2; }), u"ann did not come back"_s);

    stage.step(u"said again under the same id, it is the original event"_s);
    ann.sendAgain(id, saying);
    stage.check(ann.expectText(room, u"once"_s) == original, u"it is another event"_s);
    ann.say(room, u"next"_s);
    stage.check(
        ann.expectText(room, u"next"_s).seq == original.seq.next(), u"it was stored again"_s);
}

} // namespace

QList<Scenario> historyScenarios()
{
    return {
        { u"late-joiner"_s, u"whoever comes late gets what was said before"_s, lateJoiner },
        { u"history-paging"_s, u"the past is read page by page, both ways"_s, historyPaging },
        { u"resync-reset"_s, u"after more than 1,000 missed events a member starts afresh"_s,
            resyncReset },
        { u"same-id-twice"_s, u"a message said again under its id is stored once"_s, sameIdTwice },
        { u"same-id-after-restart"_s, u"... also when the server was restarted between"_s,
            sameIdAfterRestart, true },
    };
}

} // namespace landline::support
