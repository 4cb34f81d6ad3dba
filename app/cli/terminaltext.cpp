// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminaltext.h"

#include <algorithm>

#include <cwchar>

namespace landline::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr char escape = '\x1b';
constexpr char bell = '\a';

bool isMark(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Mark_SpacingCombining:
        return true;
    default:
        return false;
    }
}

/// They change how what stands around them is shown (UAX #9), or are there to annotate it unseen.
bool isUnseenControl(char32_t c)
{
    return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069) || (c >= 0xfff9 && c <= 0xfffb) || c == 0xfeff;
}

bool isC1(char32_t c)
{
    return c >= 0x80 && c <= 0x9f;
}

/// The code point at `i`, and `i` at its last unit. A lone surrogate is U+FFFD.
char32_t takeCharacter(QStringView text, qsizetype& i)
{
    const QChar unit = text[i];
    if (!unit.isSurrogate()) {
        return unit.unicode();
    }
    if (unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
        return QChar::surrogateToUcs4(unit, text[++i]);
    }
    return QChar::ReplacementCharacter;
}

/// What is shown in place of the character; 0 for nothing.
char32_t shown(char32_t c)
{
    if (c == U'\n' || c == U'\t') {
        return c;
    }
    if (c == QChar::LineSeparator || c == QChar::ParagraphSeparator) {
        return U'\n';
    }
    if (c < 0x20) {
        return 0x2400 + c;
    }
    if (c == 0x7f) {
        return 0x2421;
    }
    if (isC1(c)) {
        return QChar::ReplacementCharacter;
    }
    return isUnseenControl(c) ? 0 : c;
}

/// Where the sequence that begins with the ESC at `i` ends: its last byte (ECMA-48 section 5.4 and 5.6).
qsizetype endOfSequence(const QByteArray& line, qsizetype i)
{
    const auto at
        = [&line](qsizetype j) { return j < line.size() ? static_cast<uchar>(line[j]) : 0; };
    const auto skip = [&at](qsizetype j, int least, int most) {
        while (at(j) >= least && at(j) <= most) {
            ++j;
        }
        return j;
    };
    // Where no final byte comes, the sequence was broken off, and what stands there is text.
    const auto ended
        = [&at](qsizetype j, int least) { return at(j) >= least && at(j) <= 0x7e ? j : j - 1; };
    switch (at(i + 1)) {
    case '[': // parameters, intermediates, one final
        return ended(skip(skip(i + 2, 0x30, 0x3f), 0x20, 0x2f), 0x40);
    case ']': // these go on to BEL or ST; a hyperlink or a title is nothing to be said
    case 'P':
    case 'X':
    case '^':
    case '_':
        for (qsizetype j = i + 2; j < line.size(); ++j) {
            if (line[j] == bell) {
                return j;
            }
            if (line[j] == escape && at(j + 1) == '\\') {
                return j + 1;
            }
        }
        return line.size() - 1;
    default: // intermediates, one final
        return ended(skip(i + 1, 0x20, 0x2f), 0x30);
    }
}

/// What a terminal shows of the line: a carriage return that something follows begins it anew.
QByteArray afterLastReturn(QByteArray line)
{
    while (line.endsWith('\r')) {
        line.chop(1);
    }
    return line.mid(line.lastIndexOf('\r') + 1);
}

int widthOf(char32_t c)
{
    if (c < 0x20 || c == 0x7f) {
        return 2;
    }
    return std::max(::wcwidth(static_cast<wchar_t>(c)), 0);
}

} // namespace

QString forTerminal(const QString& text)
{
    QString result;
    result.reserve(text.size());
    int marks = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) == u'\r' && i + 1 < text.size() && text.at(i + 1) == u'\n') {
            continue;
        }
        const char32_t c = shown(takeCharacter(text, i));
        marks = isMark(c) ? marks + 1 : 0;
        if (c != 0 && marks <= marksOnOneCharacter) {
            result += QStringView(QChar::fromUcs4(c));
        }
    }
    return result;
}

QString onOneLine(const QString& text)
{
    return forTerminal(text).simplified();
}

QString jsonForTerminal(const QByteArray& json)
{
    const QString text = QString::fromUtf8(json);
    QString result;
    result.reserve(text.size());
    for (const QChar unit : text) {
        const char32_t c = unit.unicode();
        // None of them stands anywhere in JSON but in strings.
        if (c == 0x7f || isC1(c) || isUnseenControl(c) || c == QChar::LineSeparator
            || c == QChar::ParagraphSeparator) {
            result += u"\\u%1"_s.arg(static_cast<uint>(c), 4, 16, QLatin1Char('0'));
        } else {
            result += unit;
        }
    }
    return result;
}

QByteArray withoutTerminalSequences(const QByteArray& line)
{
    const QByteArray seen = afterLastReturn(line);
    QByteArray result;
    result.reserve(seen.size());
    for (qsizetype i = 0; i < seen.size(); ++i) {
        const auto byte = static_cast<uchar>(seen[i]);
        // A C1 control in UTF-8 is C2 and itself; CSI is the one that others follow.
        const bool isC1Pair
            = byte == 0xc2 && i + 1 < seen.size() && isC1(static_cast<uchar>(seen[i + 1]));
        if (byte == escape) {
            i = endOfSequence(seen, i);
        } else if (isC1Pair) {
            ++i;
        } else if ((byte >= 0x20 && byte != 0x7f) || byte == '\t') {
            result += seen[i];
        }
    }
    return result;
}

int columnsOf(QStringView text)
{
    int columns = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        columns += widthOf(takeCharacter(text, i));
    }
    return columns;
}

QString cutTo(const QString& text, int columns)
{
    if (columnsOf(QStringView(text)) <= columns) {
        return text;
    }
    int taken = 1; // the ellipsis
    qsizetype i = 0;
    while (i < text.size()) {
        qsizetype last = i;
        taken += widthOf(takeCharacter(text, last));
        if (taken > columns) {
            break;
        }
        i = last + 1;
    }
    return columns < 1 ? QString() : text.left(i) + u'…';
}

} // namespace landline::cli
