// SPDX-License-Identifier: GPL-3.0-or-later
//
// What no client of ours would say. Each line gets its error; the connection lives on, and nobody else is touched.
#include "messages/codec.h"
#include "messages/limits.h"
#include "tests/support/scenario.h"

using namespace Qt::StringLiterals;

namespace landline::support {

namespace {

struct BadLine {
    QString what;
    QByteArray frame;
    QList<ErrorCode> codes; ///< Each of them is right.
};

QByteArray quoted(const RoomName& room)
{
    return '"' + room.toString().toUtf8() + '"';
}

/// A witness who must not notice any of it, and a way to ask whether the culprit still serves.
struct Bystanders {
    Stage& stage;
    RoomName room;
    SimulatedUser& witness;
    int marks = 0;

    void checkUntouched(SimulatedUser& culprit)
    {
        const EventId ping = culprit.send(request::Ping {});
        culprit.expect<event::Pong>(u"a pong"_s, [&](auto& pong) { return pong.id == ping; });
        const QString mark = u"mark %1"_s.arg(++marks);
        culprit.say(room, mark);
        const event::Text heard = witness.expectText(room, mark);
        stage.check(heard.seq == Seq { marks },
            u"something else was stored before seq %1"_s.arg(heard.seq.value));
        culprit.expectText(room, mark);
        const bool isTold = witness.take<event::Failure>([](auto&) { return true; }).has_value();
        stage.check(!isTold, u"somebody else was told the error"_s);
    }
};

void checkRefused(Stage& stage, SimulatedUser& culprit, const BadLine& line)
{
    culprit.sendRaw(line.frame);
    const auto failure = culprit.expect<event::Failure>(u"an error"_s, [](auto&) { return true; });
    stage.check(
        line.codes.contains(failure.code), u"the error is %1"_s.arg(wireName(failure.code)));
    stage.check(!failure.content.isEmpty(), u"the error has no sentence"_s);
    // What is no JSON at all has no id that could be read.
    const bool hasId = failure.code != ErrorCode::BadJson && line.frame.contains("\"id\":\"x\"");
    const std::optional<EventId> expected
        = hasId ? std::optional(EventId::fromString(u"x"_s).value()) : std::nullopt;
    stage.check(failure.id == expected, u"the error bears another id"_s);
}

/// Plays each line, and the marks of one culprit in bursts that a rate limit lets pass.
void playLines(Stage& stage, const std::function<QList<BadLine>(const RoomName&)>& lines)
{
    const RoomName room = stage.room();
    Bystanders bystanders { stage, room, stage.member(u"witness"_s, room) };
    int culprits = 0;
    for (const BadLine& line : lines(room)) {
        stage.attempt(line.what, [&] {
            SimulatedUser& culprit = stage.member(u"culprit%1"_s.arg(++culprits), room);
            checkRefused(stage, culprit, line);
            bystanders.checkUntouched(culprit);
            culprit.close();
        });
    }
}

void badFrames(Stage& stage)
{
    using enum ErrorCode;
    playLines(stage, [](const RoomName& room) {
        const QByteArray deep = QByteArray(10'000, '[') + QByteArray(10'000, ']');
        const QByteArray r = quoted(room);
        return QList<BadLine> {
            { u"not JSON"_s, "hello?", { BadJson } },
            { u"nothing at all"_s, "", { BadJson } },
            { u"half an object"_s, R"({"type":"text","content":)", { BadJson } },
            { u"an object and more"_s, R"({"type":"ping"} {})", { BadJson } },
            { u"a comment"_s, R"({"type":"ping"/**/})", { BadJson } },
            { u"a number out of range"_s, R"({"type":"read","seq":1e999})", { BadJson, BadField } },
            { u"an unpaired surrogate"_s, R"({"type":"text","content":"\ud800"})",
                { BadJson, BadField } },
            { u"a control character in a string"_s, "{\"type\":\"text\",\"content\":\"\x01\"}",
                { BadJson } },
            { u"10,000 levels of arrays"_s, R"({"type":"ping","x":)" + deep + '}', { BadJson } },
            { u"10,000 levels of objects"_s,
                QByteArray("{\"a\":").repeated(10'000) + '1' + QByteArray(10'000, '}'),
                { BadJson } },
            { u"an array"_s, R"([{"type":"ping"}])", { BadFrame } },
            { u"a string"_s, R"("ping")", { BadFrame } },
            { u"a number"_s, "42", { BadFrame } },
            { u"null"_s, "null", { BadFrame } },
            { u"no type"_s, R"({"id":"x"})", { BadFrame } },
            { u"a type that is a number"_s, R"({"type":7,"id":"x"})", { BadField } },
            { u"an unknown type"_s, R"({"type":"launch","id":"x"})", { UnknownType } },
            { u"a type that only the server sends"_s, R"({"type":"welcome","id":"x"})",
                { UnknownType } },
            { u"an id that is a number"_s, R"({"type":"ping","id":7})", { BadField } },
            { u"an id of 65 characters"_s, R"({"type":"ping","id":")" + QByteArray(65, 'i') + "\"}",
                { BadField } },
            { u"an empty id"_s, R"({"type":"ping","id":""})", { BadField } },
            { u"content that is a number"_s,
                R"({"type":"text","id":"x","content":7,"room":)" + r + '}', { BadField } },
            { u"content that is an object"_s,
                R"({"type":"text","id":"x","content":{},"room":)" + r + '}', { BadField } },
            { u"no content"_s, R"({"type":"text","id":"x","room":)" + r + '}', { BadField } },
            { u"empty content"_s, R"({"type":"text","id":"x","content":"","room":)" + r + '}',
                { BadField } },
            { u"content of blanks alone"_s,
                R"({"type":"text","id":"x","content":" \n\t","room":)" + r + '}', { BadField } },
            { u"content that is one byte too long"_s,
                R"({"type":"text","id":"x","content":")" + QByteArray(limits::content + 1, 'x')
                    + R"(","room":)" + r + '}',
                { TooLong } },
            { u"content too long in bytes, not in characters"_s,
                R"({"type":"text","id":"x","content":")"
                    + QByteArray("ü").repeated(limits::content / 2 + 1) + R"(","room":)" + r + '}',
                { TooLong } },
            { u"reply to a negative seq"_s,
                R"({"type":"text","id":"x","content":"hi","reply_to":-1,"room":)" + r + '}',
                { BadField } },
            { u"typing that is no boolean"_s,
                R"({"type":"typing","id":"x","active":"yes","room":)" + r + '}', { BadField } },
            { u"a topic that is too long"_s,
                R"({"type":"topic","id":"x","topic":")" + QByteArray(2000, 't') + R"(","room":)" + r
                    + '}',
                { TooLong } },
            { u"a second hello"_s, R"({"type":"hello","id":"x","protocol":1,"username":"else"})",
                { BadFrame, Forbidden } },
        };
    });
}

