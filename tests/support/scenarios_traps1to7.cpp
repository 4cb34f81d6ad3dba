// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a server falls into that leaves its connections to QWebSocket: TRAPS.md, lines 1 to 7. Each fails on the naive
// hub, for the reason that tst_traps.cpp names.
#include "tests/support/cases.h"
#include "tests/support/rawmember.h"
#include "tests/support/scenario.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace landline::support {

namespace {

/// MiB that a server may grow by while nobody reads, for its buffers and for what it learns. More than it takes, and
/// less than what it is sent.
constexpr double fairGrowth = 8;

void checkGrowth(const Stage& stage, std::optional<double> before)
{
    const std::optional<double> after = stage.serverMemory();
    if (before && after)
        stage.check(*after - *before < fairGrowth,
            u"the server's memory grew by %1 MiB"_s.arg(qRound(*after - *before)));
}

/// Sends all of it, as far as the other side's system takes it.
void sendAll(RawPeer& peer, const QByteArray& bytes)
{
    if (peer.isConnected())
        peer.send(bytes);
    waitUntil([&] { return peer.unsent() == 0 || !peer.isConnected(); });
}

bool echoes(RawPeer& peer, const QByteArray& text)
{
    peer.send(RawFrame::text(text));
    return peer.readFrame() == answered(RawFrame::Text, text);
}

RawPeer& upgraded(const Stage& stage, RawPeer& peer)
{
    stage.check(peer.upgrade("/echo"), u"the upgrade was refused"_s);
    return peer;
}

/// 1. Pongs are written inside Qt with no signal and no cap.
void pongs(Stage& stage)
{
    constexpr int mebibytes = 24; // six times what the system holds for a connection
    constexpr int inOne = 8192;
    const QByteArray some = ping(QByteArray(122, 'p')).repeated(inOne); // 1 MiB
    RawPeer deaf(stage.url());
    RawPeer other(stage.url());
    stage.step(u"somebody pings and does not read"_s);
    upgraded(stage, deaf).pauseReading();
    upgraded(stage, other);
    const auto before = stage.serverMemory();
    for (int i = 0; i < mebibytes; ++i)
        sendAll(deaf, some);
    deaf.send(ping("last"));
    stage.check(echoes(other, "still there?"), u"others are held up"_s);

    stage.attempt(u"it costs no memory"_s, [&] { checkGrowth(stage, before); });
    stage.attempt(u"its pings are not answered in advance"_s, [&] {
        deaf.resumeReading();
        int pongs = 0;
        for (bool isLast = false; !isLast; ++pongs) {
            const auto frame = deaf.readFrame();
            if (!frame && !deaf.isConnected())
                return; // cut off: as good an answer
            stage.check(frame.has_value(), u"the last ping has no pong"_s);
            stage.check(frame->opcode == RawFrame::Pong, u"the answer is no pong"_s);
            isLast = frame->payload == "last";
        }
        stage.check(pongs < mebibytes * inOne / 2,
            u"%1 pongs were kept for one that did not read"_s.arg(pongs));
    });
}

/// 2. The decoder is per frame.
void splitCodePoints(Stage& stage)
{
    QList<WireCase> cases;
    for (const char* const character : { "ü", "€", "😀" }) {
        const QByteArray bytes = QByteArray("a") + character + "z";
        for (qsizetype cut = 2; cut < bytes.size() - 1; ++cut) {
            cases.append({ u"%1 cut after %2 bytes is whole again (valid: RFC 6455 section 5.6)"_s
                               .arg(QString::fromUtf8(character))
                               .arg(cut - 1),
                fragment(RawFrame::Text, bytes.first(cut), false)
                    + fragment(RawFrame::Continuation, bytes.sliced(cut), true),
                { answered(RawFrame::Text, bytes) } });
        }
    }
    playCases(stage, cases);
}

/// 3. Unmasked client frames are accepted.
void unmasked(Stage& stage)
{
    playCases(stage,
        {
            { u"an unmasked text (5.1)"_s,
                RawFrame { RawFrame::Text, "hi", true, 0, false }.toBytes(), {}, { 1002 } },
            { u"an unmasked ping"_s, RawFrame { RawFrame::Ping, "hi", true, 0, false }.toBytes(),
                {}, { 1002 } },
            { u"an unmasked frame after a good one"_s,
                RawFrame::text("good").toBytes()
                    + RawFrame { RawFrame::Binary, "hi", true, 0, false }.toBytes(),
                { answered(RawFrame::Text, "good") }, { 1002 } },
        });
}

/// 4. Limits default to 2 GiB, and that of texts counts UTF-16 units.
void declaredLengths(Stage& stage)
{
    const QByteArray half = QByteArray("ü").repeated(20'000);
    playCases(stage,
        {
            { u"a text of 1 MiB is too long"_s, RawFrame::text(QByteArray(1 << 20, 'x')).toBytes(),
                {}, { 1009 } },
            { u"a text is as long as its bytes are, not its characters"_s,
                fragment(RawFrame::Text, half, false)
                    + fragment(RawFrame::Continuation, half, true),
                {}, { 1009 } },
        });
    stage.attempt(u"1 GiB that is said to come costs nothing"_s, [&] {
        RawPeer peer(stage.url());
        upgraded(stage, peer);
        const auto before = stage.serverMemory();
        sendAll(peer, RawFrame { RawFrame::Text, "x", true, 0, true, 1u << 30 }.toBytes());
        for (int i = 0; i < 24 && peer.isConnected(); ++i)
            sendAll(peer, QByteArray(1 << 20, 'x'));
        checkGrowth(stage, before);
        const std::optional<int> code = peer.readClose(stage.patience());
        stage.check(code == 1009, u"closed with %1, not 1009"_s.arg(code.value_or(0)));
    });
}

/// 5. Write buffers are unbounded, and a close has no deadline.
void unreadWrites(Stage& stage)
{
    stage.attempt(u"who says goodbye and does not read is let go"_s, [&] {
        RawPeer deaf(stage.url());
        upgraded(stage, deaf).pauseReading(); // after stopReading() it could hardly send either
        const auto before = stage.serverDescriptors();
        for (int i = 0; i < 16; ++i)
            sendAll(deaf,
                RawFrame { RawFrame::Binary, QByteArray(65'000, 'x') }.toBytes().repeated(16));
        sendAll(deaf, RawFrame::close(1000).toBytes());
        const bool isLetGo = waitUntil(
            [&] { return !before || stage.serverDescriptors() < before; }, stage.patience());
        stage.check(isLetGo, u"its connection is kept without end"_s);
    });
    stage.attempt(u"who does not read is cut off, and what waits for it is bounded"_s, [&] {
        RawMember talker(stage, u"talker"_s, stage.room());
        RawMember reader(stage, u"reader"_s, stage.room());
        RawMember sloth(stage, u"sloth"_s, stage.room());
        sloth.peer().stopReading();
        const auto before = stage.serverMemory();
        const QString word(15'000, u'x');
        constexpr int most = 60; // 18 MB: four times what the system holds
        constexpr int atOnce = 20;
        for (int i = 0; i < most && !reader.knowsLeft(sloth.name()); ++i) {
            for (int j = 0; j < atOnce; ++j)
                talker.say(word);
            for (int j = 0; j < atOnce; ++j)
                stage.check(talker.nextText() == word && reader.nextText() == word,
                    u"the others are held up"_s);
        }
        checkGrowth(stage, before);
        stage.check(reader.isToldLeft(sloth.name(), stage.patience()), u"it was never cut off"_s);
    });
}

/// 6. Two partial reads defeat the stall timer, and pings keep an open message.
void stalledFrames(Stage& stage)
{
    constexpr auto qtsTimer = 5000ms;
    stage.attempt(u"half a frame is given up, in whatever parts it came"_s, [&] {
        const QByteArray frame = RawFrame::text("hello").toBytes();
        RawPeer inOnePart(stage.url());
        RawPeer inTwoParts(stage.url());
        RawPeer other(stage.url());
        upgraded(stage, inOnePart).send(frame.first(6));
        upgraded(stage, inTwoParts).send(frame.first(3));
        upgraded(stage, other);
        stage.check(echoes(other, "read?"), u"no echo"_s);
        inTwoParts.send(frame.sliced(3, 3));
        stage.check(
            inOnePart.waitForEnd(stage.patience() + qtsTimer), u"even in one part it is kept"_s);
        stage.check(
            inTwoParts.waitForEnd(stage.patience()), u"in two parts it is kept without end"_s);
    });
    stage.attempt(u"a message that never ends is too long, with pings as without"_s, [&] {
        constexpr int fragments = 64;
        RawPeer peer(stage.url());
        upgraded(stage, peer);
        for (int i = 0; i < fragments; ++i) {
            peer.send(fragment(i == 0 ? RawFrame::Binary : RawFrame::Continuation,
                          QByteArray(16'384, 'x'), false)
                + ping(QByteArray::number(i)));
        }
        for (int pongs = 0;; ++pongs) {
            stage.check(pongs < fragments, u"1 MiB of it is held open"_s);
            const auto answer = peer.readFrame(stage.patience());
            stage.check(answer.has_value(), u"there is no close"_s);
            if (answer->opcode == RawFrame::Pong)
                continue;
            stage.check(answer->opcode == RawFrame::Close && answer->closeCode() == 1009,
                u"the answer is no close with 1009"_s);
            return;
        }
    });
}

/// 7. handleConnection() has no deadline, and a bad request gets a bare close.
void handshakes(Stage& stage)
{
    const QByteArray host = "Host: HOST\r\n";
    stage.attempt(u"half a request is given up"_s, [&] {
        RawPeer dripper(stage.url());
        dripper.send("GET /ws HTTP/1.1\r\nHost: 127");
        stage.check(dripper.waitForEnd(stage.patience()), u"it is waited for without end"_s);
    });
    playDoors(stage,
        {
            { u"not HTTP"_s, "EHLO mail.example\r\n\r\n", 400 },
            { u"the chat path without an upgrade"_s,
                upgradeWith("/ws", host + "Connection: close\r\n"), 426 },
            { u"an upgrade without a key"_s,
                upgradeWith("/ws",
                    host
                        + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: "
                          "13\r\n"),
                400 },
            { u"a head of 64 KiB, and no end of it"_s,
                "GET /ws HTTP/1.1\r\n" + host + QByteArray("X: y\r\n").repeated(11'000), 431 },
        });
}

} // namespace

QList<Scenario> earlierTrapScenarios()
{
    const auto narrow = [](server::ServerConfig& config) {
        config.lagBytes = 1 << 20; // more than is said at once
        config.writeDeadline = 500ms;
        config.closeDeadline = 500ms;
        // Descriptors and memory are counted, and the index opens its files, and reads, while this goes on.
        config.search = false;
    };
    const auto impatient = [](server::ServerConfig& config) { config.silenceDeadline = 500ms; };
    const auto hasty = [](server::ServerConfig& config) { config.headDeadline = 200ms; };
    return {
        { u"trap-01-pongs-are-bounded"_s, u"who pings and does not read costs no memory"_s, pongs },
        { u"trap-02-code-points-in-two-frames"_s,
            u"a text may be cut into frames inside a character"_s, splitCodePoints },
        { u"trap-03-masks-are-required"_s, u"unmasked frames end the connection"_s, unmasked },
        { u"trap-04-lengths-are-limited"_s,
            u"messages are short, in bytes, and cost what has come"_s, declaredLengths },
        { u"trap-05-writes-are-bounded"_s, u"who does not read is cut off, and closed in time"_s,
            unreadWrites, true, narrow },
        { u"trap-06-frames-end"_s, u"half a frame and an endless message are given up"_s,
            stalledFrames, true, impatient },
        { u"trap-07-handshakes-are-answered"_s,
            u"half a request is given up, and a bad one answered"_s, handshakes, true, hasty },
    };
}

} // namespace landline::support
