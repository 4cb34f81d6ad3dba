// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/completion.h"

#include "messages/limits.h"

#include <algorithm>

namespace landline::ui {

namespace {

/// Of those that fit; more are found by typing on.
constexpr qsizetype mostOffered = 8;
/// Characters behind a sign that can still be a name.
constexpr int longestName = 64;

bool hasWordThatBegins(const QString& name, const QString& typed)
{
    for (qsizetype at = name.indexOf(typed, 0, Qt::CaseInsensitive); at >= 0;
         at = name.indexOf(typed, at + 1, Qt::CaseInsensitive)) {
        if (at == 0 || !name.at(at - 1).isLetterOrNumber()) {
            return true;
        }
    }
    return false;
}

} // namespace

std::optional<UnfinishedWord> unfinishedWord(const QString& text, int cursor)
{
    const int first = std::max(cursor - longestName - 1, 0);
    for (int at = cursor - 1; at >= first; --at) {
        const QChar c = text.at(at);
        if (c == u'\n' || (c.isSpace() && at == cursor - 1)) {
            return std::nullopt;
        }
        const bool isSign = c == u'@' || c == u'#' || c == u'/';
        if (!isSign) {
            continue;
        }
        const bool startsWord = at == 0 || text.at(at - 1).isSpace()
            || QStringView(u"([{\"'*_~").contains(text.at(at - 1));
        const QString typed = text.mid(at + 1, cursor - at - 1);
        if (c == u'/' && (at > 0 || typed.contains(u' '))) {
            return std::nullopt;
        }
        return startsWord ? std::optional(UnfinishedWord { c, at, typed }) : std::nullopt;
    }
    return std::nullopt;
}

QList<Completion> completionsFor(const QString& typed, const QList<Completion>& all)
{
    QList<Completion> begin;
    QList<Completion> within;
    begin.reserve(all.size());
    for (const Completion& one : all) {
        if (one.word.startsWith(typed, Qt::CaseInsensitive)) {
            begin.append(one);
        } else if (hasWordThatBegins(one.word, typed)) {
            within.append(one);
        }
    }
    QList<Completion> found = begin + within;
    if (found.size() == 1 && found.first().word == typed) {
        return {};
    }
    return found.first(std::min(found.size(), mostOffered));
}

} // namespace landline::ui
