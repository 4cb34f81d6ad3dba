// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace landline::tests {

/// What a person sees of a program in an xterm: the rows of a terminal after the bytes it was sent.
///
/// As much of ECMA-48 and xterm as Readline uses; what else comes is in strange(). Lines that are longer than the
/// terminal is wide are broken, and broken anew when it is made narrower or wider, as today's terminals do.
class Terminal {
public:
    Terminal(int columns, int rows);

    void write(const QByteArray& bytes);
    void resize(int columns, int rows);

    /// Everything that was written, that has scrolled off too: rows without blanks at their end.
    QStringList lines() const;
    /// The row with the cursor, and that above it.
    QString cursorLine() const { return textOf(m_cursorRow); }
    QString lineAbove() const { return m_cursorRow > 0 ? textOf(m_cursorRow - 1) : QString(); }
    int cursorColumn() const { return m_cursorColumn; }
    /// Escape sequences and control characters that no part of the program has a use for.
    const QList<QByteArray>& strange() const { return m_strange; }

private:
    struct Row {
        QStringList cells; ///< A character each; that behind a wide one is empty.
        bool isBroken = false; ///< Its line goes on in the next row.
    };

    void take(const QString& text);
    bool takeSequence(const QString& text, qsizetype& i);
    bool obey(const QString& parameters, QChar final);
    void obeyControl(QChar c);
    void put(const QString& character, int width);
    void lineFeed();
    void erase(int row, int from, int to);
    Row& row(int index);
    int top() const;
    QString textOf(int row) const;

    int m_columns;
    int m_rows;
    QList<Row> m_lines;
    int m_cursorRow = 0; ///< Of m_lines.
    int m_cursorColumn = 0;
    bool m_wrapsNext = false; ///< The last column was written: the next character begins a row.
    QByteArray m_rest; ///< Bytes of a sequence, or a character, that has not come whole.
    QList<QByteArray> m_strange;
};

} // namespace landline::tests
