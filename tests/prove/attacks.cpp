// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/prove/attacks.h"

#include "tests/prove/foe.h"
#include "tests/support/rawpeer.h"

#include <QRandomGenerator>

#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace landline::prove {

using support::RawFrame;

namespace {

constexpr qint64 longestFrame = 65536; // welcome's limits.frame
/// Between two rounds of an attack that needs no haste: the talk around it is to have the processor, too.
constexpr auto breath = 5ms;

/// Upgraded at /echo; counted as wrong where that is refused.
Foe insider(Ground& ground)
{
    Foe foe(ground.port(), ground.house());
    if (!foe.upgrade("/echo")) {
        ground.judge(false, u"an upgrade was refused"_s);
    }
    return foe;
}

/// Rounds of one violation, each on a connection of its own, which must be closed with the code.
void violate(Ground& ground, const QByteArray& bytes, int code)
{
    while (ground.goesOn()) {
        Foe foe = insider(ground);
        foe.send(bytes);
        ground.judge(foe.verdict(), code);
        std::this_thread::sleep_for(20ms); // one address may connect 50 times a second
    }
}

void unmaskedFrames(Ground& ground)
{
    violate(ground, RawFrame { .payload = "hello", .masked = false }.toBytes(), 1002);
}

void oversizedMessages(Ground& ground)
{
    violate(ground, RawFrame::text(QByteArray(longestFrame + 1, 'x')).toBytes(), 1009);
}

void declaredGigabytes(Ground& ground)
{
    RawFrame frame = RawFrame::text("x");
    frame.declared = quint64(1) << 30;
    violate(ground, frame.toBytes(), 1009);
}

void endlessFragments(Ground& ground)
{
    QByteArray many = RawFrame { .payload = "x", .fin = false }.toBytes();
    const auto more = RawFrame { .opcode = RawFrame::Continuation, .payload = "x", .fin = false };
    many += more.toBytes().repeated(longestFrame);
    violate(ground, many, 1009);
}

/// Who connects, and says nothing yet.
std::vector<Foe> strangers(const Ground& ground, std::size_t count)
{
    std::vector<Foe> foes;
    foes.reserve(count);
    while (foes.size() < count) {
        foes.emplace_back(ground.port(), ground.house());
    }
    return foes;
}

void drippedHeads(Ground& ground)
{
    const QByteArray head = "GET / HTTP/1.1\r\nHost: localhost\r\nX: ";
    std::vector<Foe> foes = strangers(ground, 20);
    for (qsizetype at = 0; ground.goesOn(); ++at) {
        for (Foe& foe : foes) {
            foe.offer(QByteArray(1, at < head.size() ? head[at] : 'x'));
        }
        ground.judge(true, QString());
        std::this_thread::sleep_for(50ms);
    }
}

void slowHeads(Ground& ground)
{
    std::vector<Foe> foes = strangers(ground, 300);
    for (Foe& foe : foes) {
        foe.offer("GET /ws?username=sloth HTTP/1.1\r\nHost: loc");
    }
    while (ground.goesOn()) {
        for (Foe& foe : foes) {
            foe.offer("a");
        }
        ground.judge(true, QString());
        std::this_thread::sleep_for(1s);
    }
}

void pipelinedRequests(Ground& ground)
{
    const QByteArray requests
        = QByteArray("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").repeated(100);
    std::vector<Foe> foes = strangers(ground, 20);
    while (ground.goesOn()) {
        for (Foe& foe : foes) {
            if (foe.offer(requests) < 0) { // dropped by the deadline of the door
                foe = Foe(ground.port(), ground.house());
            }
        }
        ground.judge(true, QString());
        std::this_thread::sleep_for(breath);
    }
}

void halfOpenConnections(Ground& ground)
{
    constexpr std::size_t count = 200;
    std::vector<Foe> foes;
    foes.reserve(count);
    while (foes.size() < count && ground.goesOn()) {
        foes.push_back(insider(ground));
        foes.back().offer("\x81"); // a frame that never goes on
        ground.judge(true, QString());
    }
    while (ground.goesOn()) {
        std::this_thread::sleep_for(breath);
    }
}

void pingsWithoutReading(Ground& ground)
{
    const QByteArray pings
        = RawFrame { RawFrame::Ping, QByteArray(125, 'p') }.toBytes().repeated(200);
    constexpr std::size_t count = 10;
    std::vector<Foe> foes;
    foes.reserve(count);
    while (foes.size() < count) {
        foes.push_back(insider(ground));
    }
    while (ground.goesOn()) {
        for (Foe& foe : foes) {
            foe.offer(pings);
        }
        ground.judge(true, QString());
        std::this_thread::sleep_for(breath);
    }
}

void abruptConnects(Ground& ground)
{
    // Two thousand, then as many as there is time for; of one address most of these are turned away.
    while (ground.goesOn()) {
        for (int i = 0; i < 100; ++i) {
            Foe foe(ground.port(), ground.house());
            foe.offer(i % 2 == 0 ? "GET /ws HTTP/1.1\r\n" : "");
            foe.reset();
        }
        ground.judge(true, QString());
        std::this_thread::sleep_for(breath);
    }
}

QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (char& byte : bytes) {
        byte = static_cast<char>(QRandomGenerator::global()->generate());
    }
    return bytes;
}

void randomBytes(Ground& ground)
{
    while (ground.goesOn()) {
        Foe outside(ground.port(), ground.house());
        outside.send(noise(QRandomGenerator::global()->bounded(1, 4096)) + "\r\n\r\n");
        // 0: dropped as TLS, which the first byte may happen to say.
        const int status = outside.verdict();
        ground.judge(status == 400 || status == 431 || status == 0,
            u"noise at the door was answered with %1"_s.arg(status));
        Foe inside = insider(ground);
        inside.send(noise(4096));
        const int code = inside.verdict();
        // Noise may also be the beginning of a long frame, which is waited for, or by chance a close frame.
        ground.judge(code == 1002 || code == 1007 || code == 1009 || code == 1005 || code <= 0,
            u"noise in a conversation was answered with %1"_s.arg(code));
        std::this_thread::sleep_for(40ms);
    }
}

} // namespace

void Ground::judge(bool isRight, const QString& otherwise)
{
    const std::lock_guard guard(m_mutex);
    ++m_rounds;
    if (!isRight && !m_findings.contains(otherwise)) {
        m_findings.append(otherwise);
    }
}

void Ground::judge(int verdict, int wanted)
{
    judge(verdict == wanted,
        verdict < 0 ? u"the connection was not closed"_s
                    : u"closed with %1, not %2"_s.arg(verdict).arg(wanted));
}

int Ground::rounds() const
{
    const std::lock_guard guard(m_mutex);
    return m_rounds;
}

QList<QString> Ground::findings() const
{
    const std::lock_guard guard(m_mutex);
    return m_findings;
}

QList<Attack> allAttacks()
{
    return {
        { "unmasked frames", unmaskedFrames },
        { "messages over the limit", oversizedMessages },
        { "a gigabyte declared", declaredGigabytes },
        { "fragments without end", endlessFragments },
        { "heads dripped byte by byte", drippedHeads },
        { "300 heads that never end", slowHeads },
        { "pages asked for and not read", pipelinedRequests },
        { "200 half-open conversations", halfOpenConnections },
        { "pings without reading", pingsWithoutReading },
        { "connects and resets", abruptConnects },
        { "random bytes", randomBytes },
    };
}

} // namespace landline::prove
