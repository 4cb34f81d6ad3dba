// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/frame.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

struct z_stream_s;

namespace landline::server {

/// Compresses messages for permessage-deflate (RFC 7692 section 7.2.1), each by itself.
///
/// Nothing is carried from one message to the next (server_no_context_takeover), so one serves any number of
/// connections, and what it makes of a message can be sent to all of them. 32 KiB. Network thread only.
class Deflater {
public:
    /// zlib's least: it takes 8 for 9 (deflateInit2 in its manual), which a client of 8 could not read.
    static constexpr int leastWindowBits = 9;
    /// 4 KiB: within one message more finds little, and it is what clients with little memory ask for.
    static constexpr int usualWindowBits = 12;

    /// `windowBits` from leastWindowBits to 15.
    explicit Deflater(int windowBits);
    ~Deflater();
    Q_DISABLE_COPY_MOVE(Deflater)

    int windowBits() const { return m_windowBits; }
    /// The payload of a frame with RSV1 that bears the message; empty where that would be no shorter.
    QByteArray deflate(QByteArrayView message);
    /// How many messages it was given.
    qint64 runs() const { return m_runs; }

private:
    std::unique_ptr<z_stream_s> m_stream;
    int m_windowBits;
    qint64 m_runs = 0;
};

/// Messages below are sent as they are: in bytes. They fit one packet in any case, and the work would be as much as
/// for a long one.
constexpr qsizetype shortestDeflated = 256;

/// One final, unmasked frame that bears the message: compressed where that is worth it, else as it is.
QByteArray deflatedFrameOf(Opcode opcode, QByteArrayView message, Deflater& deflater);

} // namespace landline::server
