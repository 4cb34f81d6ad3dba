// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/logevents.h"
#include "messages/result.h"

#include <QFlags>
#include <QList>
#include <QString>
#include <QTimeZone>

#include <array>
#include <optional>

namespace landline {

/// A word or phrase that is looked for.
struct SearchTerm {
    QString text; ///< As it was typed.
    bool isPhrase = false; ///< It was in quotes: its words stand together, and each is whole.
    bool isExcluded = false; ///< It must not be there.
    /// What searchText() of a message contains where the message has the term: its words between spaces, without a space
    /// behind them where the last may be the beginning of a longer word.
    QString needle;

    bool operator==(const SearchTerm&) const = default;
};

/// What a message has beside its words, as `has:` names it.
enum class SearchTrait {
    Link = 0x01,
    Code = 0x02,
    Mention = 0x04,
    Reply = 0x08,
    Reaction = 0x10,
    Pin = 0x20,
    Edit = 0x40,
};
Q_DECLARE_FLAGS(SearchTraits, SearchTrait)

inline constexpr std::array searchTraits { SearchTrait::Link, SearchTrait::Code,
    SearchTrait::Mention, SearchTrait::Reply, SearchTrait::Reaction, SearchTrait::Pin,
    SearchTrait::Edit };

/// Of a message as it reads now.
SearchTraits traitsOf(const event::Text& message);

/// What a person looks for (PROTOCOL.md, "Searching"): words, "phrases", and from: in: has: before: after:. A "-" in front
/// excludes.
///
/// One class for the server, which looks in its index, and for the client, which looks in its cache: both find what
/// matches() says.
struct SearchQuery {
    QList<SearchTerm> terms; ///< All must be there, but those that must not.
    QList<UserName> from; ///< One of them said it, unless there is none here; likewise the next.
    QList<UserName> notFrom; ///< None of them did.
    QList<RoomName> in;
    QList<RoomName> notIn;
    SearchTraits has; ///< All of them.
    SearchTraits hasNot; ///< None of them.
    std::optional<Timestamp> after; ///< At that moment or later.
    std::optional<Timestamp> before; ///< Before that moment.

    /// Days, months and years are those of the zone. Fails with BadField, BadName or TooLong and a sentence that says
    /// what would be right. A quote that is not closed reaches to the end.
    static Result<SearchQuery> parse(const QString& text, const QTimeZone& zone = QTimeZone::utc());
    /// What parse() makes an equal query of, in whatever zone.
    QString toString() const;

    /// Whether a message, as it reads now, is what is looked for.
    bool matches(const event::Text& message) const;

    /// A part of a text, in UTF-16 units.
    struct Hit {
        qsizetype begin = 0;
        qsizetype end = 0;

        bool operator==(const Hit&) const = default;
    };
    /// Where a text has what is looked for; rising, and apart from each other.
    QList<Hit> hitsIn(const QString& text) const;

    bool operator==(const SearchQuery&) const = default;
};

/// The term that somebody typed; nothing where it has no words.
std::optional<SearchTerm> makeSearchTerm(const QString& text, bool isPhrase, bool isExcluded);

/// How a trait is named behind `has:`.
QLatin1StringView nameOf(SearchTrait trait);

} // namespace landline

// Outside, because an operator| in there would hide the one for keys (Qt::CTRL | Qt::Key_F) from all of ours.
Q_DECLARE_OPERATORS_FOR_FLAGS(landline::SearchTraits)
