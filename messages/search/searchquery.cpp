// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/search/searchquery.h"

#include "messages/search/searchqueryparser.h"
#include "messages/search/searchwords.h"

#include <algorithm>

namespace landline {

using namespace Qt::StringLiterals;

namespace {

bool saysLink(QStringView content)
{
    for (const QStringView scheme : { u"http://", u"https://", u"landline://", u"mailto:" }) {
        for (auto at = content.indexOf(scheme); at >= 0; at = content.indexOf(scheme, at + 1)) {
            const auto behind = at + scheme.size();
            if (behind < content.size() && !content.at(behind).isSpace()) {
                return true;
            }
        }
    }
    return false;
}

/// Inline or a block: Markdown marks both with backticks.
bool saysCode(QStringView content)
{
    const auto opening = content.indexOf(u'`');
    return opening >= 0 && content.indexOf(u'`', opening + 1) > opening + 1;
}

bool isIn(const UserName& user, const QList<UserName>& names)
{
    if (names.isEmpty()) {
        return false;
    }
    const QString folded = searchFolded(user.toString());
    return std::any_of(names.begin(), names.end(),
        [&folded](const UserName& name) { return searchFolded(name.toString()) == folded; });
}

/// As parse() reads it back.
QString quotedWhereNeeded(const QString& value)
{
    const bool isPlain = std::none_of(value.begin(), value.end(),
        [](QChar c) { return c.isSpace() || SearchQueryParser::isQuote(c); });
    return isPlain ? value : SearchQueryParser::quoted(value);
}

/// Where a hit ends whose last word is this one: of a pair perhaps the first alone was looked for.
qsizetype endOfHit(const SearchWord& last, const QString& sought)
{
    const bool isHalf = last.kind == SearchWord::Kind::Pair && sought.size() < last.text.size()
        && last.end - last.begin == last.text.size();
    return isHalf ? last.begin + sought.size() : last.end;
}

/// Whether the words from one on are those of the needle.
bool isAt(const QList<SearchWord>& words, qsizetype first, const QStringList& sought, bool isOpen)
{
    if (first + sought.size() > words.size()) {
        return false;
    }
    for (qsizetype i = 0; i < sought.size(); ++i) {
        const QString& word = words.at(first + i).text;
        const bool isLast = i == sought.size() - 1;
        if (isLast && isOpen ? !word.startsWith(sought.at(i)) : word != sought.at(i)) {
            return false;
        }
    }
    return true;
}

} // namespace

SearchTraits traitsOf(const event::Text& message)
{
    SearchTraits traits;
    traits.setFlag(SearchTrait::Link, saysLink(message.content));
    traits.setFlag(SearchTrait::Code, saysCode(message.content));
    traits.setFlag(SearchTrait::Mention, !message.mentions.isEmpty() || message.mentionsRoom);
    traits.setFlag(SearchTrait::Reply, message.replyTo.has_value());
    traits.setFlag(SearchTrait::Reaction, !message.reactions.isEmpty());
    traits.setFlag(SearchTrait::Pin, message.pinned);
    traits.setFlag(SearchTrait::Edit, message.edited.has_value());
    return traits;
}

QLatin1StringView nameOf(SearchTrait trait)
{
    switch (trait) {
    case SearchTrait::Link:
        return "link"_L1;
    case SearchTrait::Code:
        return "code"_L1;
    case SearchTrait::Mention:
        return "mention"_L1;
    case SearchTrait::Reply:
        return "reply"_L1;
    case SearchTrait::Reaction:
        return "reaction"_L1;
    case SearchTrait::Pin:
        return "pin"_L1;
    case SearchTrait::Edit:
        break;
    }
    return "edit"_L1;
}

std::optional<SearchTerm> makeSearchTerm(const QString& text, bool isPhrase, bool isExcluded)
{
    using Kind = SearchWord::Kind;
    auto words = searchWords(text);
    if (words.isEmpty()) {
        return std::nullopt;
    }
    const auto size = words.size();
    bool isOpen = false;
    if (size > 1 && words.at(size - 1).kind == Kind::Last
        && words.at(size - 2).kind == Kind::Pair) {
        // What was typed may go on in the message, where that last character begins a pair.
        words.removeLast();
        isOpen = !isPhrase;
    } else if (words.constLast().kind == Kind::Last) {
        isOpen = true;
    } else if (words.constLast().kind == Kind::Whole) {
        // One letter begins far too many words to be of any use.
        isOpen = !isPhrase && words.constLast().text.toUcs4().size() > 1;
    }
    QString needle;
    for (const auto& word : words) {
        needle += u' ' + word.text;
    }
    return SearchTerm { text, isPhrase, isExcluded, isOpen ? needle : needle + u' ' };
}

Result<SearchQuery> SearchQuery::parse(const QString& text, const QTimeZone& zone)
{
    return SearchQueryParser(text, zone).parse();
}

QString SearchQuery::toString() const
{
    QStringList parts;
    for (const auto& term : terms) {
        parts.append((term.isExcluded ? u"-"_s : QString())
            + (term.isPhrase ? SearchQueryParser::quoted(term.text) : term.text));
    }
    const auto addNames = [&parts](const QString& key, const auto& names) {
        for (const auto& name : names) {
            parts.append(key + quotedWhereNeeded(name.toString()));
        }
    };
    addNames(u"from:"_s, from);
    addNames(u"-from:"_s, notFrom);
    addNames(u"in:"_s, in);
    addNames(u"-in:"_s, notIn);
    for (const auto trait : searchTraits) {
        if (has.testFlag(trait)) {
            parts.append(u"has:"_s + nameOf(trait));
        }
        if (hasNot.testFlag(trait)) {
            parts.append(u"-has:"_s + nameOf(trait));
        }
    }
    if (after) {
        parts.append(u"after:"_s + QString::fromLatin1(after->toText()));
    }
    if (before) {
        parts.append(u"before:"_s + QString::fromLatin1(before->toText()));
    }
    return parts.join(u' ');
}

bool SearchQuery::matches(const event::Text& message) const
{
    const auto traits = traitsOf(message);
    const bool isElsewhere = (!in.isEmpty() && !in.contains(message.room))
        || notIn.contains(message.room) || (after && message.timestamp < *after)
        || (before && message.timestamp >= *before);
    const bool isOther = (traits & has) != has || (traits & hasNot)
        || (!from.isEmpty() && !isIn(message.username, from)) || isIn(message.username, notFrom);
    if (message.deleted || isElsewhere || isOther) {
        return false;
    }
    const QString words = terms.isEmpty() ? QString() : searchText(message.content);
    return std::all_of(terms.begin(), terms.end(), [&words](const SearchTerm& term) {
        return words.contains(term.needle) != term.isExcluded;
    });
}

QList<SearchQuery::Hit> SearchQuery::hitsIn(const QString& text) const
{
    const auto words = searchWords(text);
    QList<Hit> hits;
    for (const auto& term : terms) {
        const auto sought = term.needle.split(u' ', Qt::SkipEmptyParts);
        const bool isOpen = !term.needle.endsWith(u' ');
        for (qsizetype i = 0; !term.isExcluded && i < words.size(); ++i) {
            if (isAt(words, i, sought, isOpen)) {
                hits.append({ words.at(i).begin,
                    endOfHit(words.at(i + sought.size() - 1), sought.constLast()) });
            }
        }
    }
    std::sort(
        hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.begin < b.begin; });
    QList<Hit> apart;
    for (const auto& hit : std::as_const(hits)) {
        if (!apart.isEmpty() && hit.begin <= apart.constLast().end) {
            apart.last().end = std::max(apart.constLast().end, hit.end);
        } else if (hit.end <= text.size()) { // unless the text was composed to be read
            apart.append(hit);
        }
    }
    return apart;
}

} // namespace landline
