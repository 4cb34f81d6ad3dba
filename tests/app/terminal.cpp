// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/terminal.h"

#include <algorithm>
#include <utility>

#include <cwchar>

namespace landline::tests {

namespace {

int widthOf(char32_t c)
{
    return std::max(::wcwidth(static_cast<wchar_t>(c)), 0);
}

/// Bytes at the end that are the beginning of a character.
qsizetype unfinished(const QByteArray& bytes)
{
    for (qsizetype back = 1; back <= std::min<qsizetype>(3, bytes.size()); ++back) {
        const auto byte = static_cast<uchar>(bytes.at(bytes.size() - back));
        if (byte >= 0xc0) {
            const qsizetype whole = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
            return back < whole ? back : 0;
        }
        if (byte < 0x80) {
            return 0;
        }
    }
    return 0;
}

} // namespace

Terminal::Terminal(int columns, int rows)
    : m_columns(columns)
    , m_rows(rows)
{
}

void Terminal::write(const QByteArray& bytes)
{
    const QByteArray all = std::exchange(m_rest, {}) + bytes;
    const qsizetype keep = unfinished(all);
    m_rest = all.right(keep);
    take(QString::fromUtf8(all.chopped(keep)));
}

void Terminal::take(const QString& text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'\x1b') {
            const qsizetype start = i;
            if (!takeSequence(text, i)) {
                m_rest = text.mid(start).toUtf8() + m_rest;
                return;
            }
        } else if (c.category() == QChar::Other_Control) {
            obeyControl(c);
        } else if (c.isHighSurrogate() && i + 1 < text.size()) {
            put(text.mid(i, 2), widthOf(QChar::surrogateToUcs4(c, text.at(i + 1))));
            ++i;
        } else {
            put(QString(c), widthOf(c.unicode()));
        }
    }
}

bool Terminal::takeSequence(const QString& text, qsizetype& i)
{
    if (i + 1 >= text.size()) {
        return false;
    }
    const QChar kind = text.at(i + 1);
    qsizetype end = i + 2;
    if (kind != u'[') { // two characters, such as the modes of the keypad
        if (kind != u'=' && kind != u'>') {
            m_strange.append(text.mid(i, 2).toUtf8());
        }
        ++i;
        return true;
    }
    while (end < text.size() && (text.at(end) < u'@' || text.at(end) > u'~')) {
        ++end;
    }
    if (end == text.size()) {
        return false;
    }
    if (!obey(text.mid(i + 2, end - i - 2), text.at(end))) {
        m_strange.append(text.mid(i, end - i + 1).toUtf8());
    }
    i = end;
    return true;
}

bool Terminal::obey(const QString& parameters, QChar final)
{
    const int count = std::max(parameters.toInt(), 1);
    m_wrapsNext = m_wrapsNext && (final == u'm' || final == u'h' || final == u'l');
    switch (final.unicode()) {
    case 'A':
        m_cursorRow = std::max(m_cursorRow - count, top());
        return true;
    case 'B':
        m_cursorRow = std::min(m_cursorRow + count, top() + m_rows - 1);
        return true;
    case 'C':
        m_cursorColumn = std::min(m_cursorColumn + count, m_columns - 1);
        return true;
    case 'D':
        m_cursorColumn = std::max(m_cursorColumn - count, 0);
        return true;
    case 'H':
        m_cursorRow = top();
        m_cursorColumn = 0;
        return parameters.isEmpty();
    case 'J':
        erase(m_cursorRow, parameters == QStringLiteral("2") ? 0 : m_cursorColumn, m_columns);
        for (int i = parameters == QStringLiteral("2") ? top() : m_cursorRow + 1;
             i < m_lines.size(); ++i) {
            erase(i, 0, m_columns);
        }
        return true;
    case 'K':
        erase(m_cursorRow, m_cursorColumn, m_columns);
        return parameters.isEmpty();
    case 'P':
        for (int i = 0; i < count && m_cursorColumn < row(m_cursorRow).cells.size(); ++i) {
            row(m_cursorRow).cells.removeAt(m_cursorColumn);
        }
        return true;
    case '@':
        for (int i = 0; i < count; ++i) {
            row(m_cursorRow)
                .cells.insert(std::min<qsizetype>(m_cursorColumn, row(m_cursorRow).cells.size()),
                    QStringLiteral(" "));
        }
        return true;
    case 'm': // colours
        return true;
    case 'h': // modes: of the cursor's keys, of the keypad, bracketed paste
    case 'l':
        return parameters.startsWith(u'?');
    default:
        return false;
    }
}

