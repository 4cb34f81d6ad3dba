// SPDX-License-Identifier: GPL-3.0-or-later
//
// RFC 6455, sections 4 to 7, byte by byte against /echo. What Qt's own server gets wrong is in scenarios_traps*.cpp.
#include "tests/support/cases.h"
#include "tests/support/scenario.h"

using namespace Qt::StringLiterals;

namespace landline::support {

namespace {

void echo(Stage& stage)
{
    QList<WireCase> cases;
    for (const qsizetype size : { 0, 1, 125, 126, 127, 1000, 60'000 }) {
        const QByteArray payload(size, 'e');
        cases.append({ u"a text of %1 bytes"_s.arg(size), RawFrame::text(payload).toBytes(),
            { answered(RawFrame::Text, payload) }, {} });
        QByteArray bytes(size, '\xff');
        for (qsizetype i = 0; i < size; ++i)
            bytes[i] = char(i * 7);
        cases.append({ u"a binary message of %1 bytes"_s.arg(size),
            RawFrame { RawFrame::Binary, bytes }.toBytes(), { answered(RawFrame::Binary, bytes) },
            {} });
    }
    cases.append({ u"100 messages in one write"_s, RawFrame::text("x").toBytes().repeated(100),
        QList<RawFrame>(100, answered(RawFrame::Text, "x")), {} });
    const QByteArray unicode = "你好 שלום 👩‍👩‍👧 \xef\xbb\xbf end";
    cases.append({ u"Unicode"_s, RawFrame::text(unicode).toBytes(),
        { answered(RawFrame::Text, unicode) }, {} });
    playCases(stage, cases);
}

void framing(Stage& stage)
{
    QList<WireCase> cases {
        { u"opcode 3, reserved for data"_s, RawFrame { 3, "hi" }.toBytes(), {}, { 1002 } },
        { u"opcode 7, reserved for data"_s, RawFrame { 7, "" }.toBytes(), {}, { 1002 } },
        { u"opcode 11, reserved for control"_s, RawFrame { 11, "" }.toBytes(), {}, { 1002 } },
        { u"opcode 15, reserved for control"_s, RawFrame { 15, "hi" }.toBytes(), {}, { 1002 } },
        { u"a length of 64 bits with its top bit set"_s,
            RawFrame { RawFrame::Binary, "", true, 0, true, quint64(1) << 63 }.toBytes(), {},
            { 1002 } },
        { u"a good message before a bad frame is answered"_s,
            RawFrame::text("first").toBytes() + RawFrame { 3, "" }.toBytes(),
            { answered(RawFrame::Text, "first") }, { 1002 } },
        { u"a length of 7 written in 16 bits (5.2: the shortest form must be used)"_s,
            QByteArray::fromHex("82fe0001000000002a"), {}, { 1002 } },
        { u"a length of 7 written in 64 bits"_s,
            QByteArray::fromHex("82ff0000000000000001000000002a"), {}, { 1002 } },
    };
    for (const quint8 rsv : std::initializer_list<quint8> { 1, 2, 4, 7 })
        cases.append({ u"reserved bits %1"_s.arg(rsv),
            RawFrame { RawFrame::Text, "hi", true, rsv }.toBytes(), {}, { 1002 } });
    playCases(stage, cases);
    stage.attempt(u"a message that comes byte by byte"_s, [&] {
        RawPeer peer(stage.url());
        stage.check(peer.upgrade("/echo"), u"the upgrade was refused"_s);
        const QByteArray bytes = fragment(RawFrame::Text, QByteArray(130, 'x'), false) + ping("p")
            + fragment(RawFrame::Continuation, "ü", true);
        for (const char byte : bytes)
            peer.send(QByteArray(1, byte));
        stage.check(peer.readFrame() == answered(RawFrame::Pong, "p"), u"no pong"_s);
        stage.check(
            peer.readFrame() == answered(RawFrame::Text, QByteArray(130, 'x') + "ü"), u"no echo"_s);
    });
    stage.attempt(u"a message in the same write as the handshake"_s, [&] {
        RawPeer peer(stage.url());
        peer.send(peer.upgradeRequest("/echo") + RawFrame::text("early").toBytes());
        const auto response = peer.readResponse();
        stage.check(response && response->status == 101, u"the upgrade was refused"_s);
        stage.check(
            peer.readFrame() == answered(RawFrame::Text, "early"), u"the message was lost"_s);
    });
}

void control(Stage& stage)
{
    playCases(stage,
        {
            { u"a ping is answered with its payload"_s, ping("Hello"),
                { answered(RawFrame::Pong, "Hello") }, {} },
            { u"an empty ping"_s, ping(""), { answered(RawFrame::Pong, "") }, {} },
            { u"a ping of 125 bytes that are no UTF-8"_s, ping(QByteArray(125, '\xfe')),
                { answered(RawFrame::Pong, QByteArray(125, '\xfe')) }, {} },
            { u"a ping of 126 bytes (5.5)"_s, ping(QByteArray(126, 'p')), {}, { 1002 } },
            { u"a fragmented ping"_s, fragment(RawFrame::Ping, "p", false), {}, { 1002 } },
            { u"a pong that nobody asked for"_s, RawFrame { RawFrame::Pong, "?" }.toBytes(), {},
                {} },
            { u"close 1000 is answered with 1000 (5.5.1)"_s, RawFrame::close(1000, "bye").toBytes(),
                {}, { 1000 } },
            { u"close 1001"_s, RawFrame::close(1001).toBytes(), {}, { 1001 } },
            { u"close 3000"_s, RawFrame::close(3000).toBytes(), {}, { 3000 } },
            { u"close 4999"_s, RawFrame::close(4999).toBytes(), {}, { 4999 } },
            { u"close with no code"_s, RawFrame { RawFrame::Close, "" }.toBytes(), {},
                { 1000, 1005 } },
            { u"close with half a code"_s, RawFrame { RawFrame::Close, "\x03" }.toBytes(), {},
                { 1002 } },
            { u"close 999"_s, RawFrame::close(999).toBytes(), {}, { 1002 } },
            { u"close 1004, reserved"_s, RawFrame::close(1004).toBytes(), {}, { 1002 } },
            { u"close 1005, never on the wire"_s, RawFrame::close(1005).toBytes(), {}, { 1002 } },
            { u"close 1006, never on the wire"_s, RawFrame::close(1006).toBytes(), {}, { 1002 } },
            { u"close 1015, never on the wire"_s, RawFrame::close(1015).toBytes(), {}, { 1002 } },
            { u"close 2999"_s, RawFrame::close(2999).toBytes(), {}, { 1002 } },
            { u"close 5000"_s, RawFrame::close(5000).toBytes(), {}, { 1002 } },
            { u"close with a reason that is no UTF-8"_s, RawFrame::close(1000, "\xff").toBytes(),
                {}, { 1007 } },
            { u"what comes after a close is not answered"_s,
                RawFrame::close(1000).toBytes() + ping("late") + RawFrame::text("late").toBytes(),
                {}, { 1000 } },
        });
}

void fragments(Stage& stage)
{
    const auto text = [](const QByteArray& payload, bool fin) {
        return fragment(RawFrame::Text, payload, fin);
    };
    const auto more = [](const QByteArray& payload, bool fin) {
        return fragment(RawFrame::Continuation, payload, fin);
    };
    const auto echoed
        = [](const QByteArray& payload) { return QList { answered(RawFrame::Text, payload) }; };
    playCases(stage,
        {
            { u"a text in two fragments"_s, text("frag", false) + more("ment", true),
                echoed("fragment"), {} },
            { u"a text in empty fragments"_s, text("", false) + more("", false) + more("", true),
                echoed(""), {} },
            { u"a binary message in two fragments"_s,
                fragment(RawFrame::Binary, "\xff", false) + more("\xfe", true),
                { answered(RawFrame::Binary, "\xff\xfe") }, {} },
            { u"a ping between fragments is answered at once (5.4)"_s,
                text("frag", false) + ping("p") + more("ment", true),
                { answered(RawFrame::Pong, "p"), answered(RawFrame::Text, "fragment") }, {} },
            { u"a continuation of nothing"_s, more("x", true), {}, { 1002 } },
            { u"a continuation after the last"_s, text("x", true) + more("y", true), echoed("x"),
                { 1002 } },
            { u"a new text within a fragmented one"_s, text("x", false) + text("y", true), {},
                { 1002 } },
            { u"a binary message within a fragmented text"_s,
                text("x", false) + fragment(RawFrame::Binary, "y", true), {}, { 1002 } },
            { u"fragments that together are too long close with 1009"_s,
                text("x", false) + more(QByteArray(30'000, 'x'), false).repeated(3), {}, { 1009 } },
            { u"10,000 fragments of one byte"_s,
                text("x", false) + more("x", false).repeated(9998) + more("x", true),
                echoed(QByteArray(10'000, 'x')), {} },
        });
}

void utf8(Stage& stage)
{
    const QList<std::pair<QString, QByteArray>> invalid {
        { u"a lone continuation byte"_s, "\x80" },
        { u"0xFE"_s, "\xfe" },
        { u"0xFF"_s, "\xff" },
        { u"an overlong slash"_s, "\xc0\xaf" },
        { u"an overlong NUL in three bytes"_s, "\xe0\x80\x80" },
        { u"an overlong one in four bytes"_s, "\xf0\x80\x80\xaf" },
        { u"a surrogate"_s, "\xed\xa0\x80" },
        { u"beyond U+10FFFF"_s, "\xf4\x90\x80\x80" },
        { u"a sequence of five bytes"_s, "\xf8\x88\x80\x80\x80" },
        { u"a code point without its end"_s, "\xce\xba\xe1\xbd" },
        { u"a good start and a bad end"_s, "good\xc3(" },
    };
    QList<WireCase> cases;
    for (const auto& [what, bytes] : invalid)
        cases.append({ what, RawFrame::text(bytes).toBytes(), {}, { 1007 } });
    for (const QByteArray& valid : { QByteArray("\0", 1), QByteArray("\x7f"),
             QByteArray("\xc2\x80"), QByteArray("\xdf\xbf"), QByteArray("\xe0\xa0\x80"),
             QByteArray("\xed\x9f\xbf"), QByteArray("\xee\x80\x80"), QByteArray("\xef\xbf\xbf"),
             QByteArray("\xf0\x90\x80\x80"), QByteArray("\xf4\x8f\xbf\xbf") })
        cases.append({ u"valid at a boundary: %1"_s.arg(QString::fromLatin1(valid.toHex())),
            RawFrame::text(valid).toBytes(), { answered(RawFrame::Text, valid) }, {} });
    cases.append({ u"a bad byte in the first of more fragments fails at once"_s,
        fragment(RawFrame::Text, "\xff", false), {}, { 1007 } });
    cases.append({ u"a message that ends inside a code point, in fragments"_s,
        fragment(RawFrame::Text, "x\xf0\x9f", false)
            + fragment(RawFrame::Continuation, "\x98", true),
        {}, { 1007 } });
    playCases(stage, cases);
}

} // namespace

QList<Scenario> wireScenarios()
{
    return {
        { u"echo"_s, u"/echo returns text and binary to the byte"_s, echo },
        { u"wire-framing"_s, u"opcodes, lengths and reserved bits (RFC 6455 section 5)"_s,
            framing },
        { u"wire-control"_s, u"ping, pong and close (RFC 6455 sections 5.5 and 7)"_s, control },
        { u"wire-fragments"_s, u"fragmented messages (RFC 6455 section 5.4)"_s, fragments },
        { u"wire-utf8"_s, u"text is UTF-8 or the connection fails (RFC 6455 section 8.1)"_s, utf8 },
    };
}

} // namespace landline::support
