// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/search/searchqueryparser.h"

#include "messages/limits.h"

#include <QDateTime>

#include <algorithm>
#include <array>

namespace landline {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array operators { "from"_L1, "in"_L1, "has"_L1, "before"_L1, "after"_L1 };

/// A day, a month, a year or a moment: up to `end`, and without it but where both are one moment.
struct Span {
    Timestamp begin;
    Timestamp end;
};

/// The beginning of a day, within the years that a Timestamp can be written in.
Timestamp startOf(QDate day, const QTimeZone& zone)
{
    constexpr qint64 latest = 253'402'300'799'999; // 9999-12-31T23:59:59.999Z in milliseconds
    constexpr qint64 earliest = -62'167'219'200'000; // 0000-01-01T00:00:00Z
    const qint64 start = day.startOfDay(zone).toMSecsSinceEpoch();
    return { std::chrono::milliseconds(std::clamp(start, earliest, latest)) };
}

/// The number that so many digits are; nothing where they are others.
std::optional<int> digits(QStringView text, qsizetype least, qsizetype most)
{
    const bool areDigits
        = std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!areDigits || text.size() < least || text.size() > most) {
        return std::nullopt;
    }
    return text.toInt();
}

/// "2026", "2026-11" or "2026-11-20".
std::optional<Span> dateSpan(const QString& text, const QTimeZone& zone)
{
    const auto parts = QStringView(text).split(u'-');
    const auto year = digits(parts.at(0), 4, 4);
    const auto month = parts.size() > 1 ? digits(parts.at(1), 1, 2) : std::optional(1);
    const auto day = parts.size() > 2 ? digits(parts.at(2), 1, 2) : std::optional(1);
    if (!year || !month || !day || parts.size() > 3 || *year == 0) {
        return std::nullopt;
    }
    const QDate first(*year, *month, *day);
    if (!first.isValid()) {
        return std::nullopt;
    }
    const QDate next = parts.size() == 1 ? first.addYears(1)
        : parts.size() == 2              ? first.addMonths(1)
                                         : first.addDays(1);
    return Span { startOf(first, zone), startOf(next, zone) };
}

std::optional<Span> spanOf(const QString& text, const QTimeZone& zone)
{
    if (const auto moment = Timestamp::fromText(text.toLatin1())) {
        return Span { *moment, *moment };
    }
    return dateSpan(text, zone);
}

} // namespace

bool SearchQueryParser::isQuote(QChar c)
{
    return c == u'"' || (c >= u'\u201c' && c <= u'\u201f') || c == u'\uff02';
}

QString SearchQueryParser::quoted(const QString& text)
{
    QString escaped = text;
    escaped.replace(u"\\"_s, u"\\\\"_s).replace(u"\""_s, u"\\\""_s);
    return u'"' + escaped + u'"';
}

Result<SearchQuery> SearchQueryParser::parse()
{
    for (m_rest = m_rest.trimmed(); !m_rest.isEmpty() && !m_fault; m_rest = m_rest.trimmed()) {
        if (++m_items > limits::searchItems) {
            fail(ErrorCode::TooLong,
                u"A search may have at most %1 words, phrases and operators."_s.arg(
                    limits::searchItems));
            break;
        }
        readItem();
    }
    const bool hasWords = std::any_of(m_query.terms.cbegin(), m_query.terms.cend(),
        [](const SearchTerm& term) { return !term.isExcluded; });
    if (!hasWords && m_query.from.isEmpty() && m_query.in.isEmpty() && !m_query.has) {
        fail(ErrorCode::BadField,
            u"Say what to look for: a word, a \"phrase\", from:, in: or has:."_s);
    }
    if (m_fault) {
        return *m_fault;
    }
    return m_query;
}

void SearchQueryParser::readItem()
{
    // "--all" is a word that people look for.
    const bool isExcluded = m_rest.startsWith(u'-') && m_rest.size() > 1 && !m_rest.at(1).isSpace()
        && m_rest.at(1) != u'-';
    m_rest = m_rest.sliced(isExcluded ? 1 : 0);
    if (isQuote(m_rest.front())) {
        takeTerm(readQuoted(), true, isExcluded);
        return;
    }
    const QStringView word = readWord();
    if (!takeOperator(word, isExcluded)) {
        takeTerm(word.toString(), false, isExcluded);
    }
}

QStringView SearchQueryParser::readWord()
{
    const auto* end = std::find_if(
        m_rest.begin(), m_rest.end(), [](QChar c) { return c.isSpace() || isQuote(c); });
    const QStringView word = m_rest.first(end - m_rest.begin());
    m_rest = m_rest.sliced(word.size());
    return word;
}

