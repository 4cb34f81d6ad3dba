// SPDX-License-Identifier: GPL-3.0-or-later
// permessage-deflate (RFC 7692): the compressor, its counterpart, and both behind a FrameReader and a MessageLog.
#include "server/net/inflater.h"
#include "server/net/messagelog.h"
#include "tests/server/steppedtransport.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace landline::server;
using namespace landline::server::testing;
using landline::support::ManualClock;

namespace {

QByteArray hex(const char* text)
{
    return QByteArray::fromHex(text);
}

/// Text in which little comes twice, and the same in each run.
QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 12345;
    for (auto& byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<char>(33 + (state >> 24) % 94);
    }
    return bytes;
}

const PeerLimits limits { 65536, 1 << 20, 30s, 60s, 10s, 2s };

} // namespace

class DeflateTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatComesBack_data();
    void whatComesBack();
    void theExamplesOfTheRfc_data();
    void theExamplesOfTheRfc();
    void whatIsNoCompressedMessage_data();
    void whatIsNoCompressedMessage();
    void theLimitIsForWhatComesOfIt();
    void noMessageKnowsOfAnother();
    void whatWouldBeNoShorterIsGivenUp();
    void framesThatAreRead_data();
    void framesThatAreRead();
    void messagesFromManyCanAlternate();
    void aPeerIsSentWhatIsWorthIt();
    void aBroadcastIsCompressedOnce();
    void whoHasASmallWindowReadsPlain();

private:
    static SteppedPeer peer(PeerCompression compression = {})
    {
        static const ManualClock clock;
        return SteppedPeer(limits, clock, compression);
    }
};

void DeflateTest::whatComesBack_data()
{
    QTest::addColumn<int>("windowBits");
    QTest::addColumn<QByteArray>("message");
    const QByteArray far = noise(3000);
    for (int bits = Deflater::leastWindowBits; bits <= 15; ++bits) {
        const auto row = [bits](const char* name, const QByteArray& message) {
            QTest::addRow("%s, %d", name, bits) << bits << message;
        };
        row("a line", QByteArray("{\"type\":\"text\"}").repeated(30));
        row("far repeats", (far + far).repeated(5));
        row("a megabyte of nothing", QByteArray(1 << 20, '\0'));
        row("as long as a buffer", QByteArray(1024, 'x'));
    }
}

void DeflateTest::whatComesBack()
{
    QFETCH(int, windowBits);
    QFETCH(QByteArray, message);
    Deflater deflater(windowBits);
    Inflater inflater(windowBits); // no window but the one agreed on
    for (int i = 0; i < 2; ++i) {
        const QByteArray deflated = deflater.deflate(message);
        QVERIFY(!deflated.isEmpty());
        QVERIFY(!deflated.endsWith(hex("0000ffff")));
        const auto inflated = inflater.inflate(deflated, message.size());
        QVERIFY(std::get<QByteArray>(inflated) == message);
    }
}

void DeflateTest::theExamplesOfTheRfc_data()
{
    // RFC 7692 section 7.2.3.
    QTest::addColumn<QByteArray>("deflated");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("one block") << hex("f248cdc9c90700") << QByteArray("Hello");
    QTest::newRow("stored") << hex("000500faff48656c6c6f00") << QByteArray("Hello");
    QTest::newRow("a final block") << hex("f348cdc9c9070000") << QByteArray("Hello");
    QTest::newRow("two blocks") << hex("f24805000000ffffcac9c90700") << QByteArray("Hello");
    QTest::newRow("empty") << hex("00") << QByteArray();
    QTest::newRow("empty, as a final block") << hex("030000") << QByteArray();
    QTest::newRow("the flush itself is final") << hex("01") << QByteArray();
    QTest::newRow("one final block after another")
        << hex("f348cdc9c90700f348cdc9c9070000") << QByteArray("HelloHello");
}

void DeflateTest::theExamplesOfTheRfc()
{
    QFETCH(QByteArray, deflated);
    QFETCH(QByteArray, message);
    Inflater inflater;
    const auto inflated = inflater.inflate(deflated, 65536);
    QVERIFY(std::holds_alternative<QByteArray>(inflated));
    QCOMPARE(std::get<QByteArray>(inflated), message);
}

void DeflateTest::whatIsNoCompressedMessage_data()
{
    QTest::addColumn<QByteArray>("deflated");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a reserved kind of block") << hex("07");
    QTest::newRow("plain text") << QByteArray("Hello, how are you?");
    QTest::newRow("cut off") << hex("f248cdc9");
    QTest::newRow("cut off in a stored block") << hex("000500faff48656c");
    QTest::newRow("a stored block with a wrong length") << hex("000500fbff48656c6c6f00");
    QTest::newRow("a reference to before the beginning") << hex("4a040300");
    QTest::newRow("a final block without the next one") << hex("f348cdc9c90700");
    QTest::newRow("random") << noise(500);
}

