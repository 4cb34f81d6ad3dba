// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/framereader.h"

#include "server/net/inflater.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

constexpr quint8 finalBit = 0x80;
constexpr quint8 reservedBits = 0x70;
constexpr quint8 deflatedBit = 0x40; // RSV1
constexpr quint8 opcodeBits = 0x0f;
constexpr quint8 maskBit = 0x80;
constexpr quint8 lengthBits = 0x7f;
/// Bytes that a buffer keeps between messages; beyond it a rare long message would be held for ever.
constexpr qsizetype keptCapacity = 512;

bool isControl(Opcode opcode)
{
    return (static_cast<quint8>(opcode) & 0x8) != 0;
}

FrameViolation protocolError(const QString& reason)
{
    return { CloseCode::ProtocolError, reason };
}

FrameViolation invalidUtf8()
{
    return { CloseCode::InvalidPayload, u"Text must be UTF-8."_s };
}

/// Appends the bytes unmasked; `at` is the index of the mask byte for the first (RFC 6455 section 5.3).
void appendUnmasked(QByteArray& out, QByteArrayView bytes, const quint8 (&mask)[4], quint8 at)
{
    const qsizetype start = out.size();
    out.resize(start + bytes.size());
    char* to = out.data() + start;
    quint8 turned[8];
    for (int i = 0; i < 8; ++i) {
        turned[i] = mask[(at + i) & 3];
    }
    quint64 wide = 0;
    std::memcpy(&wide, turned, sizeof wide);
    qsizetype i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
        quint64 eight = 0;
        std::memcpy(&eight, bytes.data() + i, sizeof eight);
        eight ^= wide;
        std::memcpy(to + i, &eight, sizeof eight);
    }
    for (; i < bytes.size(); ++i) {
        to[i] = static_cast<char>(static_cast<quint8>(bytes[i]) ^ turned[i & 7]);
    }
}

} // namespace

std::optional<FrameViolation> FrameReader::read(QByteArrayView bytes, FrameSink& sink)
{
    while (!m_ended) {
        if (!m_inPayload) {
            if (bytes.isEmpty()) {
                break;
            }
            if (auto violation = readHeader(bytes)) {
                m_ended = true;
                return violation;
            }
            continue;
        }
        if (bytes.isEmpty() && m_remaining > 0) {
            break;
        }
        if (auto violation = readPayload(bytes, sink)) {
            m_ended = true;
            return violation;
        }
    }
    return std::nullopt;
}

qsizetype FrameReader::headerLength() const
{
    if (m_headerSize < 2) {
        return 2;
    }
    const auto length = m_header[1] & lengthBits;
    const qsizetype lengthBytes = length == 127 ? 8 : length == 126 ? 2 : 0;
    return 2 + lengthBytes + ((m_header[1] & maskBit) != 0 ? 4 : 0);
}

std::optional<FrameViolation> FrameReader::readHeader(QByteArrayView& bytes)
{
    while (m_headerSize < headerLength()) {
        if (bytes.isEmpty()) {
            return std::nullopt;
        }
        m_header[m_headerSize++] = static_cast<quint8>(bytes.front());
        bytes = bytes.sliced(1);
        // What the first two bytes rule out need not wait for the rest.
        if (m_headerSize == 2) {
            m_final = (m_header[0] & finalBit) != 0;
            m_opcode = static_cast<Opcode>(m_header[0] & opcodeBits);
            if (auto violation = checkOpcode()) {
                return violation;
            }
        }
    }
    return takeHeader();
}

std::optional<FrameViolation> FrameReader::checkOpcode() const
{
    const bool mayBeDeflated
        = m_inflater != nullptr && (m_opcode == Opcode::Text || m_opcode == Opcode::Binary);
    if ((m_header[0] & reservedBits & ~(mayBeDeflated ? deflatedBit : 0)) != 0) {
        return protocolError(u"A reserved bit is set that means nothing there."_s);
    }
    if ((m_header[1] & maskBit) == 0) {
        return protocolError(u"Frames from a client must be masked."_s);
    }
    switch (m_opcode) {
    case Opcode::Continuation:
        if (!m_fragmented) {
            return protocolError(u"A continuation frame continues nothing."_s);
        }
        return std::nullopt;
    case Opcode::Text:
    case Opcode::Binary:
        if (m_fragmented) {
            return protocolError(u"A new message began before the last was complete."_s);
        }
        return std::nullopt;
    case Opcode::Close:
    case Opcode::Ping:
    case Opcode::Pong:
        if (!m_final || (m_header[1] & lengthBits) > longestControlPayload) {
            return protocolError(u"A control frame must be whole and of at most 125 bytes."_s);
        }
        return std::nullopt;
    }
    return protocolError(u"The opcode is reserved."_s);
}

