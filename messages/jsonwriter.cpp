// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/jsonwriter.h"

#include <QStringEncoder>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

namespace landline {

using namespace std::string_view_literals;

namespace {

constexpr qsizetype longestEscape = 6; ///< Bytes: "\\u001f".

/// Whether any of eight bytes is a control character, a quote or a backslash, which JSON wants escaped.
bool needEscape(quint64 bytes)
{
    // The borrow of a byte that is too small sets its highest bit ("hasless" of Anderson's Bit Twiddling Hacks).
    constexpr quint64 each = 0x0101010101010101;
    const auto anyBelow = [](quint64 x, quint64 bound) { return (x - each * bound) & ~x; };
    const quint64 found = anyBelow(bytes, 0x20) | anyBelow(bytes ^ (each * '"'), 1)
        | anyBelow(bytes ^ (each * '\\'), 1);
    return (found & (each * 0x80)) != 0;
}

char* putEscape(char* to, char c)
{
    constexpr char hexDigits[] = "0123456789abcdef";
    *to++ = '\\';
    switch (c) {
    case '"':
    case '\\':
        *to++ = c;
        return to;
    case '\n':
        *to++ = 'n';
        return to;
    case '\r':
        *to++ = 'r';
        return to;
    case '\t':
        *to++ = 't';
        return to;
    default:
        to = std::copy_n("u00", 3, to);
        *to++ = hexDigits[c >> 4];
        *to++ = hexDigits[c & 15];
        return to;
    }
}

/// The text with its escapes and without quotes, from `to` on.
char* putEscaped(char* to, std::string_view utf8)
{
    while (!utf8.empty()) {
        quint64 bytes = 0;
        if (utf8.size() >= sizeof bytes) {
            std::memcpy(&bytes, utf8.data(), sizeof bytes);
            if (!needEscape(bytes)) {
                to = std::copy_n(utf8.data(), sizeof bytes, to);
                utf8.remove_prefix(sizeof bytes);
                continue;
            }
        }
        const char c = utf8.front();
        if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\') {
            to = putEscape(to, c);
        } else {
            *to++ = c;
        }
        utf8.remove_prefix(1);
    }
    return to;
}

constexpr qsizetype longestInteger = 20; ///< Characters: "-9223372036854775808".
constexpr qsizetype longestDouble = 24; ///< Characters: "-2.2250738585072014e-308".

} // namespace

void JsonWriter::appendText(JsonText& out, QStringView text)
{
    // In pieces, because room is made for the longest escapes.
    constexpr qsizetype longestPiece = 512;
    char utf8[(longestPiece + 2) * 3]; // what QUtf8 asks for: a pair may lengthen the piece by one
    QStringEncoder encoder(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless);
    out.append('"');
    while (!text.isEmpty()) {
        qsizetype size = std::min(text.size(), longestPiece);
        if (size < text.size() && text[size - 1].isHighSurrogate() && text[size].isLowSurrogate()) {
            ++size;
        }
        const std::string_view piece(
            utf8, static_cast<std::size_t>(encoder.appendToBuffer(utf8, text.first(size)) - utf8));
        out.keepUpTo(putEscaped(out.room(qsizetype(piece.size()) * longestEscape), piece));
        text = text.sliced(size);
    }
    out.append('"');
}

void JsonWriter::appendNumber(JsonText& out, qint64 number)
{
    char* to = out.room(longestInteger);
    out.keepUpTo(std::to_chars(to, to + longestInteger, number).ptr);
}

char* JsonWriter::begin(std::string_view key, qsizetype most)
{
    constexpr qsizetype punctuation = 4;
    char* to = m_out.room(static_cast<qsizetype>(key.size()) + punctuation + most);
    if (!m_empty) {
        *to++ = ',';
    }
    m_empty = false;
    *to++ = '"';
    to = std::copy(key.begin(), key.end(), to);
    *to++ = '"';
    *to++ = ':';
    return to;
}

void JsonWriter::field(std::string_view key, std::string_view ascii)
{
    char* to = begin(key, static_cast<qsizetype>(ascii.size()) + 2);
    *to++ = '"';
    to = std::copy(ascii.begin(), ascii.end(), to);
    *to++ = '"';
    m_out.keepUpTo(to);
}

void JsonWriter::field(std::string_view key, QStringView text)
{
    m_out.keepUpTo(begin(key, 0));
    appendText(m_out, text);
}

void JsonWriter::field(std::string_view key, Timestamp moment)
{
    const auto text = moment.toChars();
    field(key, std::string_view(text.data(), text.size()));
}

void JsonWriter::field(std::string_view key, qint64 number)
{
    m_out.keepUpTo(begin(key, 0));
    appendNumber(m_out, number);
}

void JsonWriter::field(std::string_view key, double number)
{
    Q_ASSERT(std::isfinite(number)); // JSON has no word for the others
    char* to = begin(key, longestDouble);
    m_out.keepUpTo(std::to_chars(to, to + longestDouble, number).ptr);
}

void JsonWriter::field(std::string_view key, bool value)
{
    m_out.keepUpTo(begin(key, 0));
    m_out.append(value ? "true"sv : "false"sv);
}

} // namespace landline
