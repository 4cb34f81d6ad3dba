// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/excerpt.h"

#include "ui/timeline/displaytext.h"

#include <algorithm>

namespace landline::ui {

namespace {

constexpr QChar ellipsis = u'…';

/// The next place from `at` on where a word begins, if there is one before `latest`; else a place that parts no
/// surrogates.
qsizetype wordStart(const QString& text, qsizetype at, qsizetype latest)
{
    for (qsizetype i = at; i < latest; ++i) {
        if (i > 0 && text.at(i - 1).isSpace() && !text.at(i).isSpace()) {
            return i;
        }
    }
    return at > 0 && text.at(at).isLowSurrogate() ? at - 1 : at;
}

/// Where the text is cut off that begins at `start`.
qsizetype cut(const QString& text, qsizetype start, qsizetype longest)
{
    const qsizetype end = start + longest;
    if (end >= text.size()) {
        return text.size();
    }
    const qsizetype space = text.lastIndexOf(u' ', end);
    if (space > end - longest / 5) {
        return space; // between two words, where that costs little
    }
    return text.at(end).isLowSurrogate() ? end - 1 : end;
}

} // namespace

Excerpt excerptOf(const QString& content, const SearchQuery& query, qsizetype longest)
{
    const QString line = onOneLine(content, content.size());
    const auto found = query.hitsIn(line);
    qsizetype start = 0;
    if (!found.isEmpty() && found.constFirst().end > longest * 2 / 3) {
        // A third of what is shown stands before the hit: enough to read on from.
        start = wordStart(line, std::max<qsizetype>(found.constFirst().begin - longest / 3, 0),
            found.constFirst().begin);
    }
    const qsizetype end = cut(line, start, longest);
    Excerpt excerpt;
    excerpt.text = line.mid(start, end - start);
    qsizetype shift = -start;
    if (start > 0) {
        excerpt.text.prepend(ellipsis);
        ++shift;
    }
    if (end < line.size()) {
        excerpt.text.append(ellipsis);
    }
    excerpt.hits.reserve(found.size());
    for (const auto& hit : found) {
        const qsizetype from = std::max(hit.begin, start);
        const qsizetype to = std::min(hit.end, end);
        if (from < to) {
            excerpt.hits.append({ from + shift, to + shift });
        }
    }
    return excerpt;
}

} // namespace landline::ui
