// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/jsonwriter.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace landline {

namespace {

constexpr char hexDigits[] = "0123456789abcdef";

char* putEscape(char* to, char16_t c)
{
    *to++ = '\\';
    switch (c) {
    case u'"':
    case u'\\':
        *to++ = static_cast<char>(c);
        return to;
    case u'\n':
        *to++ = 'n';
        return to;
    case u'\r':
        *to++ = 'r';
        return to;
    case u'\t':
        *to++ = 't';
        return to;
    default:
        *to++ = 'u';
        *to++ = '0';
        *to++ = '0';
        *to++ = hexDigits[c >> 4];
        *to++ = hexDigits[c & 15];
        return to;
    }
}

char* putUtf8(char* to, char32_t c)
{
    const auto tail = [](char32_t bits) { return static_cast<char>(0x80 | (bits & 0x3f)); };
    if (c < 0x800) {
        *to++ = static_cast<char>(0xc0 | (c >> 6));
    } else if (c < 0x10000) {
        *to++ = static_cast<char>(0xe0 | (c >> 12));
        *to++ = tail(c >> 6);
    } else {
        *to++ = static_cast<char>(0xf0 | (c >> 18));
        *to++ = tail(c >> 12);
        *to++ = tail(c >> 6);
    }
    *to++ = tail(c);
    return to;
}

/// The text without quotes.
void appendEscaped(QByteArray& out, QStringView text)
{
    constexpr qsizetype longestEscape = 6; // \u001f
    const qsizetype start = out.size();
    out.resize(start + text.size() * longestEscape);
    char* to = out.data() + start;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (c < 0x20 || c == u'"' || c == u'\\') {
            to = putEscape(to, c);
        } else if (c < 0x80) {
            *to++ = static_cast<char>(c);
        } else if (!QChar::isSurrogate(c)) {
            to = putUtf8(to, c);
        } else if (QChar::isHighSurrogate(c) && i + 1 < text.size()
            && text[i + 1].isLowSurrogate()) {
            to = putUtf8(to, QChar::surrogateToUcs4(c, text[++i].unicode()));
        } else {
            to = putUtf8(to, QChar::ReplacementCharacter);
        }
    }
    out.truncate(to - out.constData());
}

} // namespace

void JsonWriter::appendText(QByteArray& out, QStringView text)
{
    // In pieces, because room for the longest escapes is made first: six times a long text would stay allocated.
    constexpr qsizetype longestPiece = 512;
    out.append('"');
    while (!text.isEmpty()) {
        qsizetype size = std::min(text.size(), longestPiece);
        if (size < text.size() && text[size - 1].isHighSurrogate()) {
            ++size;
        }
        appendEscaped(out, text.first(size));
        text = text.sliced(size);
    }
    out.append('"');
}

void JsonWriter::begin(std::string_view key)
{
    if (!m_empty) {
        m_out.append(',');
    }
    m_empty = false;
    m_out.append('"');
    m_out.append(key.data(), static_cast<qsizetype>(key.size()));
    m_out.append("\":", 2);
}

void JsonWriter::field(std::string_view key, std::string_view ascii)
{
    begin(key);
    m_out.append('"');
    m_out.append(ascii.data(), static_cast<qsizetype>(ascii.size()));
    m_out.append('"');
}

void JsonWriter::field(std::string_view key, QStringView text)
{
    begin(key);
    appendText(m_out, text);
}

void JsonWriter::field(std::string_view key, Timestamp moment)
{
    begin(key);
    m_out.append('"');
    moment.appendTo(m_out);
    m_out.append('"');
}

void JsonWriter::field(std::string_view key, qint64 number)
{
    begin(key);
    m_out.append(QByteArray::number(number));
}

void JsonWriter::field(std::string_view key, double number)
{
    begin(key);
    Q_ASSERT(std::isfinite(number)); // JSON has no word for the others
    m_out.append(QByteArray::number(number, 'g', QLocale::FloatingPointShortest));
}

void JsonWriter::field(std::string_view key, bool value)
{
    begin(key);
    m_out.append(value ? "true" : "false");
}

} // namespace landline
