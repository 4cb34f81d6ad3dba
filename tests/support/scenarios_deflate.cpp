// SPDX-License-Identifier: GPL-3.0-or-later
//
// permessage-deflate (RFC 7692), as browsers and others ask for it.
#include "server/net/deflater.h"
#include "server/net/inflater.h"
#include "tests/support/scenario.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace landline::support {

namespace {

/// The first of the reserved bits as RawFrame counts them: the message is compressed.
constexpr quint8 rsv1 = 4;
constexpr auto answerToAll
    = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

struct Offer {
    QString who;
    QByteArray field;
    QByteArray answer; ///< Empty where it is to be declined.
    int windowBits = 15; ///< What the client can read.
};

QByteArray deflated(const QByteArray& message)
{
    server::Deflater deflater(15);
    return deflater.deflate(message);
}

/// The message in a frame from the server, whether compressed or not; nothing where it cannot be read.
std::optional<QByteArray> messageOf(const RawFrame& frame, int windowBits = 15)
{
    if (frame.rsv == 0)
        return frame.payload;
    server::Inflater inflater(windowBits);
    const auto message = inflater.inflate(frame.payload, 1 << 20);
    const auto* bytes = std::get_if<QByteArray>(&message);
    return frame.rsv == rsv1 && bytes != nullptr ? std::optional(*bytes) : std::nullopt;
}

/// Upgrades with the offer and returns the server's Sec-WebSocket-Extensions.
QByteArray upgrade(
    Stage& stage, RawPeer& peer, const QByteArray& field, const QByteArray& path = "/echo")
{
    peer.send(peer.upgradeRequest(path, "Sec-WebSocket-Extensions: " + field + "\r\n"));
    const auto response = peer.readResponse();
    stage.check(response && response->status == 101,
        u"the upgrade was refused with %1"_s.arg(response ? response->status : 0));
    return response->header("sec-websocket-extensions");
}

void checkEcho(Stage& stage, const Offer& offer)
{
    RawPeer peer(stage.url());
    const QByteArray answer = upgrade(stage, peer, offer.field);
    stage.check(answer == offer.answer, u"the answer is \"%1\""_s.arg(QString::fromLatin1(answer)));
    const bool isAgreed = !offer.answer.isEmpty();
    // Repeats that are further apart than a small window.
    const QByteArray quick = "The quick brown fox jumps over the lazy dog. ";
    const QByteArray message
        = quick + deflated(quick.repeated(100)).toBase64().repeated(20) + quick;
    peer.send(RawFrame::text(message));
    if (isAgreed)
        peer.send(RawFrame { RawFrame::Text, deflated(message), true, rsv1 });
    for (int i = 0; i < (isAgreed ? 2 : 1); ++i) {
        const auto echo = peer.readFrame();
        stage.check(echo.has_value(), u"no echo came"_s);
        stage.check(echo->rsv == (isAgreed ? rsv1 : 0), u"RSV1 is wrong"_s);
        stage.check(messageOf(*echo, offer.windowBits) == message, u"the echo is another"_s);
    }
    peer.send(RawFrame::text("short"));
    const auto echo = peer.readFrame();
    stage.check(
        echo && echo->rsv == 0 && echo->payload == "short", u"what is short must come as it is"_s);
}

void negotiation(Stage& stage)
{
    const QByteArray all = answerToAll;
    const QList<Offer> offers {
        { u"nobody"_s, "", "" },
        { u"Firefox and Safari"_s, "permessage-deflate", all },
        { u"Chromium and node"_s, "permessage-deflate; client_max_window_bits", all },
        { u"Python"_s, "permessage-deflate; server_max_window_bits=12; client_max_window_bits=12",
            all + "; server_max_window_bits=12", 12 },
        { u"one with little memory"_s, "permessage-deflate; server_max_window_bits=9",
            all + "; server_max_window_bits=9", 9 },
        { u"one with a second choice"_s,
            "permessage-deflate; server_max_window_bits=8, permessage-deflate", all },
        { u"one with a value that must not be there"_s,
            "permessage-deflate; server_no_context_takeover=1", "" },
        { u"one with a parameter of its own"_s, "permessage-deflate; level=9", "" },
        { u"one that says it twice"_s,
            "permessage-deflate; client_max_window_bits; client_max_window_bits", "" },
        { u"one with another extension"_s, "bbf-usp-protocol", "" },
    };
    for (const Offer& offer : offers)
        stage.attempt(u"the offer of "_s + offer.who, [&] { checkEcho(stage, offer); });
    stage.attempt(u"a field that is no list of extensions is refused, 400"_s, [&] {
        RawPeer peer(stage.url());
        peer.send(
            peer.upgradeRequest("/echo", "Sec-WebSocket-Extensions: permessage-deflate; =\r\n"));
        const auto response = peer.readResponse();
        stage.check(response && response->status == 400, u"it is granted"_s);
    });
}

void badDeflate(Stage& stage)
{
    const auto closes = [&stage](const QString& what, const QByteArray& bytes, int code) {
        stage.attempt(what, [&] {
            RawPeer peer(stage.url());
            upgrade(stage, peer, "permessage-deflate");
            peer.send(bytes);
            const auto told = peer.readClose();
            stage.check(told == code, u"closed with %1"_s.arg(told.value_or(0)));
        });
    };
    const auto frame = [](const QByteArray& payload, quint8 opcode = RawFrame::Text) {
        return RawFrame { opcode, payload, true, rsv1 }.toBytes();
    };
    closes(u"a bomb of 16 MiB in 16 KiB closes with 1009"_s,
        frame(deflated(QByteArray(16 << 20, 'x'))), 1009);
    closes(u"a gibibyte declared closes with 1009"_s,
        RawFrame { RawFrame::Text, "x", true, rsv1, true, quint64(1) << 30 }.toBytes(), 1009);
    closes(u"data that no compressor makes closes with 1007"_s, frame("Hello, hello!"), 1007);
    closes(u"data that is cut off closes with 1007"_s,
        frame(deflated(QByteArray(1000, 'x')).chopped(2)), 1007);
    closes(u"what is no UTF-8 when expanded closes with 1007"_s,
        frame(deflated(QByteArray(1000, '\xff'))), 1007);
    closes(u"RSV1 on a ping closes with 1002"_s, frame("", RawFrame::Ping), 1002);
    closes(u"RSV1 on a continuation closes with 1002"_s,
        RawFrame { RawFrame::Text, "x", false }.toBytes() + frame("y", RawFrame::Continuation),
        1002);
    closes(u"RSV2 closes with 1002"_s, RawFrame { RawFrame::Text, "x", true, 2 }.toBytes(), 1002);
    stage.attempt(u"RSV1 without an agreement closes with 1002"_s, [&] {
        RawPeer peer(stage.url());
        stage.check(peer.upgrade("/echo"), u"the upgrade was refused"_s);
        peer.send(frame(deflated("x")));
        stage.check(peer.readClose() == 1002, u"it is not"_s);
    });
}

void deflatedTalk(Stage& stage)
{
    const RoomName room = stage.room();
    const QByteArray query = "&room=" + QUrl::toPercentEncoding(room.toString());
    const auto path = [&](const QString& who) {
        return "/ws?username=" + QUrl::toPercentEncoding(stage.name(who).toString()) + query;
    };
    stage.step(u"two ask for compression, one has a small window, one does not ask"_s);
    SimulatedUser& plain = stage.member(u"plain"_s, room);
    RawPeer ann(stage.url());
    RawPeer bob(stage.url());
    RawPeer small(stage.url());
    upgrade(stage, ann, "permessage-deflate; client_max_window_bits", path(u"ann"_s));
    upgrade(stage, bob, "permessage-deflate", path(u"bob"_s));
    upgrade(stage, small, "permessage-deflate; server_max_window_bits=9", path(u"small"_s));

    const auto hears = [&stage](RawPeer& peer, const QByteArray& content, bool isCompressed) {
        while (const auto frame = peer.readFrame()) {
            const auto message = messageOf(*frame);
            stage.check(message.has_value(), u"a frame cannot be read"_s);
            if (message->contains("\"" + content + "\"")) {
                stage.check((frame->rsv == rsv1) == isCompressed,
                    isCompressed ? u"it is not compressed"_s : u"it is compressed"_s);
                return;
            }
        }
        stage.check(false, u"it was not told"_s);
    };
    const QByteArray content = QByteArray("a b c d e f g ").repeated(100).trimmed();
    stage.step(u"ann says something long, compressed, and everybody reads it"_s);
    ann.send(RawFrame {
        RawFrame::Text, deflated(R"({"type":"text","content":")" + content + "\"}"), true, rsv1 });
    hears(ann, content, true);
    hears(bob, content, true);
    hears(small, content, false);
    plain.expectText(room, QString::fromLatin1(content));

    stage.step(u"what is short comes as it is"_s);
    plain.say(room, u"hi"_s);
    hears(ann, "hi", false);
    hears(bob, "hi", false);
    plain.expectText(room, u"hi"_s);
}

} // namespace

QList<Scenario> deflateScenarios()
{
    return {
        { u"deflate-offers"_s,
            u"permessage-deflate as browsers and libraries offer it (RFC 7692 section 7.1)"_s,
            negotiation },
        { u"deflate-bad"_s, u"bombs, broken data and misplaced bits (RFC 7692 section 6)"_s,
            badDeflate },
        { u"deflate-talk"_s, u"compressed and plain connections talk in one room"_s, deflatedTalk },
    };
}

} // namespace landline::support
