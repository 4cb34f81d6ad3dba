// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/deflater.h"

#include <zlib.h>

namespace landline::server {

namespace {

/// What ends each flush and is not sent (RFC 7692 section 7.2.1).
constexpr qsizetype tailSize = 4;
/// Of zlib's 1 to 9: 8 KiB of hash table, which is cleared for each message.
constexpr int memoryLevel = 5;

} // namespace

Deflater::Deflater(int windowBits)
    : m_stream(std::make_unique<z_stream_s>())
    , m_windowBits(windowBits)
{
    // Negative: without zlib's own head and checksum.
    [[maybe_unused]] const int made = deflateInit2(m_stream.get(), Z_DEFAULT_COMPRESSION,
        Z_DEFLATED, -windowBits, memoryLevel, Z_DEFAULT_STRATEGY);
    Q_ASSERT(made == Z_OK);
}

Deflater::~Deflater()
{
    deflateEnd(m_stream.get());
}

QByteArray Deflater::deflate(QByteArrayView message)
{
    ++m_runs;
    QByteArray out(message.size() + tailSize, Qt::Uninitialized);
    auto& stream = *m_stream;
    deflateReset(&stream);
    // zlib does not write through the pointer.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(message.data()));
    stream.avail_in = static_cast<uInt>(message.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    if (::deflate(&stream, Z_SYNC_FLUSH) != Z_OK || stream.avail_out == 0) {
        return {}; // a full buffer: it became no shorter
    }
    out.truncate(out.size() - static_cast<qsizetype>(stream.avail_out) - tailSize);
    return out;
}

QByteArray deflatedFrameOf(Opcode opcode, QByteArrayView message, Deflater& deflater)
{
    if (message.size() >= shortestDeflated) {
        const QByteArray deflated = deflater.deflate(message);
        if (!deflated.isEmpty()) {
            return frameOf(opcode, deflated, Packing::Deflated);
        }
    }
    return frameOf(opcode, message);
}

} // namespace landline::server
