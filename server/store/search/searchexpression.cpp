// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/search/searchexpression.h"

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

/// A needle as a phrase, whose last word may go on where the needle has no space behind it.
QString phraseOf(const SearchTerm& term)
{
    const QString phrase = u"words : \""_s + term.needle.trimmed() + u'"';
    return term.needle.endsWith(u' ') ? phrase : phrase + u" *"_s;
}

template <typename List, typename Mark>
QStringList marksOf(const List& list, const Mark& mark)
{
    QStringList marks;
    marks.reserve(static_cast<qsizetype>(list.size()));
    for (const auto& element : list) {
        marks.append(u"marks : \""_s + mark(element) + u'"');
    }
    return marks;
}

QList<SearchTrait> listOf(SearchTraits traits)
{
    QList<SearchTrait> list;
    for (const auto trait : searchTraits) {
        if (traits.testFlag(trait)) {
            list.append(trait);
        }
    }
    return list;
}

QString anyOf(const QStringList& alternatives)
{
    return u'(' + alternatives.join(u" OR "_s) + u')';
}

} // namespace

QString searchExpression(
    const SearchQuery& query, const QList<RoomId>& in, const QList<RoomId>& notIn)
{
    QStringList wanted = marksOf(listOf(query.has), traitMark);
    QStringList unwanted = marksOf(listOf(query.hasNot), traitMark)
        + marksOf(query.notFrom, authorMark) + marksOf(notIn, roomMark);
    for (const auto& term : query.terms) {
        (term.isExcluded ? unwanted : wanted).append(phraseOf(term));
    }
    if (!query.from.isEmpty()) {
        wanted.append(anyOf(marksOf(query.from, authorMark)));
    }
    if (!in.isEmpty()) {
        wanted.append(anyOf(marksOf(in, roomMark)));
    }
    const QString positive = u'(' + wanted.join(u" AND "_s) + u')';
    return unwanted.isEmpty() ? positive : positive + u" NOT "_s + anyOf(unwanted);
}

} // namespace landline::server