void Terminal::obeyControl(QChar c)
{
    switch (c.unicode()) {
    case '\r':
        m_cursorColumn = 0;
        m_wrapsNext = false;
        break;
    case '\n':
        lineFeed();
        break;
    case '\b':
        m_cursorColumn = std::max(m_cursorColumn - 1, 0);
        m_wrapsNext = false;
        break;
    case '\t':
        m_cursorColumn = std::min((m_cursorColumn / 8 + 1) * 8, m_columns - 1);
        break;
    case '\a':
        break;
    default:
        m_strange.append(QString(c).toUtf8());
    }
}

void Terminal::put(const QString& character, int width)
{
    if (width == 0) { // goes with the one before
        QStringList& cells = row(m_cursorRow).cells;
        if (m_cursorColumn > 0 && m_cursorColumn <= cells.size()) {
            cells[m_cursorColumn - 1] += character;
        }
        return;
    }
    if (m_wrapsNext || m_cursorColumn + width > m_columns) {
        row(m_cursorRow).isBroken = true;
        m_cursorColumn = 0;
        lineFeed();
    }
    QStringList& cells = row(m_cursorRow).cells;
    while (cells.size() < m_cursorColumn + width) {
        cells.append(QStringLiteral(" "));
    }
    cells[m_cursorColumn] = character;
    if (width == 2) {
        cells[m_cursorColumn + 1].clear();
    }
    m_cursorColumn += width;
    m_wrapsNext = m_cursorColumn >= m_columns;
    m_cursorColumn = std::min(m_cursorColumn, m_columns - 1);
}

void Terminal::lineFeed()
{
    m_wrapsNext = false;
    ++m_cursorRow;
    row(m_cursorRow);
}

void Terminal::erase(int index, int from, int to)
{
    QStringList& cells = row(index).cells;
    for (int i = from; i < std::min<qsizetype>(to, cells.size()); ++i) {
        cells[i] = QStringLiteral(" ");
    }
    row(index).isBroken = false;
}

Terminal::Row& Terminal::row(int index)
{
    while (m_lines.size() <= index) {
        m_lines.append(Row());
    }
    return m_lines[index];
}

int Terminal::top() const
{
    return std::max(static_cast<int>(m_lines.size()) - m_rows, 0);
}

QString Terminal::textOf(int index) const
{
    QString text = index < m_lines.size() ? m_lines.at(index).cells.join(QString()) : QString();
    while (text.endsWith(u' ')) {
        text.chop(1);
    }
    return text;
}

QStringList Terminal::lines() const
{
    QStringList lines;
    lines.reserve(m_lines.size());
    for (int i = 0; i < m_lines.size(); ++i) {
        lines.append(textOf(i));
    }
    return lines;
}

void Terminal::resize(int columns, int rows)
{
    const QList<Row> before = std::exchange(m_lines, {});
    const int cursorRow = std::exchange(m_cursorRow, 0);
    const int cursorColumn = std::exchange(m_cursorColumn, 0);
    m_columns = columns;
    m_rows = rows;
    m_wrapsNext = false;
    int at = 0; // where the writing is, apart from the cursor
    for (int i = 0; i < before.size(); ++i) {
        QStringList cells = before.at(i).cells;
        while (!before.at(i).isBroken && !cells.isEmpty()
            && cells.constLast() == QStringLiteral(" ")
            && (i != cursorRow || cells.size() > cursorColumn)) {
            cells.removeLast();
        }
        row(at);
        for (int cell = 0; cell <= cells.size(); ++cell) {
            if (m_lines.at(at).cells.size() >= m_columns && cell < cells.size()) {
                m_lines[at].isBroken = true;
                row(++at);
            }
            if (i == cursorRow && cell == std::min<qsizetype>(cursorColumn, cells.size())) {
                const auto column = static_cast<int>(m_lines.at(at).cells.size());
                m_cursorRow = column < m_columns ? at : at + 1;
                m_cursorColumn = column < m_columns ? column : 0;
            }
            if (cell < cells.size()) {
                m_lines[at].cells.append(cells.at(cell));
            }
        }
        at += before.at(i).isBroken ? 0 : 1;
    }
    row(m_cursorRow);
}

} // namespace landline::tests
