// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/framereader.h"

#include "tests/server/clientframes.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline::server;
using namespace landline::server::testing;

using Said = QList<QByteArray>;

class FrameReaderTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheRfcAllows_data();
    void readsWhatTheRfcAllows();
    void failsWhatTheRfcForbids_data();
    void failsWhatTheRfcForbids();
    void everyCutGivesTheSame();
    void everyMaskIsTakenOff();
    void reservedOpcodesFail_data();
    void reservedOpcodesFail();
    void closeCodes_data();
    void closeCodes();
    void badUtf8FailsAtItsFirstBadByte_data();
    void badUtf8FailsAtItsFirstBadByte();
    void anUnmaskedFrameFailsAtItsSecondByte();
    void theLimitHoldsOverFragments();
    void aDeclaredGibibyteCostsNothing();
    void nothingIsReadAfterTheEnd();
    void isIdleBetweenMessagesAlone();
    void aViolationHasASentence();
};

namespace {

QByteArray euro()
{
    return "\xe2\x82\xac";
}

} // namespace

void FrameReaderTest::readsWhatTheRfcAllows_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Said>("said");
    const auto row = [](const char* name, const QByteArray& bytes, const Said& said) {
        QTest::newRow(name) << bytes << said;
    };
    row("nothing", "", {});
    row("the masked Hello of section 5.7", QByteArray::fromHex("818537fa213d7f9f4d5158"),
        { "text:Hello" });
    row("an empty text", clientText(""), { "text:" });
    row("an empty binary", fragment(2, "", true), { "binary:" });
    row("two messages", clientText("a") + clientText("b"), { "text:a", "text:b" });
    for (const int size : { 1, 7, 8, 9, 124, 125, 126, 127, 128, 255, 256, 65535, 65536 }) {
        const QByteArray payload(size, 'x');
        QTest::addRow("%d bytes of text", size)
            << clientText(payload) << Said { "text:" + payload };
        QTest::addRow("%d bytes of binary", size)
            << fragment(2, payload, true) << Said { "binary:" + payload };
    }
    row("binary need not be UTF-8", fragment(2, "\xff\xfe\xc0", true), { "binary:\xff\xfe\xc0" });
    row("two fragments", fragment(1, "Hel", false) + fragment(0, "lo", true), { "text:Hello" });
    row("many fragments, some empty",
        fragment(2, "", false) + fragment(0, "a", false) + fragment(0, "", false)
            + fragment(0, "b", false) + fragment(0, "", true),
        { "binary:ab" });
    row("a ping between fragments",
        fragment(1, "Hel", false) + clientPing("p") + fragment(0, "lo", true),
        { "ping:p", "text:Hello" });
    row("all control frames between fragments, twice",
        fragment(1, "a", false) + clientPing() + fragment(10, "q", true) + fragment(0, "b", false)
            + clientPing("r") + fragment(0, "c", true),
        { "ping:", "pong:q", "ping:r", "text:abc" });
    row("a close between fragments", fragment(1, "a", false) + clientClose(1000), { "close:1000" });
    row("a code point split over fragments (TRAPS.md 2)",
        fragment(1, euro().left(1), false) + fragment(0, euro().mid(1, 1), false)
            + fragment(0, euro().mid(2), true),
        { "text:" + euro() });
    row("a code point split by a ping",
        fragment(1, euro().left(2), false) + clientPing() + fragment(0, euro().mid(2), true),
        { "ping:", "text:" + euro() });
    row("a NUL in text", clientText(QByteArray("a\0b", 3)), { QByteArray("text:a\0b", 8) });
    row("U+FFFE and U+10FFFF", clientText("\xef\xbf\xbe\xf4\x8f\xbf\xbf"),
        { "text:\xef\xbf\xbe\xf4\x8f\xbf\xbf" });
    row("a ping of 125 bytes", clientPing(QByteArray(125, 'p')),
        { "ping:" + QByteArray(125, 'p') });
    row("pongs that nobody asked for", fragment(10, "", true) + fragment(10, "x", true),
        { "pong:", "pong:x" });
    row("a close without a code", fragment(8, "", true), { "close:none" });
    row("a close with the longest reason", clientClose(1001, QByteArray(123, 'r')),
        { "close:1001" });
    row("half a header", clientText("x").left(1), {});
    row("a header without its payload", clientText("x").chopped(1), {});
    row("a header without a whole mask", clientText("x").left(4), {});
}

