// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/streaminput.h"

#include "server/net/deflater.h"

#include <QtEndian>

#include <algorithm>
#include <iterator>

namespace landline::fuzz {

namespace {

constexpr qsizetype repeats = 64;
/// Bytes in a message. The last is what a server has, and the least that a length of 64 bits can say.
constexpr qint64 limits[] = { 1, 125, 4096, 65536 };

/// The next byte, 0 at the end.
quint8 take(QByteArrayView& data)
{
    if (data.isEmpty()) {
        return 0;
    }
    const auto byte = static_cast<quint8>(data.front());
    data = data.sliced(1);
    return byte;
}

QByteArrayView take(QByteArrayView& data, qsizetype size)
{
    const auto taken = data.first(std::min(size, data.size()));
    data = data.sliced(taken.size());
    return taken;
}

void appendMasked(QByteArray& stream, quint8 first, QByteArrayView payload)
{
    char wide[8];
    stream.append(static_cast<char>(first));
    if (payload.size() > 0xffff) {
        qToBigEndian(static_cast<quint64>(payload.size()), wide);
        stream.append('\xff').append(wide, 8);
    } else if (payload.size() > 125) {
        qToBigEndian(static_cast<quint16>(payload.size()), wide);
        stream.append('\xfe').append(wide, 2);
    } else {
        stream.append(static_cast<char>(0x80 | payload.size()));
    }
    constexpr char mask[] = { '\x37', '\xfa', '\x21', '\x3d' }; // as in RFC 6455 section 5.7
    stream.append(mask, sizeof mask);
    for (qsizetype i = 0; i < payload.size(); ++i) {
        stream.append(static_cast<char>(payload[i] ^ mask[i % 4]));
    }
}

QByteArray play(QByteArrayView script)
{
    static server::Deflater deflater(server::Deflater::usualWindowBits);
    QByteArray stream;
    while (!script.isEmpty()) {
        const quint8 first = take(script);
        const quint8 size = take(script);
        QByteArray payload = take(script, size & 0x3f).toByteArray();
        if ((size & 0x40) != 0) {
            payload = payload.repeated(repeats);
        }
        if ((size & 0x80) != 0) {
            // What would be no shorter stays as it is: a compressed message of the fuzzer's own.
            const QByteArray deflated = deflater.deflate(payload);
            payload = deflated.isEmpty() ? payload : deflated;
        }
        appendMasked(stream, first, payload);
    }
    return stream;
}

} // namespace

StreamInput StreamInput::of(QByteArrayView data)
{
    StreamInput input;
    const quint8 choices = take(data);
    input.isDeflated = (choices & 1) != 0;
    input.limit = limits[(choices >> 1) % std::size(limits)];
    input.lengths = take(data, take(data) & 0x0f).toByteArray();
    input.stream = (choices & 8) != 0 ? play(data) : data.toByteArray();
    return input;
}

} // namespace landline::fuzz