std::optional<FrameViolation> FrameReader::takeHeader()
{
    quint64 length = m_header[1] & lengthBits;
    const quint8* mask = m_header + 2;
    if (length == 126) {
        length = qFromBigEndian<quint16>(m_header + 2);
        mask = m_header + 4;
        if (length < 126) {
            return protocolError(u"The length must be written in its shortest form."_s);
        }
    } else if (length == 127) {
        length = qFromBigEndian<quint64>(m_header + 2);
        mask = m_header + 10;
        if (length <= 0xffff || (length >> 63) != 0) {
            return protocolError(u"The length must be written in its shortest form."_s);
        }
    }
    const bool control = isControl(m_opcode);
    if (m_opcode == Opcode::Text || m_opcode == Opcode::Binary) {
        m_type = m_opcode;
        m_utf8.reset();
        m_deflated = (m_header[0] & deflatedBit) != 0;
    }
    const qint64 longest = m_deflated ? Inflater::mostDeflated(m_longestMessage) : m_longestMessage;
    if (!control && length > static_cast<quint64>(longest - m_message.size())) {
        return tooBig();
    }
    std::copy_n(mask, 4, m_mask);
    m_maskAt = 0;
    m_remaining = static_cast<qint64>(length);
    m_headerSize = 0;
    m_inPayload = true;
    return std::nullopt;
}

std::optional<FrameViolation> FrameReader::readPayload(QByteArrayView& bytes, FrameSink& sink)
{
    const bool control = isControl(m_opcode);
    const auto piece
        = bytes.first(static_cast<qsizetype>(std::min<qint64>(bytes.size(), m_remaining)));
    QByteArray& buffer = control ? m_control : m_message;
    const qsizetype start = buffer.size();
    appendUnmasked(buffer, piece, m_mask, m_maskAt);
    m_maskAt = static_cast<quint8>((m_maskAt + piece.size()) & 3);
    m_remaining -= piece.size();
    bytes = bytes.sliced(piece.size());
    const bool isText = !control && !m_deflated && m_type == Opcode::Text;
    if (isText && !m_utf8.feed(QByteArrayView(buffer).sliced(start))) {
        return invalidUtf8();
    }
    return m_remaining == 0 ? endFrame(sink) : std::nullopt;
}

std::optional<FrameViolation> FrameReader::endFrame(FrameSink& sink)
{
    m_inPayload = false;
    if (isControl(m_opcode)) {
        return endControl(sink);
    }
    m_fragmented = !m_final;
    return m_final ? endMessage(sink) : std::nullopt;
}

std::optional<FrameViolation> FrameReader::endMessage(FrameSink& sink)
{
    if (m_deflated) {
        if (auto violation = endDeflated(sink)) {
            return violation;
        }
    } else if (m_type == Opcode::Text && !m_utf8.isComplete()) {
        return invalidUtf8();
    } else {
        sink.messageRead(m_type, m_message);
    }
    if (m_message.capacity() > keptCapacity) {
        m_message = {};
    } else {
        m_message.resize(0);
    }
    return std::nullopt;
}

std::optional<FrameViolation> FrameReader::endDeflated(FrameSink& sink)
{
    const auto expanded = m_inflater->inflate(m_message, m_longestMessage);
    if (const auto* fault = std::get_if<Inflater::Fault>(&expanded)) {
        return *fault == Inflater::Fault::TooLong ? tooBig()
                                                  : FrameViolation { CloseCode::InvalidPayload,
                                                        u"The message cannot be decompressed."_s };
    }
    const auto& message = std::get<QByteArray>(expanded);
    if (m_type == Opcode::Text && (!m_utf8.feed(message) || !m_utf8.isComplete())) {
        return invalidUtf8();
    }
    sink.messageRead(m_type, message);
    return std::nullopt;
}

FrameViolation FrameReader::tooBig() const
{
    return { CloseCode::MessageTooBig,
        u"A message may have at most %1 bytes."_s.arg(m_longestMessage) };
}

std::optional<FrameViolation> FrameReader::endControl(FrameSink& sink)
{
    const QByteArray payload = std::exchange(m_control, {});
    if (m_opcode == Opcode::Ping) {
        sink.pingRead(payload);
        return std::nullopt;
    }
    if (m_opcode == Opcode::Pong) {
        sink.pongRead(payload);
        return std::nullopt;
    }
    if (payload.size() == 1) {
        return protocolError(u"A close frame holds no code, or a whole one."_s);
    }
    std::optional<quint16> code;
    if (payload.size() >= 2) {
        code = qFromBigEndian<quint16>(payload.constData());
        Utf8Check reason;
        if (!isValidCloseCode(*code)) {
            return protocolError(u"The close code must not be sent."_s);
        }
        if (!reason.feed(QByteArrayView(payload).sliced(2)) || !reason.isComplete()) {
            return invalidUtf8();
        }
    }
    m_ended = true;
    sink.closeRead(code);
    return std::nullopt;
}

} // namespace landline::server
