// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/frame.h"
#include "server/net/utf8check.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace landline::server {

class Inflater;

/// What a FrameReader finds. The payloads are valid during the call only.
class FrameSink {
public:
    virtual ~FrameSink() = default;

    /// A whole message: Opcode::Text (valid UTF-8) or Opcode::Binary.
    virtual void messageRead(Opcode type, QByteArrayView payload) = 0;
    virtual void pingRead(QByteArrayView payload) = 0;
    virtual void pongRead(QByteArrayView payload) = 0;
    /// The last thing that is read. No code where the frame bore none.
    virtual void closeRead(std::optional<quint16> code) = 0;
};

/// Why the connection must be failed (RFC 6455 section 7.1.7), and with which code.
struct FrameViolation {
    CloseCode code = CloseCode::ProtocolError;
    QString reason;
};

/// Reads the frames that a client sends (RFC 6455 section 5): bytes in, messages out.
///
/// Strict: masks are required, reserved bits and opcodes refused, control frames short and whole,
/// UTF-8 checked as it comes. Memory grows with what has come, never with a declared length, and
/// never beyond the limit. After a violation or a close frame nothing more is read. Pure: no I/O.
///
/// With an inflater RSV1 marks a compressed message on its first frame (RFC 7692 section 6). That is expanded, and
/// its UTF-8 checked, when it is whole; the limit is for what comes of it.
class FrameReader {
public:
    /// `longestMessage`: payload bytes of one message, all its fragments together. `inflater` may be shared with
    /// other readers of the thread; null where no compression was agreed on.
    explicit FrameReader(qint64 longestMessage, Inflater* inflater = nullptr)
        : m_longestMessage(longestMessage)
        , m_inflater(inflater)
    {
    }

    /// Reads on. Bytes of any length, cut anywhere.
    std::optional<FrameViolation> read(QByteArrayView bytes, FrameSink& sink);

    /// No frame and no fragmented message is open.
    bool isIdle() const { return m_headerSize == 0 && !m_inPayload && !m_fragmented; }

private:
    std::optional<FrameViolation> readHeader(QByteArrayView& bytes);
    std::optional<FrameViolation> takeHeader();
    std::optional<FrameViolation> checkOpcode() const;
    std::optional<FrameViolation> readPayload(QByteArrayView& bytes, FrameSink& sink);
    std::optional<FrameViolation> endFrame(FrameSink& sink);
    std::optional<FrameViolation> endControl(FrameSink& sink);
    std::optional<FrameViolation> endMessage(FrameSink& sink);
    std::optional<FrameViolation> endDeflated(FrameSink& sink);
    FrameViolation tooBig() const;
    qsizetype headerLength() const;

    qint64 m_longestMessage;
    Inflater* m_inflater;
    QByteArray m_message; ///< What has come of the open message, unmasked.
    QByteArray m_control; ///< What has come of the open control frame, unmasked.
    Utf8Check m_utf8;
    qint64 m_remaining = 0; ///< Payload bytes of the open frame yet to come.
    quint8 m_header[longestFrameHeader] = {};
    quint8 m_headerSize = 0;
    quint8 m_mask[4] = {};
    quint8 m_maskAt = 0; ///< Index of the mask byte for the next payload byte.
    Opcode m_opcode = Opcode::Continuation; ///< Of the open frame.
    Opcode m_type = Opcode::Text; ///< Of the open message.
    bool m_final = false;
    bool m_inPayload = false;
    bool m_fragmented = false; ///< A message is open that awaits continuation frames.
    bool m_deflated = false; ///< The open message is compressed.
    bool m_ended = false;
};

} // namespace landline::server