QString SearchQueryParser::readQuoted()
{
    const bool isPlain = m_rest.front() == u'"';
    QString text;
    qsizetype at = 1;
    for (; at < m_rest.size(); ++at) {
        const QChar c = m_rest.at(at);
        const QChar next = at + 1 < m_rest.size() ? m_rest.at(at + 1) : QChar();
        if (isPlain && c == u'\\' && (next == u'"' || next == u'\\')) {
            text += next;
            ++at;
        } else if (isPlain ? c == u'"' : isQuote(c)) {
            break;
        } else {
            text += c;
        }
    }
    m_rest = m_rest.sliced(std::min(at + 1, m_rest.size()));
    return text;
}

void SearchQueryParser::takeTerm(const QString& text, bool isPhrase, bool isExcluded)
{
    if (text.size() > limits::searchTerm) {
        fail(ErrorCode::TooLong,
            u"A word or phrase to look for may have at most %1 characters."_s.arg(
                limits::searchTerm));
        return;
    }
    // What has no words, such as a smiley of punctuation, is passed over.
    if (auto term = makeSearchTerm(text, isPhrase, isExcluded)) {
        m_query.terms.append(*std::move(term));
    }
}

bool SearchQueryParser::takeOperator(QStringView word, bool isExcluded)
{
    const auto isColon = [](QChar c) { return c == u':' || c == u'\uff1a'; };
    const auto* colon = std::find_if(word.begin(), word.end(), isColon);
    const QStringView name = word.first(colon - word.begin());
    const bool isKnown = std::any_of(operators.begin(), operators.end(),
        [name](QLatin1StringView known) { return name.compare(known, Qt::CaseInsensitive) == 0; });
    if (colon == word.end() || !isKnown) {
        return false;
    }
    QString value = word.sliced(name.size() + 1).toString();
    if (value.isEmpty() && !m_rest.isEmpty() && isQuote(m_rest.front())) {
        value = readQuoted();
    }
    apply(name, value, isExcluded);
    return true;
}

void SearchQueryParser::apply(QStringView name, const QString& value, bool isExcluded)
{
    const auto is = [name](QLatin1StringView wanted) {
        return name.compare(wanted, Qt::CaseInsensitive) == 0;
    };
    if (is("from"_L1)) {
        takeName(value.startsWith(u'@') ? value.mid(1) : value,
            isExcluded ? m_query.notFrom : m_query.from);
    } else if (is("in"_L1)) {
        takeName(
            value.startsWith(u'#') ? value.mid(1) : value, isExcluded ? m_query.notIn : m_query.in);
    } else if (is("has"_L1)) {
        takeTrait(value, isExcluded);
    } else {
        takeMoment(name, value, isExcluded);
    }
}

template <typename Name>
void SearchQueryParser::takeName(const QString& value, QList<Name>& names)
{
    if (value.isEmpty()) {
        fail(ErrorCode::BadField,
            u"A name must follow: from:ann, in:general or in:\"two words\"."_s);
        return;
    }
    auto name = Name::fromString(value);
    if (name) {
        names.append(*std::move(name));
    } else {
        fail(name.error().code, name.error().detail);
    }
}

void SearchQueryParser::takeTrait(const QString& value, bool isExcluded)
{
    QStringList known;
    for (const auto trait : searchTraits) {
        known.append(nameOf(trait));
        if (value.compare(nameOf(trait), Qt::CaseInsensitive) == 0) {
            (isExcluded ? m_query.hasNot : m_query.has).setFlag(trait);
            return;
        }
    }
    fail(ErrorCode::BadField, u"What follows has: must be one of %1."_s.arg(known.join(u", "_s)));
}

void SearchQueryParser::takeMoment(QStringView name, const QString& value, bool isExcluded)
{
    const auto span = spanOf(value, m_zone);
    if (!span || isExcluded) {
        fail(ErrorCode::BadField,
            isExcluded
                ? u"A - cannot stand before before: and after:."_s
                : u"What follows %1: must be a day such as 2026-11-20, a month such as 2026-11, a "
                  "year, or a moment such as 2026-11-20T22:42:31Z."_s.arg(name));
        return;
    }
    if (name.compare("after"_L1, Qt::CaseInsensitive) == 0) {
        m_query.after = std::max(m_query.after.value_or(span->end), span->end);
    } else {
        m_query.before = std::min(m_query.before.value_or(span->begin), span->begin);
    }
}

void SearchQueryParser::fail(ErrorCode code, const QString& sentence)
{
    if (!m_fault) {
        m_fault = Error { code, sentence };
    }
}

} // namespace landline