void FrameReaderTest::readsWhatTheRfcAllows()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Said, said);
    QCOMPARE(readAtOnce(bytes), said);
}

void FrameReaderTest::failsWhatTheRfcForbids_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Said>("said");
    const auto row = [](const char* name, const QByteArray& bytes, const Said& said) {
        QTest::newRow(name) << bytes << said;
    };
    const Said protocolError { "fail:1002" };
    for (quint8 bits = 1; bits < 8; ++bits) {
        QTest::addRow("reserved bits %d", bits)
            << ClientFrame { .reserved = bits }.toBytes() << protocolError;
    }
    row("no mask", ClientFrame { .payload = "x", .masked = false }.toBytes(), protocolError);
    row("no mask and no payload", ClientFrame { .masked = false }.toBytes(), protocolError);
    row("a ping without a mask", ClientFrame { .opcode = 9, .masked = false }.toBytes(),
        protocolError);
    row("a length that fits 7 bits, in 16",
        ClientFrame { .payload = "x", .form = LengthForm::In16Bits }.toBytes(), protocolError);
    row("125 in 16 bits",
        ClientFrame { .payload = QByteArray(125, 'x'), .form = LengthForm::In16Bits }.toBytes(),
        protocolError);
    row("a length that fits 7 bits, in 64",
        ClientFrame { .payload = "x", .form = LengthForm::In64Bits }.toBytes(), protocolError);
    row("65535 in 64 bits",
        ClientFrame { .payload = QByteArray(65535, 'x'), .form = LengthForm::In64Bits }.toBytes(),
        protocolError);
    row("the highest bit of a length", ClientFrame { .declared = quint64(1) << 63 }.toBytes(),
        protocolError);
    row("all bits of a length", ClientFrame { .declared = ~quint64(0) }.toBytes(), protocolError);
    row("a continuation of nothing", fragment(0, "x", true), protocolError);
    row("a continuation after the end",
        fragment(1, "a", false) + fragment(0, "b", true) + fragment(0, "c", true),
        { "text:ab", "fail:1002" });
    row("a text within a text", fragment(1, "a", false) + clientText("b"), protocolError);
    row("a binary within a text", fragment(1, "a", false) + fragment(2, "b", true), protocolError);
    row("a fragmented ping", fragment(9, "", false), protocolError);
    row("a fragmented pong", fragment(10, "", false), protocolError);
    row("a fragmented close", fragment(8, "", false), protocolError);
    row("a ping of 126 bytes", clientPing(QByteArray(126, 'p')), protocolError);
    row("a close of 126 bytes", clientClose(1000, QByteArray(124, 'r')), protocolError);
    row("a pong of 64 KiB", fragment(10, QByteArray(65536, 'p'), true), protocolError);
    row("a close of one byte", fragment(8, "\x03", true), protocolError);
    row("a close whose reason is no UTF-8", clientClose(1000, "\xff"), { "fail:1007" });
    row("a close whose reason ends within a character", clientClose(1000, euro().left(2)),
        { "fail:1007" });
    row("text that ends within a character", clientText(euro().left(2)), { "fail:1007" });
    row("fragments that end within a character",
        fragment(1, "a", false) + fragment(0, euro().left(2), true), { "fail:1007" });
    row("text that is no UTF-8 behind good text", clientText("a") + clientText("\xff"),
        { "text:a", "fail:1007" });
}

void FrameReaderTest::failsWhatTheRfcForbids()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Said, said);
    QCOMPARE(readAtOnce(bytes), said);
}

