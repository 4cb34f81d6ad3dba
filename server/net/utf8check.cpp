// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/utf8check.h"

#include <cstring>

namespace landline::server {

bool Utf8Check::begin(quint8 byte)
{
    m_least = 0x80;
    m_most = 0xbf;
    if (byte < 0x80) {
        m_missing = 0;
    } else if (byte >= 0xc2 && byte <= 0xdf) {
        m_missing = 1;
    } else if (byte >= 0xe0 && byte <= 0xef) {
        m_missing = 2;
        m_least = byte == 0xe0 ? 0xa0 : 0x80; // no overlong form
        m_most = byte == 0xed ? 0x9f : 0xbf; // no surrogate
    } else if (byte >= 0xf0 && byte <= 0xf4) {
        m_missing = 3;
        m_least = byte == 0xf0 ? 0x90 : 0x80; // no overlong form
        m_most = byte == 0xf4 ? 0x8f : 0xbf; // nothing beyond U+10FFFF
    } else {
        return false;
    }
    return true;
}

bool Utf8Check::feed(QByteArrayView bytes)
{
    const char* at = bytes.begin();
    const char* const end = bytes.end();
    while (at != end) {
        // ASCII, eight at a time.
        quint64 eight = 0;
        while (m_missing == 0 && end - at >= 8) {
            std::memcpy(&eight, at, sizeof eight);
            if ((eight & 0x8080808080808080ULL) != 0) {
                break;
            }
            at += 8;
        }
        if (at == end) {
            break;
        }
        const auto byte = static_cast<quint8>(*at++);
        if (m_missing == 0) {
            if (!begin(byte)) {
                return false;
            }
            continue;
        }
        if (byte < m_least || byte > m_most) {
            return false;
        }
        m_least = 0x80;
        m_most = 0xbf;
        --m_missing;
    }
    return true;
}

} // namespace landline::server
