// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace landline::fuzz {

/// What libFuzzer's bytes mean to fuzz_framereader: a stream, how it is cut, and what the reader is told.
///
///     byte 0     bit 0: the reader has an inflater; bits 1 and 2: its limit; bit 3: a script follows, not the stream
///     byte 1     n: how many bytes of lengths follow, in its lower 4 bits
///     n bytes    the lengths of the pieces, one after the other and again from the first; 0 is an empty piece
///     the rest   the stream; or a script, which makes frames whose masks and lengths are right:
///                a byte as the first of a frame, a byte that says how long its payload is (bits 0 to 5), whether that
///                is there 64 times (bit 6) and compressed (bit 7), and the payload
struct StreamInput {
    bool isDeflated = false;
    qint64 limit = 0; ///< Bytes in a message.
    QByteArray lengths; ///< Empty: byte by byte.
    QByteArray stream;

    static StreamInput of(QByteArrayView data);
};

} // namespace landline::fuzz
