// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/inflater.h"

#include <zlib.h>

#include <algorithm>

namespace landline::server {

namespace {

/// What the sender took off the end (RFC 7692 section 7.2.1).
constexpr QByteArrayView tail("\x00\x00\xff\xff", 4);
/// In z_stream::data_type after inflate(): it stands between two blocks.
constexpr int betweenBlocks = 128;
/// Bytes to begin with: most messages fit.
constexpr qint64 firstGuess = 1024;

} // namespace

Inflater::Inflater(int windowBits)
    : m_stream(std::make_unique<z_stream_s>())
{
    // Negative: without zlib's own head and checksum.
    [[maybe_unused]] const int made = inflateInit2(m_stream.get(), -windowBits);
    Q_ASSERT(made == Z_OK);
}

Inflater::~Inflater()
{
    inflateEnd(m_stream.get());
}

qint64 Inflater::mostDeflated(qint64 longest)
{
    // zlib at its worst settings (deflateBound in its source): an eighth more, and a little.
    return longest + longest / 8 + longest / 64 + 64;
}

bool Inflater::expand(QByteArrayView input, QByteArray& out, qint64 most)
{
    auto& stream = *m_stream;
    // zlib does not write through the pointer.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    stream.avail_in = static_cast<uInt>(input.size());
    qint64 used = out.size();
    bool isFull = false;
    m_isWhole = false;
    while (stream.avail_in > 0 || isFull) {
        if (used == most) {
            return true; // the caller sees that it is too long
        }
        if (used == out.size()) {
            out.resize(static_cast<qsizetype>(std::min(std::max(used * 2, firstGuess), most)));
        }
        stream.next_out = reinterpret_cast<Bytef*>(out.data() + used);
        stream.avail_out = static_cast<uInt>(out.size() - used);
        const int result = ::inflate(&stream, Z_SYNC_FLUSH);
        used = out.size() - static_cast<qint64>(stream.avail_out);
        isFull = stream.avail_out == 0;
        if (result == Z_STREAM_END) {
            // A sender may end a block for good and begin another (RFC 7692 section 7.2.3.4), which refers to nothing
            // before it.
            inflateReset(&stream);
            isFull = false;
            m_isWhole = stream.avail_in == 0;
        } else if (result == Z_BUF_ERROR) {
            break; // it wanted more input than there is, or had nothing left to say
        } else if (result != Z_OK) {
            return false;
        }
    }
    out.truncate(static_cast<qsizetype>(used));
    m_isWhole = m_isWhole || (stream.data_type & betweenBlocks) != 0;
    return true;
}

std::variant<QByteArray, Inflater::Fault> Inflater::inflate(QByteArrayView deflated, qint64 longest)
{
    QByteArray out;
    inflateReset(m_stream.get());
    for (const auto part : { deflated, tail }) {
        if (!expand(part, out, longest + 1)) {
            return Fault::Invalid;
        }
        if (out.size() > longest) {
            return Fault::TooLong;
        }
    }
    return m_isWhole ? std::variant<QByteArray, Fault>(out) : Fault::Invalid;
}

} // namespace landline::server
