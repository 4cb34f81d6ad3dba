// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/frame.h"

#include <QString>
#include <QtEndian>

namespace landline::server {

namespace {

constexpr quint8 finalBit = 0x80;
constexpr quint8 deflatedBit = 0x40; // RSV1
constexpr quint8 lengthIn16Bits = 126;
constexpr quint8 lengthIn64Bits = 127;

} // namespace

void appendFrame(QByteArray& out, Opcode opcode, QByteArrayView payload, Packing packing)
{
    char header[longestFrameHeader];
    qsizetype size = 2;
    header[0] = static_cast<char>(
        finalBit | (packing == Packing::Deflated ? deflatedBit : 0) | static_cast<quint8>(opcode));
    if (payload.size() < lengthIn16Bits) {
        header[1] = static_cast<char>(payload.size());
    } else if (payload.size() <= 0xffff) {
        header[1] = static_cast<char>(lengthIn16Bits);
        qToBigEndian(static_cast<quint16>(payload.size()), header + 2);
        size = 4;
    } else {
        header[1] = static_cast<char>(lengthIn64Bits);
        qToBigEndian(static_cast<quint64>(payload.size()), header + 2);
        size = 10;
    }
    out.append(header, size);
    out.append(payload.data(), payload.size());
}

QByteArray frameOf(Opcode opcode, QByteArrayView payload, Packing packing)
{
    QByteArray frame;
    frame.reserve(payload.size() + longestFrameHeader);
    appendFrame(frame, opcode, payload, packing);
    return frame;
}

QByteArray closeFrame(CloseCode code, const QString& reason)
{
    char codeBytes[2];
    qToBigEndian(static_cast<quint16>(code), codeBytes);
    QByteArray text = reason.toUtf8();
    constexpr qsizetype longestReason = longestControlPayload - 2;
    if (text.size() > longestReason) {
        qsizetype end = longestReason;
        while (end > 0 && (static_cast<quint8>(text.at(end)) & 0xc0) == 0x80) {
            --end;
        }
        text.truncate(end);
    }
    return frameOf(Opcode::Close, QByteArray(codeBytes, 2) + text);
}

qint64 frameLength(QByteArrayView bytes)
{
    const auto length = static_cast<quint8>(bytes[1]) & 0x7f;
    if (length == lengthIn16Bits) {
        return 4 + qFromBigEndian<quint16>(bytes.data() + 2);
    }
    if (length == lengthIn64Bits) {
        return 10 + static_cast<qint64>(qFromBigEndian<quint64>(bytes.data() + 2));
    }
    return 2 + length;
}

bool isValidCloseCode(quint16 code)
{
    const bool standard
        = code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
    const bool registered = code >= 3000 && code <= 4999;
    return standard || registered;
}

} // namespace landline::server