void DeflateTest::whatIsNoCompressedMessage()
{
    QFETCH(QByteArray, deflated);
    Inflater inflater;
    const auto inflated = inflater.inflate(deflated, 65536);
    QVERIFY(std::holds_alternative<Inflater::Fault>(inflated));
    QCOMPARE(std::get<Inflater::Fault>(inflated), Inflater::Fault::Invalid);
    // The next message is none the worse for it.
    QCOMPARE(std::get<QByteArray>(inflater.inflate(hex("f248cdc9c90700"), 5)), "Hello");
}

void DeflateTest::theLimitIsForWhatComesOfIt()
{
    Deflater deflater(15);
    Inflater inflater;
    const QByteArray bomb = deflater.deflate(QByteArray(10 << 20, 'x'));
    QVERIFY(bomb.size() < 20'000);
    QCOMPARE(std::get<Inflater::Fault>(inflater.inflate(bomb, 65536)), Inflater::Fault::TooLong);
    const QByteArray justTooLong = deflater.deflate(QByteArray(65537, 'x'));
    QCOMPARE(
        std::get<Inflater::Fault>(inflater.inflate(justTooLong, 65536)), Inflater::Fault::TooLong);
    const QByteArray full = deflater.deflate(QByteArray(65536, 'x'));
    QCOMPARE(std::get<QByteArray>(inflater.inflate(full, 65536)).size(), 65536);
    QCOMPARE(std::get<Inflater::Fault>(inflater.inflate(hex("f248cdc9c90700"), 0)),
        Inflater::Fault::TooLong);
}

void DeflateTest::noMessageKnowsOfAnother()
{
    Deflater deflater(12);
    Inflater inflater;
    const QByteArray message = noise(1000);
    const QByteArray twice = message + message;
    const QByteArray first = deflater.deflate(twice);
    QCOMPARE(deflater.deflate(twice), first);
    Inflater fresh;
    QCOMPARE(std::get<QByteArray>(fresh.inflate(first, 65536)), twice);
    QCOMPARE(deflater.runs(), 2);
}

void DeflateTest::whatWouldBeNoShorterIsGivenUp()
{
    Deflater deflater(12);
    QByteArray bytes(1000, Qt::Uninitialized);
    quint32 state = 1;
    for (auto& byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<char>(state >> 24);
    }
    QCOMPARE(deflater.deflate(bytes), "");
    QCOMPARE(deflater.deflate(""), "");
    QCOMPARE(deflatedFrameOf(Opcode::Binary, bytes, deflater), frameOf(Opcode::Binary, bytes));
}

void DeflateTest::framesThatAreRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<QByteArray>>("said");
    const auto frame = [](quint8 opcode, const QByteArray& payload, bool fin, quint8 reserved) {
        return ClientFrame {
            .opcode = opcode, .payload = payload, .isFinal = fin, .reserved = reserved
        }
            .toBytes();
    };
    const auto row = [](const char* name, const QByteArray& bytes, const QList<QByteArray>& said) {
        QTest::newRow(name) << bytes << said;
    };
    constexpr quint8 rsv1 = 4;
    const QByteArray hello = hex("f248cdc9c90700");
    Deflater deflater(15);
    row("compressed", frame(1, hello, true, rsv1), { "text:Hello" });
    row("binary", frame(2, hello, true, rsv1), { "binary:Hello" });
    row("plain, as it may be at any time", frame(1, "plain", true, 0), { "text:plain" });
    row("one after the other", frame(1, hello, true, rsv1) + frame(1, "plain", true, 0),
        { "text:Hello", "text:plain" });
    row("in fragments",
        frame(1, hello.first(3), false, rsv1) + frame(9, "p", true, 0)
            + frame(0, hello.mid(3), true, 0),
        { "ping:p", "text:Hello" });
    row("in fragments, the first of which is empty",
        frame(1, "", false, rsv1) + frame(0, hello, false, 0) + frame(0, "", true, 0),
        { "text:Hello" });
    row("RSV1 on a continuation",
        frame(1, hello.first(3), false, rsv1) + frame(0, hello.mid(3), true, rsv1),
        { "fail:1002" });
    row("RSV1 on a continuation of a plain one",
        frame(1, "x", false, 0) + frame(0, "y", true, rsv1), { "fail:1002" });
    row("RSV1 on a ping", frame(9, "", true, rsv1), { "fail:1002" });
    row("RSV1 on a close", frame(8, "", true, rsv1), { "fail:1002" });
    row("RSV2", frame(1, hello, true, 2), { "fail:1002" });
    row("RSV1 and RSV3", frame(1, hello, true, rsv1 | 1), { "fail:1002" });
    row("no compressed data", frame(1, "Hello", true, rsv1), { "fail:1007" });
    row("an empty payload", frame(1, "", true, rsv1), { "fail:1007" });
    row("no UTF-8 inside", frame(1, deflater.deflate(QByteArray("\xff").repeated(300)), true, rsv1),
        { "fail:1007" });
    row("half a character at the end",
        frame(1, deflater.deflate(QByteArray(300, 'x') + "\xc3"), true, rsv1), { "fail:1007" });
    row("such bytes in binary",
        frame(2, deflater.deflate(QByteArray("\xff").repeated(300)), true, rsv1),
        { "binary:" + QByteArray("\xff").repeated(300) });
    row("a bomb", frame(1, deflater.deflate(QByteArray(5 << 20, 'x')), true, rsv1),
        { "fail:1009" });
    row("one byte too long", frame(1, deflater.deflate(QByteArray(65537, 'x')), true, rsv1),
        { "fail:1009" });
    row("just as long as allowed", frame(1, deflater.deflate(QByteArray(65536, 'x')), true, rsv1),
        { "text:" + QByteArray(65536, 'x') });
    row("more compressed bytes than can be in earnest",
        frame(1, QByteArray(80'000, 'x'), true, rsv1), { "fail:1009" });
    // Fixed codes, a bit more for each byte of such text than the byte itself.
    const QByteArray stored = hex("00ffff0000") + QByteArray(65535, 'y') + hex("00");
    row("stored, so longer than what it holds", frame(1, stored, true, rsv1),
        { "text:" + QByteArray(65535, 'y') });
}

void DeflateTest::framesThatAreRead()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QList<QByteArray>, said);
    Inflater inflater;
    // All at once, in pieces, and byte by byte.
    for (const qsizetype step : { bytes.size(), qsizetype(7), qsizetype(1) }) {
        FrameReader reader(65536, &inflater);
        Recording recording;
        for (qsizetype at = 0; at < bytes.size(); at += step) {
            recording.read(
                reader, QByteArrayView(bytes).sliced(at).first(std::min(step, bytes.size() - at)));
        }
        QCOMPARE(recording.said, said);
    }
    // Without an agreement RSV1 is as bad as ever.
    if ((bytes.at(0) & 0x40) != 0) {
        QCOMPARE(readAtOnce(bytes), QList<QByteArray> { "fail:1002" });
    }
}

void DeflateTest::messagesFromManyCanAlternate()
{
    Inflater inflater;
    FrameReader ann(65536, &inflater);
    FrameReader bob(65536, &inflater);
    Recording fromAnn;
    Recording fromBob;
    const QByteArray hello
        = ClientFrame { .payload = hex("f248cdc9c90700"), .reserved = 4 }.toBytes();
    for (const char byte : hello) {
        fromAnn.read(ann, QByteArrayView(&byte, 1));
        fromBob.read(bob, QByteArrayView(&byte, 1));
    }
    QCOMPARE(fromAnn.said, QList<QByteArray> { "text:Hello" });
    QCOMPARE(fromBob.said, QList<QByteArray> { "text:Hello" });
}

void DeflateTest::aPeerIsSentWhatIsWorthIt()
{
    Compression compression;
    auto asked = peer(compression.forWindow(12));
    auto plain = peer();
    for (auto* each : { &asked, &plain }) {
        (*each)->sendText(QByteArray(shortestDeflated - 1, 'x'));
        (*each)->sendText(QByteArray(shortestDeflated, 'x'));
        (*each)->flush();
    }
    const QByteArray shorter = QByteArray(shortestDeflated - 1, 'x');
    const QByteArray longer = QByteArray(shortestDeflated, 'x');
    QCOMPARE(asked.frames(), QList<QByteArray>({ "text:" + shorter, "deflated:" + longer }));
    QCOMPARE(plain.frames(), QList<QByteArray>({ "text:" + shorter, "text:" + longer }));
}

void DeflateTest::aBroadcastIsCompressedOnce()
{
    Compression compression;
    MessageLog log;
    std::vector<std::unique_ptr<SteppedPeer>> members;
    const ManualClock clock;
    for (int i = 0; i < 10; ++i) {
        members.push_back(std::make_unique<SteppedPeer>(
            limits, clock, i % 2 == 0 ? compression.forWindow(12) : PeerCompression {}));
        (*members.back())->follow(log.logFor(**members.back()));
    }
    const QByteArray text(1000, 'x');
    for (int i = 0; i < 3; ++i) {
        SharedMessage message(text);
        log.append(message);
    }
    log.flush();
    QCOMPARE(compression.forWindow(12).deflater->runs(), 3);
    for (int i = 0; i < 10; ++i) {
        const QByteArray kind = i % 2 == 0 ? "deflated:" : "text:";
        QCOMPARE(
            members.at(static_cast<std::size_t>(i))->frames(), QList<QByteArray>(3, kind + text));
    }
    members.clear();
    QVERIFY(log.isUnread());
}

void DeflateTest::whoHasASmallWindowReadsPlain()
{
    Compression compression;
    MessageLog log;
    auto small = peer(compression.forWindow(9));
    small->follow(log.logFor(*small));
    SharedMessage message(QByteArray(1000, 'x'));
    log.append(message);
    log.flush();
    QCOMPARE(small.frames(), QList<QByteArray> { "text:" + QByteArray(1000, 'x') });
    // What is for it alone is compressed for its window.
    const QByteArray far = noise(2000);
    small.transport().written.clear();
    small->sendText(far + far);
    small->flush();
    QCOMPARE(small.frames(), QList<QByteArray> { "deflated:" + far + far });
}

QTEST_GUILESS_MAIN(DeflateTest)
#include "tst_deflate.moc"