void FrameReaderTest::everyCutGivesTheSame()
{
    const QByteArray stream = clientText("Hello") + clientPing("p")
        + fragment(1, "x" + euro().left(1), false) + fragment(10, "q", true)
        + fragment(0, euro().mid(1), true) + fragment(2, QByteArray(130, '\xff'), true)
        + clientText("") + clientClose(1000, "bye");
    const Said whole = readAtOnce(stream);
    QCOMPARE(whole.size(), 7);
    for (qsizetype cut = 0; cut <= stream.size(); ++cut) {
        FrameReader reader(65536);
        Recording recording;
        recording.read(reader, QByteArrayView(stream).first(cut));
        recording.read(reader, QByteArrayView(stream).sliced(cut));
        QCOMPARE(recording.said, whole);
    }
    for (qsizetype step = 1; step <= 17; ++step) {
        FrameReader reader(65536);
        Recording recording;
        for (qsizetype at = 0; at < stream.size(); at += step) {
            recording.read(
                reader, QByteArrayView(stream).sliced(at, std::min(step, stream.size() - at)));
        }
        QCOMPARE(recording.said, whole);
    }
}

void FrameReaderTest::everyMaskIsTakenOff()
{
    QByteArray payload;
    for (int i = 0; i < 300; ++i) {
        payload.append(static_cast<char>(i));
    }
    for (const char* mask : { "00000000", "ffffffff", "01020304", "80000001", "deadbeef" }) {
        const QByteArray bytes
            = ClientFrame { .opcode = 2, .payload = payload, .mask = QByteArray::fromHex(mask) }
                  .toBytes();
        // The payload's pieces begin at every place in the mask.
        for (qsizetype cut = 0; cut < 40; ++cut) {
            FrameReader reader(65536);
            Recording recording;
            recording.read(reader, QByteArrayView(bytes).first(cut));
            recording.read(reader, QByteArrayView(bytes).sliced(cut));
            QCOMPARE(recording.said, Said { "binary:" + payload });
        }
    }
}

void FrameReaderTest::reservedOpcodesFail_data()
{
    QTest::addColumn<quint8>("opcode");
    for (const int opcode : { 3, 4, 5, 6, 7, 11, 12, 13, 14, 15 }) {
        QTest::addRow("%d", opcode) << static_cast<quint8>(opcode);
    }
}

void FrameReaderTest::reservedOpcodesFail()
{
    QFETCH(quint8, opcode);
    QCOMPARE(readAtOnce(fragment(opcode, "", true)), Said { "fail:1002" });
    QCOMPARE(readAtOnce(fragment(opcode, "x", true)), Said { "fail:1002" });
    QCOMPARE(readAtOnce(fragment(opcode, "", false)), Said { "fail:1002" });
}

void FrameReaderTest::closeCodes_data()
{
    QTest::addColumn<quint16>("code");
    QTest::addColumn<bool>("valid");
    for (const int code : { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014,
             3000, 3999, 4000, 4999 }) {
        QTest::addRow("%d", code) << static_cast<quint16>(code) << true;
    }
    for (const int code :
        { 0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535 }) {
        QTest::addRow("%d", code) << static_cast<quint16>(code) << false;
    }
}

void FrameReaderTest::closeCodes()
{
    QFETCH(quint16, code);
    QFETCH(bool, valid);
    QCOMPARE(readAtOnce(clientClose(code)),
        Said { valid ? "close:" + QByteArray::number(code) : QByteArray("fail:1002") });
}

void FrameReaderTest::badUtf8FailsAtItsFirstBadByte_data()
{
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<QByteArray>("bad");
    const auto row = [](const char* name, const char* good, const char* bad) {
        QTest::newRow(name) << QByteArray(good) << QByteArray(bad);
    };
    row("a continuation alone", "abc", "\x80");
    row("an overlong slash", "", "\xc0");
    row("overlong in two bytes", "", "\xc1");
    row("overlong in three bytes", "\xe0", "\x80");
    row("a surrogate", "\xed", "\xa0");
    row("overlong in four bytes", "\xf0", "\x8f");
    row("beyond U+10FFFF", "\xf4", "\x90");
    row("a start that no character has", "", "\xf5");
    row("a new start within a character", "\xe2\x82", "\xc3");
    row("ASCII within a character", "\xf0\x9f\x98", "x");
    row("the bad byte behind much good", "0123456789abcdef0123456789abcdef\xc3\xa9", "\xfe");
}

