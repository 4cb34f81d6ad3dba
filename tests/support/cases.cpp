// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cases.h"

using namespace Qt::StringLiterals;

namespace landline::support {

namespace {

QString described(const RawFrame& frame)
{
    if (frame.opcode == RawFrame::Close)
        return u"a close with %1"_s.arg(frame.closeCode());
    return u"opcode %1 with %2 bytes (%3...)"_s.arg(frame.opcode)
        .arg(frame.payload.size())
        .arg(QString::fromLatin1(frame.payload.left(16).toHex()));
}

void checkClosed(Stage& stage, RawPeer& peer, const QList<int>& codes)
{
    const std::optional<RawFrame> frame = peer.readFrame();
    stage.check(frame || !peer.isConnected(), u"no close came"_s);
    stage.check(
        frame.has_value(), u"the connection ended without a close, not %1"_s.arg(codes.first()));
    stage.check(frame->opcode == RawFrame::Close && codes.contains(frame->closeCode()),
        u"the answer is %1, not a close with %2"_s.arg(described(*frame)).arg(codes.first()));
    stage.check(peer.waitForEnd(stage.patience()), u"the connection stayed open after the close"_s);
}

void playCase(Stage& stage, const WireCase& wireCase)
{
    stage.attempt(wireCase.what, [&] {
        RawPeer peer(stage.url());
        stage.check(peer.upgrade("/echo"), u"the upgrade was refused"_s);
        peer.send(wireCase.bytes);
        for (const RawFrame& expected : wireCase.answers) {
            const std::optional<RawFrame> frame = peer.readFrame();
            stage.check(frame.has_value(), u"an answer is missing"_s);
            stage.check(*frame == expected, u"the answer is %1"_s.arg(described(*frame)));
        }
        if (!wireCase.closeCodes.isEmpty()) {
            checkClosed(stage, peer, wireCase.closeCodes);
            return;
        }
        peer.send(RawFrame::text("still there?"));
        stage.check(peer.readFrame() == answered(RawFrame::Text, "still there?"),
            u"the connection is dead, or said more"_s);
    });
}

} // namespace

RawFrame answered(RawFrame::Opcode opcode, const QByteArray& payload)
{
    return { quint8(opcode), payload, true, 0, false };
}

QByteArray fragment(quint8 opcode, const QByteArray& payload, bool fin)
{
    return RawFrame { opcode, payload, fin }.toBytes();
}

QByteArray ping(const QByteArray& payload)
{
    return RawFrame { RawFrame::Ping, payload }.toBytes();
}

void playCases(Stage& stage, const QList<WireCase>& cases)
{
    for (const WireCase& wireCase : cases)
        playCase(stage, wireCase);
}

QByteArray upgradeWith(const QByteArray& path, const QByteArray& headers)
{
    return "GET " + path + " HTTP/1.1\r\n" + headers + "\r\n";
}

void playDoors(Stage& stage, const QList<Door>& doors)
{
    const QByteArray host = stage.url().authority().toLatin1();
    for (const Door& door : doors) {
        stage.attempt(u"%1: %2"_s.arg(door.what).arg(door.status), [&] {
            RawPeer peer(stage.url());
            peer.send(QByteArray(door.request).replace("HOST", host));
            const auto response = peer.readResponse(stage.patience());
            stage.check(response || !peer.isConnected(), u"no answer came"_s);
            stage.check(response.has_value(), u"the connection ended without an answer"_s);
            stage.check(
                response->status == door.status, u"the answer is %1"_s.arg(response->status));
            if (door.status == 101)
                return;
            stage.check(peer.waitForEnd(stage.patience()) || door.status == 200,
                u"the connection stayed after a refusal"_s);
        });
    }
}

} // namespace landline::support
