// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QUrl>

/// What strangers wrote, made safe to lay out (TRAPS 16 and 17). Nothing here is markup.
namespace landline::ui {

/// Combining marks on one character: more is no language, and 100,000 take seconds to shape.
constexpr int marksOnOneCharacter = 8;
/// Characters of a message that are shown until the reader asks for the rest.
constexpr qsizetype shownCharacters = 4000;
/// Lines of a message that are shown until the reader asks for the rest.
constexpr qsizetype shownLines = 40;

/// The text with line breaks as '\n', without control characters, and with combining marks capped.
QString forDisplay(const QString& text);

/// The text on one line for previews: at most `longest` characters of it, blanks and breaks as single spaces.
QString onOneLine(const QString& text, qsizetype longest = 200);

/// How many characters of a text (as forDisplay gave it) to show before "Show all"; its size where all.
qsizetype shownLength(const QString& text);

/// A piece of a text that leads somewhere.
struct Link {
    qsizetype start = 0;
    qsizetype length = 0;
    QUrl url;

    bool operator==(const Link&) const = default;
};

/// The http and https addresses in a text; the punctuation that ends a sentence is not part of one.
QList<Link> linksIn(const QString& text);

} // namespace landline::ui
