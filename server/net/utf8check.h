// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace landline::server {

/// Checks UTF-8 (RFC 3629) piece by piece: a character may be split between pieces.
class Utf8Check {
public:
    /// False as soon as no continuation can make the text valid: overlong forms, surrogates and
    /// code points beyond U+10FFFF included.
    bool feed(QByteArrayView bytes);
    /// The text may end here: no character is open.
    bool isComplete() const { return m_missing == 0; }
    void reset() { *this = {}; }

private:
    bool begin(quint8 byte);

    quint8 m_missing = 0; ///< Continuation bytes that the open character still needs.
    quint8 m_least = 0x80; ///< Bounds of the next continuation byte (RFC 3629 section 4).
    quint8 m_most = 0xbf;
};

} // namespace landline::server