void FrameReaderTest::badUtf8FailsAtItsFirstBadByte()
{
    QFETCH(QByteArray, good);
    QFETCH(QByteArray, bad);
    // The rest of the frame has not come, nor need it.
    ClientFrame frame { .payload = good + bad };
    frame.declared = 1000;
    const QByteArray bytes = frame.toBytes();
    FrameReader reader(65536);
    Recording recording;
    recording.read(reader, QByteArrayView(bytes).chopped(bad.size()));
    QCOMPARE(recording.said, Said());
    recording.read(reader, QByteArrayView(bytes).last(bad.size()));
    QCOMPARE(recording.said, Said { "fail:1007" });
}

void FrameReaderTest::anUnmaskedFrameFailsAtItsSecondByte()
{
    const QByteArray bytes = ClientFrame { .payload = "x", .masked = false }.toBytes();
    QCOMPARE(readAtOnce(bytes.left(1)), Said());
    QCOMPARE(readAtOnce(bytes.left(2)), Said { "fail:1002" });
}

void FrameReaderTest::theLimitHoldsOverFragments()
{
    constexpr qint64 limit = 100;
    const QByteArray half(50, 'x');
    QCOMPARE(readAtOnce(clientText(half + half), limit), Said { "text:" + half + half });
    QCOMPARE(readAtOnce(clientText(half + half + 'x'), limit), Said { "fail:1009" });
    QCOMPARE(readAtOnce(fragment(1, half, false) + fragment(0, half, true), limit),
        Said { "text:" + half + half });
    QCOMPARE(
        readAtOnce(
            fragment(1, half, false) + fragment(0, half, false) + fragment(0, "x", true), limit),
        Said { "fail:1009" });
    // A control frame is not part of the message.
    QCOMPARE(
        readAtOnce(fragment(1, half, false) + clientPing(half) + fragment(0, half, true), limit),
        (Said { "ping:" + half, "text:" + half + half }));
    // What was said before does not count.
    QCOMPARE(readAtOnce(clientText(half + half) + clientText(half + half), limit).size(), 2);
}

void FrameReaderTest::aDeclaredGibibyteCostsNothing()
{
    for (const quint64 length : { quint64(65537), quint64(1) << 30, (~quint64(0)) >> 1 }) {
        ClientFrame frame;
        frame.declared = length;
        QCOMPARE(readAtOnce(frame.toBytes()), Said { "fail:1009" });
    }
    // Within the limit nothing is set aside for what has not come: asan's allocator would refuse 1 TiB.
    FrameReader reader(qint64(1) << 40);
    Recording recording;
    ClientFrame frame { .payload = "x" };
    frame.declared = quint64(1) << 40;
    recording.read(reader, frame.toBytes());
    QCOMPARE(recording.said, Said());
}

void FrameReaderTest::nothingIsReadAfterTheEnd()
{
    QCOMPARE(readAtOnce(clientClose(1000) + clientText("late") + "garbage"), Said { "close:1000" });
    FrameReader reader(65536);
    Recording recording;
    recording.read(reader, fragment(3, "", true) + clientText("late"));
    recording.read(reader, clientText("later"));
    QCOMPARE(recording.said, Said { "fail:1002" });
}

void FrameReaderTest::isIdleBetweenMessagesAlone()
{
    FrameReader reader(65536);
    Recording recording;
    QVERIFY(reader.isIdle());
    const QByteArray bytes = fragment(1, "a", false) + fragment(0, "b", true);
    for (qsizetype i = 0; i + 1 < bytes.size(); ++i) {
        recording.read(reader, QByteArrayView(bytes).sliced(i, 1));
        QVERIFY(!reader.isIdle());
    }
    recording.read(reader, QByteArrayView(bytes).last(1));
    QVERIFY(reader.isIdle());
}

void FrameReaderTest::aViolationHasASentence()
{
    for (const QByteArray& bytes :
        { fragment(3, "", true), clientText("\xff"), clientText(QByteArray(70'000, 'x')) }) {
        FrameReader reader(65536);
        Recording recording;
        recording.read(reader, bytes);
        QVERIFY(recording.sentence.endsWith(u'.'));
        QVERIFY(recording.sentence.toUtf8().size() <= longestControlPayload - 2);
    }
}

QTEST_APPLESS_MAIN(FrameReaderTest)
#include "tst_framereader.moc"
