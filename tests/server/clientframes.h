// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/frame.h"
#include "server/net/framereader.h"

#include <QByteArray>
#include <QList>
#include <QTest>
#include <QtEndian>

#include <optional>

/// What a client says, byte by byte, and what a FrameReader makes of it.
namespace landline::server::testing {

/// A length field of RFC 6455 section 5.2, in the form that is asked for, whether right or wrong.
enum class LengthForm { Shortest, In16Bits, In64Bits };

struct ClientFrame {
    quint8 opcode = 0x1;
    QByteArray payload = {};
    bool isFinal = true;
    quint8 reserved = 0; ///< 0 to 7.
    bool masked = true;
    QByteArray mask = QByteArrayLiteral("\x37\xfa\x21\x3d"); ///< As in RFC 6455 section 5.7.
    LengthForm form = LengthForm::Shortest;
    std::optional<quint64> declared = {}; ///< Where it is not the payload's length.

    QByteArray toBytes() const
    {
        QByteArray bytes;
        bytes.append(static_cast<char>((isFinal ? 0x80 : 0) | (reserved << 4) | opcode));
        const quint64 length = declared.value_or(static_cast<quint64>(payload.size()));
        const int maskBit = masked ? 0x80 : 0;
        char wide[8];
        if (form == LengthForm::In64Bits || (form == LengthForm::Shortest && length > 0xffff)) {
            bytes.append(static_cast<char>(maskBit | 127));
            qToBigEndian(length, wide);
            bytes.append(wide, 8);
        } else if (form == LengthForm::In16Bits || length > 125) {
            bytes.append(static_cast<char>(maskBit | 126));
            qToBigEndian(static_cast<quint16>(length), wide);
            bytes.append(wide, 2);
        } else {
            bytes.append(static_cast<char>(maskBit | static_cast<int>(length)));
        }
        if (!masked) {
            return bytes + payload;
        }
        bytes.append(mask);
        for (qsizetype i = 0; i < payload.size(); ++i) {
            bytes.append(static_cast<char>(payload.at(i) ^ mask.at(i % 4)));
        }
        return bytes;
    }
};

inline QByteArray clientText(const QByteArray& payload)
{
    return ClientFrame { .payload = payload }.toBytes();
}

inline QByteArray fragment(quint8 opcode, const QByteArray& payload, bool isFinal)
{
    return ClientFrame { .opcode = opcode, .payload = payload, .isFinal = isFinal }.toBytes();
}

inline QByteArray clientPing(const QByteArray& payload = {})
{
    return fragment(0x9, payload, true);
}

inline QByteArray clientClose(quint16 code, const QByteArray& reason = {})
{
    char wide[2];
    qToBigEndian(code, wide);
    return fragment(0x8, QByteArray(wide, 2) + reason, true);
}

/// Everything a FrameReader said, as text: "text:hi", "binary:..", "ping:", "pong:", "close:1000", "fail:1002".
class Recording final : public FrameSink {
public:
    void messageRead(Opcode type, QByteArrayView payload) override
    {
        said.append((type == Opcode::Text ? "text:" : "binary:") + payload.toByteArray());
    }
    void pingRead(QByteArrayView payload) override { said.append("ping:" + payload.toByteArray()); }
    void pongRead(QByteArrayView payload) override { said.append("pong:" + payload.toByteArray()); }
    void closeRead(std::optional<quint16> code) override
    {
        said.append("close:" + (code ? QByteArray::number(*code) : "none"));
    }
    /// Reads on, and notes a violation too.
    void read(FrameReader& reader, QByteArrayView bytes)
    {
        if (const auto violation = reader.read(bytes, *this)) {
            said.append("fail:" + QByteArray::number(static_cast<int>(violation->code)));
            sentence = violation->reason;
        }
    }

    QList<QByteArray> said;
    QString sentence;
};

/// What a reader says of the bytes, all at once.
inline QList<QByteArray> readAtOnce(QByteArrayView bytes, qint64 limit = 65536)
{
    FrameReader reader(limit);
    Recording recording;
    recording.read(reader, bytes);
    return recording.said;
}

} // namespace landline::server::testing
