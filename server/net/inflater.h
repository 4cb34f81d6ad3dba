// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <variant>

struct z_stream_s;

namespace landline::server {

/// Expands the messages of permessage-deflate (RFC 7692 section 7.2.2), each by itself.
///
/// Nothing is carried from one message to the next (client_no_context_takeover), so one serves any number of
/// connections; it holds some 40 KiB. Pure: no I/O. Network thread only.
class Inflater {
public:
    enum class Fault {
        Invalid, ///< Not what a compressor makes, or cut off.
        TooLong, ///< More than `longest` bytes come of it.
    };

    /// `windowBits`: the greatest LZ77 window that can be read, from 8 to 15.
    explicit Inflater(int windowBits = 15);
    ~Inflater();
    Q_DISABLE_COPY_MOVE(Inflater)

    /// The message in the payloads of its frames. Costs no more memory than what has come of it, and no more than
    /// `longest` bytes and one (a message that expands beyond that is given up).
    std::variant<QByteArray, Fault> inflate(QByteArrayView deflated, qint64 longest);

    /// Bytes of the payload that can come of a message of `longest` bytes; beyond that nobody compresses in earnest.
    static qint64 mostDeflated(qint64 longest);

private:
    bool expand(QByteArrayView input, QByteArray& out, qint64 most);

    std::unique_ptr<z_stream_s> m_stream;
    bool m_isWhole = false; ///< What was expanded last ended with a block.
};

} // namespace landline::server
