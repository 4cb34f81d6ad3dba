// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rooms/mentions.h"

#include "messages/limits.h"

#include <algorithm>

namespace landline::server {

namespace {

/// Mentions looked for in one message at most: nobody means more, and each costs a look-up per possible end.
constexpr int mostMentions = 50;

bool isOfWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c.isMark() || c.isSurrogate();
}

/// Names may hold spaces and punctuation, so each place where a word ends may be the name's end.
std::optional<UserName> longestKnown(
    QStringView text, const std::function<bool(const UserName&)>& isKnown)
{
    const auto most = std::min<qsizetype>(text.size(), limits::userName * 2);
    for (qsizetype length = most; length > 0; --length) {
        const bool endsHere
            = length == text.size() || !isOfWord(text[length]) || !isOfWord(text[length - 1]);
        if (!endsHere || text[length - 1].isSpace()) {
            continue;
        }
        auto name = UserName::fromString(text.first(length).toString());
        if (name && isKnown(*name)) {
            return *std::move(name);
        }
    }
    return std::nullopt;
}

} // namespace

QList<UserName> findMentions(
    QStringView content, const std::function<bool(const UserName&)>& isKnown)
{
    QList<UserName> names;
    int looked = 0;
    for (auto at = content.indexOf(u'@'); at >= 0 && looked < mostMentions;
         at = content.indexOf(u'@', at + 1)) {
        if (at > 0 && isOfWord(content[at - 1])) {
            continue; // ann@example.org
        }
        ++looked;
        const auto name = longestKnown(content.sliced(at + 1), isKnown);
        if (name && !names.contains(*name)) {
            names.append(*name);
        }
    }
    return names;
}

bool mentionsRoom(QStringView content)
{
    constexpr QStringView everybody = u"@room";
    // One character is found many times faster than several.
    for (auto at = content.indexOf(u'@'); at >= 0; at = content.indexOf(u'@', at + 1)) {
        const auto end = at + everybody.size();
        const bool beginsHere = at == 0 || !isOfWord(content[at - 1]);
        if (beginsHere && content.sliced(at).startsWith(everybody)
            && (end == content.size() || !isOfWord(content[end]))) {
            return true;
        }
    }
    return false;
}

} // namespace landline::server
