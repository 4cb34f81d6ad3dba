// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/search/searchquery.h"

namespace landline {

/// Reads what a person typed. Of SearchQuery::parse() alone.
class SearchQueryParser {
public:
    SearchQueryParser(QStringView text, const QTimeZone& zone)
        : m_rest(text)
        , m_zone(zone)
    {
    }

    Result<SearchQuery> parse();

    /// Begins or ends a quotation, also as keyboards for Chinese and telephones write it.
    static bool isQuote(QChar c);
    /// In quotes, so that it is read as one whatever is in it.
    static QString quoted(const QString& text);

private:
    /// A word with a colon in it, as an operator and what stands behind it.
    struct Operator {
        QStringView name;
        QStringView value;
    };

    void readItem();
    void takeTerm(const QString& text, bool isPhrase, bool isExcluded);
    bool takeOperator(QStringView word, bool isExcluded);
    void apply(QStringView name, const QString& value, bool isExcluded);
    void takeTrait(const QString& value, bool isExcluded);
    void takeMoment(QStringView name, const QString& value, bool isExcluded);
    template <typename Name>
    void takeName(const QString& value, QList<Name>& names);
    QStringView readWord();
    QString readQuoted();
    void fail(ErrorCode code, const QString& sentence);

    QStringView m_rest;
    const QTimeZone& m_zone;
    SearchQuery m_query;
    int m_items = 0;
    std::optional<Error> m_fault;
};

} // namespace landline
