// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/linebatcher.h"

#include "app/cli/terminaltext.h"

#include <algorithm>
#include <utility>

namespace landline::cli {

namespace {

/// A line without an end is taken for one when it has grown to this many bytes: a few messages.
constexpr qsizetype longestLine = 65536;
/// Bytes of a block of code besides what is in it: two fences and two line ends.
constexpr qsizetype fences(qsizetype ticks)
{
    return 2 * ticks + 2;
}
/// Backticks in a fence where the code has none.
constexpr qsizetype usualFence = 3;

/// A fence must be longer than any run of backticks in the code.
qsizetype fenceFor(const QByteArray& code)
{
    qsizetype longest = 0;
    qsizetype run = 0;
    for (const char c : code) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return std::max(usualFence, longest + 1);
}

/// Where to cut so that no character is: at most `most` bytes.
qsizetype cutBefore(const QByteArray& utf8, qsizetype most)
{
    if (utf8.size() <= most) {
        return utf8.size();
    }
    // A character has at most three bytes after its first; what has more is no UTF-8.
    qsizetype at = most;
    while (at > most - 3 && (static_cast<uchar>(utf8[at]) & 0xc0) == 0x80) {
        --at;
    }
    return at;
}

} // namespace

LineBatcher::LineBatcher(Form form, bool raw, qsizetype longest)
    : m_form(form)
    , m_raw(raw)
    , m_longest(longest)
{
}

void LineBatcher::add(const QByteArray& bytes)
{
    qsizetype from = 0;
    for (qsizetype end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', from)) {
        addLine(std::exchange(m_partial, {}) + bytes.mid(from, end - from));
        from = end + 1;
    }
    m_partial += bytes.mid(from);
    while (m_partial.size() >= longestLine) {
        const qsizetype cut = cutBefore(m_partial, longestLine - 1);
        addLine(m_partial.left(cut));
        m_partial.remove(0, cut);
    }
}

void LineBatcher::end()
{
    if (!m_partial.isEmpty()) {
        addLine(std::exchange(m_partial, {}));
    }
    m_ended = true;
}

void LineBatcher::addLine(QByteArray line)
{
    if (!m_raw) {
        line = withoutTerminalSequences(line);
    } else if (line.endsWith('\r')) {
        line.chop(1);
    }
    // By way of UTF-16, so that it is UTF-8. The protocol has no U+0000.
    line = QString::fromUtf8(line.replace('\0', QByteArray())).toUtf8();
    m_size += line.size() + 1;
    m_lines.append(line);
}

qsizetype LineBatcher::room() const
{
    // A longer fence takes from the room only where there are backticks; next() sees to that.
    return m_form == Form::Code ? m_longest - fences(usualFence) : m_longest;
}

bool LineBatcher::isFull() const
{
    return (m_form == Form::EachLine && !m_lines.isEmpty()) || m_size > room();
}

QByteArray LineBatcher::takePiece(qsizetype most)
{
    QByteArray& first = m_lines.first();
    const qsizetype cut = cutBefore(first, most);
    const QByteArray piece = first.left(cut);
    first.remove(0, cut);
    m_size -= cut;
    return piece;
}

QByteArray LineBatcher::takeLines(qsizetype most)
{
    if (m_lines.constFirst().size() > most) {
        return takePiece(most);
    }
    QByteArray taken;
    qsizetype count = 0;
    for (const QByteArray& line : std::as_const(m_lines)) {
        const bool isNext
            = count == 0 || (m_form != Form::EachLine && taken.size() + 1 + line.size() <= most);
        if (!isNext) {
            break;
        }
        taken += count == 0 ? line : '\n' + line;
        m_size -= line.size() + 1;
        ++count;
    }
    m_lines.remove(0, count);
    return taken;
}

std::optional<QString> LineBatcher::next()
{
    while (!m_lines.isEmpty()) {
        qsizetype most = room();
        if (m_form == Form::Code) {
            // The longest run in what could be taken; what is taken has none longer.
            QByteArray ahead;
            for (const QByteArray& line : std::as_const(m_lines)) {
                ahead += line + '\n';
                if (ahead.size() > m_longest) {
                    break;
                }
            }
            most = m_longest - fences(fenceFor(ahead.left(m_longest)));
        }
        const QByteArray taken = takeLines(std::max<qsizetype>(most, m_longest / 4));
        if (QString::fromUtf8(taken).trimmed().isEmpty()) {
            continue;
        }
        if (m_form != Form::Code) {
            return QString::fromUtf8(taken);
        }
        const QByteArray fence(fenceFor(taken), '`');
        return QString::fromUtf8(fence + '\n' + taken + '\n' + fence);
    }
    return std::nullopt;
}

} // namespace landline::cli
