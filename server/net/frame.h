// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

/// The frames of RFC 6455, server side.
namespace landline::server {

/// RFC 6455 section 5.2.
enum class Opcode : quint8 {
    Continuation = 0x0,
    Text = 0x1,
    Binary = 0x2,
    Close = 0x8,
    Ping = 0x9,
    Pong = 0xa,
};

/// RFC 6455 section 7.4 and PROTOCOL.md section 4.
enum class CloseCode : quint16 {
    Normal = 1000,
    GoingAway = 1001,
    ProtocolError = 1002,
    UnsupportedData = 1003,
    InvalidPayload = 1007,
    PolicyViolation = 1008,
    MessageTooBig = 1009,
    Replaced = 4001,
    Kicked = 4003,
    TooSlow = 4008,
    NoHello = 4010,
    Flooding = 4029,
};

/// Whether a data frame's payload is compressed, which RSV1 says (RFC 7692 section 6).
enum class Packing { Plain, Deflated };

/// Bytes that a frame's own fields take at most: 2, a 64-bit length, and a mask.
constexpr qsizetype longestFrameHeader = 14;
/// Payload bytes of a control frame at most (RFC 6455 section 5.5).
constexpr qsizetype longestControlPayload = 125;

/// Appends one final, unmasked frame.
void appendFrame(
    QByteArray& out, Opcode opcode, QByteArrayView payload, Packing packing = Packing::Plain);
/// One final, unmasked frame.
QByteArray frameOf(Opcode opcode, QByteArrayView payload, Packing packing = Packing::Plain);
/// A close frame; the reason is cut to what fits, at a whole character.
QByteArray closeFrame(CloseCode code, const QString& reason);

/// The length of the unmasked frame that begins the bytes, its header included.
/// The bytes must hold the whole header, as frames made here do.
qint64 frameLength(QByteArrayView bytes);

/// Whether a close frame may carry the code (RFC 6455 section 7.4.1 and 7.4.2).
bool isValidCloseCode(quint16 code);

} // namespace landline::server
