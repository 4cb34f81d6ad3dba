// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace landline::cli {

/// Makes messages of a program's output: bytes in, as they come; messages out, as few and as long as may be.
///
/// Every line is in exactly one message, in its order, and no message is longer than the limit: a line that is, is cut
/// between two characters. What is no UTF-8 becomes U+FFFD. Messages of nothing but blanks, which a server refuses, are
/// left out.
class LineBatcher {
public:
    enum class Form {
        Plain,
        Code, ///< Each message is a fenced block of code (CommonMark section 4.5), which nothing in it ends.
        EachLine, ///< Each line is a message.
    };

    /// `longest` is in bytes of UTF-8, and at least 64. `raw` leaves terminal sequences in.
    LineBatcher(Form form, bool raw, qsizetype longest);

    void setLongest(qsizetype bytes) { m_longest = bytes; }
    void add(const QByteArray& bytes);
    /// Nothing more will come: the last line may be without its end.
    void end();
    bool hasEnded() const { return m_ended; }

    /// There is a whole line.
    bool hasLines() const { return !m_lines.isEmpty(); }
    /// There are so many lines that the next message would be full.
    bool isFull() const;
    /// The next message, of whole lines; nothing where there is no such line.
    std::optional<QString> next();
    /// Bytes that are in no message yet.
    qsizetype held() const { return m_partial.size() + m_size; }

private:
    void addLine(QByteArray line);
    QByteArray takeLines(qsizetype most);
    QByteArray takePiece(qsizetype most);
    qsizetype room() const;

    Form m_form;
    bool m_raw;
    qsizetype m_longest;
    QByteArray m_partial; ///< The line that has no end yet.
    QList<QByteArray> m_lines; ///< Whole ones, made fit, without their ends.
    qsizetype m_size = 0; ///< Bytes of m_lines, with an end each.
    bool m_ended = false;
};

} // namespace landline::cli
