// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a server falls into that leaves its connections to Qt: TRAPS.md, lines 8 to 14. Each fails on the naive hub, for
// the reason that tst_traps.cpp names; 13 is about clients, and fails with a bare QWebSocket.
#include "tests/support/cases.h"
#include "tests/support/rawmember.h"
#include "tests/support/scenario.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace landline::support {

namespace {

/// 8. Any origin is allowed, Host is never checked, and close codes 1012 to 1014 count as invalid.
void strangers(Stage& stage)
{
    const QByteArray upgrade
        = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    const QByteArray good = "Host: HOST\r\n" + upgrade;
    playDoors(stage,
        {
            { u"a strange Origin"_s, upgradeWith("/echo", good + "Origin: http://evil.example\r\n"),
                403 },
            { u"the Origin null"_s, upgradeWith("/echo", good + "Origin: null\r\n"), 403 },
            { u"a strange Host"_s, upgradeWith("/echo", "Host: evil.example\r\n" + upgrade), 403 },
        });
    QList<WireCase> cases;
    for (const int code : { 1012, 1013, 1014 })
        cases.append({ u"close %1 is registered, and answered in kind"_s.arg(code),
            RawFrame::close(code).toBytes(), {}, { code } });
    playCases(stage, cases);
}

/// The text comes to the member before it could have acknowledged another: before so many others are answered.
void checkNotHeldBack(Stage& stage, RawMember& sender, RawMember& reader, int round)
{
    constexpr int others = 3;
    const QString first = u"first %1"_s.arg(round);
    const QString second = u"second %1"_s.arg(round);
    reader.peer().delayAcknowledgement();
    sender.say(first);
    stage.check(
        sender.nextText() == first && reader.nextText() == first, u"the first is missing"_s);
    sender.say(second);
    stage.check(sender.nextText() == second, u"the second is missing"_s);
    for (int i = 0; i < others; ++i)
        stage.check(sender.isAnswered(), u"no pong"_s);
    stage.check(reader.nextText(0ms) == second,
        u"the second of two texts is held back until the first is acknowledged"_s);
}

/// 9. Accepted sockets have neither keep-alive nor TCP_NODELAY.
void socketOptions(Stage& stage)
{
    stage.attempt(u"a text does not wait for the acknowledgement of the one before"_s, [&] {
        RawMember sender(stage, u"sender"_s, stage.room());
        RawMember reader(stage, u"reader"_s, stage.room());
        // Without the option it is held back whenever the reader's system is free to delay.
        for (int round = 0; round < 20; ++round)
            checkNotHeldBack(stage, sender, reader, round);
    });
    stage.attempt(u"who says nothing is asked whether it lives"_s, [&] {
        RawPeer silent(stage.url());
        stage.check(silent.upgrade("/echo"), u"the upgrade was refused"_s);
        const auto frame = silent.readFrame(stage.patience());
        stage.check(frame && frame->opcode == RawFrame::Ping, u"it is never asked"_s);
    });
}

/// People at the door of a server that has few places.
class Crowd {
public:
    explicit Crowd(const Stage& stage)
        : m_stage(stage)
    {
    }