void badRooms(Stage& stage)
{
    using enum ErrorCode;
    playLines(stage, [](const RoomName& room) {
        const QByteArray r = quoted(room);
        const QByteArray join = R"({"type":"join","id":"x","room":)";
        QList<BadLine> lines {
            { u"text to a room never joined"_s,
                R"({"type":"text","id":"x","content":"hi","room":"elsewhere"})", { NotJoined } },
            { u"typing in a room never joined"_s,
                R"({"type":"typing","id":"x","room":"elsewhere"})", { NotJoined } },
            { u"reading a room never joined"_s,
                R"({"type":"read","id":"x","seq":1,"room":"elsewhere"})", { NotJoined } },
            { u"leaving a room never joined"_s, R"({"type":"leave","id":"x","room":"elsewhere"})",
                { NotJoined } },
            { u"history of a room never joined"_s,
                R"({"type":"history","id":"x","room":"elsewhere"})", { NotJoined } },
            { u"history before a negative seq"_s,
                R"({"type":"history","id":"x","before":-1,"room":)" + r + '}', { BadField } },
            { u"history after a negative seq"_s,
                R"({"type":"history","id":"x","after":-1,"room":)" + r + '}', { BadField } },
            { u"history with a negative limit"_s,
                R"({"type":"history","id":"x","limit":-5,"room":)" + r + '}', { BadField } },
            { u"history with a limit of 0"_s,
                R"({"type":"history","id":"x","limit":0,"room":)" + r + '}', { BadField } },
            { u"history before and after"_s,
                R"({"type":"history","id":"x","before":5,"after":1,"room":)" + r + '}',
                { BadField } },
            { u"history before a fraction"_s,
                R"({"type":"history","id":"x","before":1.5,"room":)" + r + '}', { BadField } },
            { u"history before 2^64"_s,
                R"({"type":"history","id":"x","before":18446744073709551616,"room":)" + r + '}',
                { BadField, BadJson } },
            { u"join since a negative seq"_s,
                R"({"type":"join","id":"x","since":-1,"room":)" + r + '}', { BadField } },
            { u"join without a room"_s, R"({"type":"join","id":"x"})", { BadField } },
            { u"a room that is a number"_s, join + "7}", { BadField } },
        };
        const QList<std::pair<QString, QByteArray>> names {
            { u"an empty room name"_s, "" },
            { u"a room name of 65 characters"_s, QByteArray(65, 'r') },
            { u"a room name of 60,000 characters"_s, QByteArray(60'000, 'r') },
            { u"a room name of blanks"_s, "   " },
            { u"a room name with a blank at its end"_s, "room " },
            { u"a room name with a line break"_s, "ro\\nom" },
            { u"a room name with NUL"_s, "ro\\u0000om" },
            { u"a room name that turns the reading direction"_s, "ro\u202eom" },
            { u"a room name with a character of no width"_s, "ro\u200bom" },
            { u"a room name of marks upon marks"_s, "z" + QByteArray("\u0301").repeated(20) },
        };
        for (const auto& [what, name] : names)
            lines.append({ what, join + '"' + name + "\"}", { BadName } });
        return lines;
    });
}

void badUserNames(Stage& stage)
{
    const QList<std::pair<QString, QByteArray>> names {
        { u"an empty name"_s, "" },
        { u"a name of 33 characters"_s, QByteArray(33, 'n') },
        { u"a name of 60,000 characters"_s, QByteArray(60'000, 'n') },
        { u"a name with a line break"_s, "an\\nn" },
        { u"a name that turns the reading direction"_s, "an\u202en" },
        { u"a name with a character of no width"_s, "an\u200bn" },
        { u"a name that begins like a mention"_s, "@ann" },
    };
    for (const auto& [what, name] : names) {
        stage.attempt(what + u": said in hello, an error and then another try"_s, [&, name = name] {
            RawPeer peer(stage.url());
            stage.check(peer.upgrade("/ws"), u"the upgrade was refused"_s);
            peer.send(RawFrame::text(
                "{\"type\":\"hello\",\"id\":\"x\",\"protocol\":1,\"username\":\"" + name + "\"}"));
            const auto error = peer.readFrame();
            stage.check(
                error && error->payload.contains("\"bad_name\""), u"the answer is no bad_name"_s);
            const QByteArray good = stage.name(u"good"_s).toString().toUtf8();
            peer.send(RawFrame::text(
                "{\"type\":\"hello\",\"protocol\":1,\"username\":\"" + good + "\"}"));
            const auto welcome = peer.readFrame();
            stage.check(welcome && welcome->payload.contains("\"welcome\""),
                u"a second try is not welcome"_s);
        });
    }
    stage.attempt(u"a bad name in the query is refused as HTTP, 400"_s, [&] {
        RawPeer peer(stage.url());
        peer.send(peer.upgradeRequest("/ws?username=an%0an&room=general"));
        const auto response = peer.readResponse();
        stage.check(response && response->status == 400,
            u"status %1"_s.arg(response ? response->status : 0));
    });
}

/// What is wrong below JSON: the frame layer answers, by error or by an RFC 6455 close.
void badMessages(Stage& stage)
{
    const RoomName room = stage.room();
    Bystanders bystanders { stage, room, stage.member(u"witness"_s, room) };
    int culprits = 0;
    const auto simplePeer = [&](RawPeer& peer) {
        const QByteArray name = "raw" + QByteArray::number(++culprits)
            + QUrl::toPercentEncoding(stage.name(u"r"_s).toString());
        stage.check(peer.upgrade("/ws?username=" + name
                        + "&room=" + QUrl::toPercentEncoding(room.toString())),
            u"the upgrade was refused"_s);
    };
    const auto closes = [&](const QString& what, const QByteArray& bytes, int code) {
        stage.attempt(what, [&] {
            RawPeer peer(stage.url());
            simplePeer(peer);
            peer.send(bytes);
            const std::optional<int> told = peer.readClose();
            stage.check(told == code, u"closed with %1"_s.arg(told.value_or(0)));
            bystanders.checkUntouched(stage.member(u"mate%1"_s.arg(culprits), room));
        });
    };
    closes(u"invalid UTF-8 closes with 1007"_s,
        RawFrame::text("{\"type\":\"text\",\"content\":\"\xff\"}").toBytes(), 1007);
    closes(u"a content of 1 MB closes with 1009"_s,
        RawFrame::text("{\"type\":\"text\",\"content\":\"" + QByteArray(1 << 20, 'x') + "\"}")
            .toBytes(),
        1009);
    stage.attempt(u"a binary message gets bad_frame, and the connection lives"_s, [&] {
        SimulatedUser& culprit = stage.member(u"binary"_s, room);
        culprit.sendRawBinary("{\"type\":\"ping\"}");
        culprit.expect<event::Failure>(
            u"bad_frame"_s, [](auto& f) { return f.code == ErrorCode::BadFrame; });
        bystanders.checkUntouched(culprit);
    });
    stage.attempt(u"a text before hello gets an error, and hello is still welcome"_s, [&] {
        RawPeer peer(stage.url());
        stage.check(peer.upgrade("/ws"), u"the upgrade was refused"_s);
        peer.send(RawFrame::text(R"({"type":"text","content":"hi"})"));
        const auto error = peer.readFrame();
        stage.check(error && error->payload.contains("\"error\""), u"no error came"_s);
        peer.send(RawFrame::text(R"({"type":"hello","protocol":1,"username":")"
            + stage.name(u"h"_s).toString().toUtf8() + "\"}"));
        const auto welcome = peer.readFrame();
        stage.check(welcome && welcome->payload.contains("\"welcome\""), u"no welcome came"_s);
    });
    stage.attempt(u"unknown fields are ignored"_s, [&] {
        SimulatedUser& culprit = stage.member(u"newer"_s, room);
        culprit.sendRaw(
            R"({"type":"ping","id":"p","colour":"blue","nested":{"a":[1,2,{"b":null}]}})");
        culprit.expect<event::Pong>(
            u"a pong"_s, [](auto& pong) { return pong.id && pong.id->toString() == u"p"_s; });
    });
}

} // namespace

QList<Scenario> inputScenarios()
{
    return {
        { u"bad-frames"_s, u"what is no frame, or has wrong fields, gets its error"_s, badFrames },
        { u"bad-rooms"_s,
            u"rooms never joined, monstrous names and negative numbers get their error"_s,
            badRooms },
        { u"bad-user-names"_s, u"names that nobody may have are refused, and another try is open"_s,
            badUserNames },
        { u"bad-messages"_s, u"bad UTF-8, binary and oversized messages"_s, badMessages },
    };
}

} // namespace landline::support
