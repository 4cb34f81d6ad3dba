// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

/// What strangers wrote, made safe for a terminal: nothing of it is ever obeyed.
namespace landline::cli {

/// Combining marks on one character: more is no language, and only paints over other lines.
constexpr int marksOnOneCharacter = 8;

/// The text with line breaks as '\n' and tabs as they are. Of other control characters C0 and DEL are shown by their
/// pictures (U+2400), C1 and lone surrogates by U+FFFD; bidirectional controls are left out, and marks capped.
QString forTerminal(const QString& text);

/// forTerminal() on one line: blanks and breaks as single spaces.
QString onOneLine(const QString& text);

/// JSON (RFC 8259) in which what a terminal could obey is written as \uXXXX: the same value, all of it.
QString jsonForTerminal(const QByteArray& json);

/// A line of a program's output without what it said to its terminal: escape sequences (ECMA-48), control characters
/// but tabs, and what a carriage return has overwritten. Bytes that are no UTF-8 stay as they are.
QByteArray withoutTerminalSequences(const QByteArray& line);

/// Columns that the text takes, by this machine's tables; a control character takes two, as readline shows it.
int columnsOf(QStringView text);

/// At most so many columns of the text, with "…" in place of what is cut.
QString cutTo(const QString& text, int columns);

} // namespace landline::cli
