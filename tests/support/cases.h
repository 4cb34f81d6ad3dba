// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/stage.h"

namespace landline::support {

/// What is sent to /echo after the handshake, and what must come back: messages, and then either a close or life.
struct WireCase {
    QString what;
    QByteArray bytes;
    QList<RawFrame> answers;
    QList<int> closeCodes = {}; ///< Each of them is right; none where the connection lives on.
};

/// A frame as a server sends it.
RawFrame answered(RawFrame::Opcode opcode, const QByteArray& payload);
/// The bytes of frames as a client sends them.
QByteArray fragment(quint8 opcode, const QByteArray& payload, bool fin);
QByteArray ping(const QByteArray& payload);

/// Plays each on a connection of its own, as an attempt of the stage.
void playCases(Stage& stage, const QList<WireCase>& cases);

/// What is said at the door, and the status of the answer.
struct Door {
    QString what;
    QByteArray request; ///< All of it; HOST stands for the server's own Host.
    int status;
};

/// A GET of HTTP/1.1; `headers` end in CRLF each.
QByteArray upgradeWith(const QByteArray& path, const QByteArray& headers);
/// Plays each on a connection of its own, as an attempt of the stage.
void playDoors(Stage& stage, const QList<Door>& doors);

} // namespace landline::support