    /// The status of the answer to one more, 0 where there is none; who was let in stays.
    int come() { return come(1).constFirst(); }
    /// The same for many that ask at once, in the order in which they are answered or not.
    QList<int> come(int count)
    {
        std::vector<std::unique_ptr<RawPeer>> peers;
        m_stage.whileServerWaits([&] {
            for (int i = 0; i < count; ++i) {
                peers.push_back(std::make_unique<RawPeer>(m_stage.url()));
                peers.back()->send(peers.back()->upgradeRequest("/echo"));
            }
        });
        const QDeadlineTimer end(m_stage.patience());
        QList<int> statuses;
        for (auto& peer : peers) {
            const auto response = peer->readResponse(
                std::chrono::ceil<std::chrono::milliseconds>(end.remainingTimeAsDuration()));
            statuses.append(response ? response->status : 0);
            if (statuses.last() == 101)
                m_inside.push_back(std::move(peer));
        }
        return statuses;
    }
    bool isServed()
    {
        return std::all_of(m_inside.begin(), m_inside.end(), [](const auto& peer) {
            peer->send(RawFrame::text("hi"));
            return peer->readFrame() == answered(RawFrame::Text, "hi");
        });
    }
    void leave() { m_inside.clear(); }

private:
    const Stage& m_stage;
    std::vector<std::unique_ptr<RawPeer>> m_inside;
};

/// Their going takes a moment, during which it may still be full.
void checkOpensAgain(const Stage& stage, Crowd& crowd)
{
    crowd.leave();
    const QDeadlineTimer end(stage.patience());
    int status = 503;
    while (status == 503 && !end.hasExpired())
        status = crowd.come();
    stage.check(status != 0, u"nobody is accepted any more"_s);
    stage.check(status == 101, u"the answer is %1"_s.arg(status));
    crowd.leave();
}

/// 10. Without descriptors Qt stops accepting for ever where people came together, and spins where they came singly.
void fullHouse(Stage& stage)
{
    constexpr int together = 48; // what a system lets wait at the least is 50
    constexpr int most = 70; // more than the servers of this scenario take
    Crowd crowd(stage);
    stage.attempt(u"when many come at once, each is let in or told"_s,
        [&] { stage.check(!crowd.come(together).contains(0), u"some have no answer"_s); });
    stage.attempt(
        u"when they have left, who comes is let in"_s, [&] { checkOpensAgain(stage, crowd); });

    stage.step(u"people come one by one until it is full"_s);
    int status = 101;
    double busySeconds = 0; // while the last one was there
    QElapsedTimer since;
    for (int i = 0; status == 101 && i < most; ++i) {
        const double before = stage.serverProcessorSeconds().value_or(0);
        since.start();
        status = crowd.come();
        busySeconds = stage.serverProcessorSeconds().value_or(0) - before;
    }
    const qint64 waited = since.elapsed();
    stage.attempt(u"who is too many is told so"_s, [&] {
        stage.check(status != 101, u"it is never full"_s);
        stage.check(status != 0, u"there is no answer"_s);
        stage.check(status == 503, u"the answer is %1"_s.arg(status));
    });
    stage.attempt(u"who has no answer costs nothing while waiting"_s, [&] {
        stage.check(status != 0 || busySeconds * 1000 < 0.01 * double(waited),
            u"the server is busy with nothing"_s);
    });
    stage.attempt(
        u"those inside go on"_s, [&] { stage.check(crowd.isServed(), u"one has no echo"_s); });
    stage.attempt(
        u"when those have left, who comes is let in"_s, [&] { checkOpensAgain(stage, crowd); });
}

/// 11. Thirty may wait; who comes beyond them is dropped.
void burst(Stage& stage)
{
    constexpr std::size_t crowd = 200;
    stage.step(u"200 ask at once, and all are let in"_s);
    std::vector<std::unique_ptr<RawPeer>> peers;
    for (std::size_t i = 0; i < crowd; ++i)
        peers.push_back(std::make_unique<RawPeer>(stage.url()));
    stage.whileServerWaits([&] {
        for (const auto& peer : peers)
            peer->send(peer->upgradeRequest("/echo"));
    });
    std::size_t dropped = 0;
    for (const auto& peer : peers) {
        const auto response = peer->readResponse(stage.patience());
        if (!response || response->status != 101)
            ++dropped;
    }
    stage.check(dropped == 0, u"%1 of 200 were dropped"_s.arg(dropped));
}

void checkTold(const Stage& stage, RawMember& member, const QString& word)
{
    const auto number = [](const QString& text) { return text.section(u'.', 0, 0); };
    const auto text = member.nextText();
    stage.check(text.has_value(), u"%1 was not told word %2"_s.arg(member.name(), number(word)));
    stage.check(text == word,
        u"%1 was told word %2 where %3 was due"_s.arg(member.name(), number(*text), number(word)));
}

/// 12. What is done to one member emits signals, in the middle of telling the others.
void leavingWhileTold(Stage& stage)
{
    stage.attempt(
        u"one is dropped while all are told: each of the others is told all, once"_s, [&] {
            RawMember ann(stage, u"ann"_s, stage.room());
            RawMember sloth(stage, u"sloth"_s, stage.room());
            RawMember bob(stage, u"bob"_s, stage.room());
            RawMember cid(stage, u"cid"_s, stage.room());
            sloth.peer().stopReading();
            // 7.5 MB: more than the system holds for the one, and all that the server may.
            constexpr int words = 500;
            constexpr int atOnce = 5;
            const auto word
                = [](int number) { return QString::number(number).leftJustified(15'000, u'.'); };
            const auto say = [&](int first) {
                for (int i = first; i < std::min(first + atOnce, words); ++i)
                    ann.say(word(i));
            };
            say(0);
            for (int first = 0; first < words; first += atOnce) {
                say(first + atOnce); // so that there is one behind each that is missing
                for (RawMember* member : { &ann, &bob, &cid }) {
                    for (int i = first; i < first + atOnce; ++i)
                        checkTold(stage, *member, word(i));
                }
            }
        });
    stage.attempt(u"20 leave while all are told, and the others are told all"_s, [&] {
        RawMember ann(stage, u"anne"_s, stage.room());
        RawMember bob(stage, u"bert"_s, stage.room());
        std::array<std::unique_ptr<RawMember>, 20> passing;
        for (std::size_t i = 0; i < passing.size(); ++i)
            passing[i] = std::make_unique<RawMember>(stage, u"p%1"_s.arg(i), stage.room());
        for (std::size_t i = 0; i < passing.size(); ++i) {
            ann.say(u"bye %1"_s.arg(i));
            passing[i]->peer().abort();
        }
        for (int i = 0; i < 20; ++i) {
            const QString word = u"bye %1"_s.arg(i);
            stage.check(
                ann.nextText() == word && bob.nextText() == word, u"word %1 is missing"_s.arg(i));
        }
    });
}

/// 13. In the client a handshake has no deadline, and a failed one does not disconnect.
void givingUp(Stage& stage)
{
    const auto call = [&](const QByteArray& answer) {
        QTcpServer stranger;
        stage.check(stranger.listen(QHostAddress(QHostAddress::LocalHost)), u"no port is free"_s);
        QTcpSocket* visitor = nullptr;
        bool isLeft = false;
        const auto leave = [&isLeft] { isLeft = true; };
        QObject::connect(&stranger, &QTcpServer::newConnection, &stranger, [&] {
            visitor = stranger.nextPendingConnection();
            visitor->write(answer);
            QObject::connect(visitor, &QTcpSocket::disconnected, &stranger, leave);
        });
        QUrl url = stage.url();
        url.setPort(stranger.serverPort());
        QObject caller;
        bool hasEnded = false;
        stage.call()(url, &caller, [&] { hasEnded = true; });
        waitUntil([&] { return hasEnded; }, stage.patience());
        stage.check(hasEnded, u"the client waits without end"_s);
        waitUntil([&] { return isLeft; }, stage.patience());
        stage.check(isLeft, u"the client has failed, and stays connected"_s);
    };
    stage.attempt(u"a server that says nothing is given up"_s, [&] { call({}); });
    stage.attempt(u"a server that refuses and stays is left"_s,
        [&] { call("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"); });
}

/// What was said before a close comes, however slowly it is read, and although the one who reads goes on sending.
void checkAllSaid(Stage& stage, const QByteArray& end, int code)
{
    constexpr int messages = 64;
    const QByteArray message(16'000, 'm'); // 1 MB: more than waits on the reader's side
    RawPeer peer(stage.url());
    RawPeer other(stage.url());
    stage.check(peer.upgrade("/echo") && other.upgrade("/echo"), u"the upgrade was refused"_s);
    peer.pauseReading();
    const QByteArray bytes = RawFrame { RawFrame::Binary, message }.toBytes();
    peer.send(bytes.repeated(messages) + end);
    // So that the server has come to the end, or as far as it goes before its answers are read.
    for (int i = 0; i < 50; ++i) {
        other.send(RawFrame::text("?"));
        stage.check(other.readFrame().has_value(), u"others are held up"_s);
    }
    peer.resumeReading();
    for (int i = 0; i < messages; ++i) {
        if (peer.isConnected())
            peer.send(bytes);
        const auto frame = peer.readFrame(stage.patience());
        stage.check(frame == answered(RawFrame::Binary, message),
            u"the answers from the %1th of %2 on are lost"_s.arg(i + 1).arg(messages));
    }
    const auto told = peer.readClose(stage.patience());
    stage.check(told == code, u"closed with %1, not %2"_s.arg(told.value_or(0)).arg(code));
}

/// 14. A close while the other side is sending can lose what was sent before it.
void closing(Stage& stage)
{
    stage.attempt(u"all answers come before the one to a goodbye"_s,
        [&] { checkAllSaid(stage, RawFrame::close(1000).toBytes(), 1000); });
    stage.attempt(u"all answers come before the close that a bad frame brings"_s, [&] {
        checkAllSaid(stage, RawFrame { 3, "" }.toBytes(), 1002);
    });
}

} // namespace

QList<Scenario> laterTrapScenarios()
{
    const auto asking = [](server::ServerConfig& config) { config.pingInterval = 200ms; };
    const auto small = [](server::ServerConfig& config) { config.connections = 12; };
    const auto narrow = [](server::ServerConfig& config) {
        config.inMemory = true;
        config.lagBytes = 512 * 1024; // more than is said at once
        config.writeDeadline = 500ms;
    };
    return {
        { u"trap-08-strangers-are-refused"_s,
            u"origins and hosts are checked; registered close codes are known"_s, strangers },
        { u"trap-09-sockets-are-set-up"_s, u"texts are not held back, and the silent are asked"_s,
            socketOptions, true, asking },
        { u"trap-10-a-full-house-opens-again"_s,
            u"who is too many is told, and let in when others have left"_s, fullHouse, true,
            small },
        { u"trap-11-bursts-are-let-in"_s, u"200 at once are let in"_s, burst, true },
        { u"trap-12-leaving-while-all-are-told"_s,
            u"who is dropped or leaves takes nobody's messages along"_s, leavingWhileTold, true,
            narrow },
        { u"trap-13-clients-give-up"_s, u"a client gives up a handshake, and leaves"_s, givingUp },
        { u"trap-14-a-close-loses-nothing"_s, u"what was said before a close comes before it"_s,
            closing },
    };
}

} // namespace landline::support
