// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/searcherrand.h"

#include "app/cli/entrylines.h"
#include "messages/limits.h"

#include <algorithm>

namespace landline::cli {

using namespace Qt::StringLiterals;

SearchErrand::SearchErrand(const Order& order, QObject* parent)
    : VisitErrand(order, usualPatience, parent)
    , m_query(SearchQuery::parse(order.words.join(u' '), QTimeZone::systemTimeZone()))
    , m_count(order.count.value_or(limits::searchDefault))
{
}

void SearchErrand::start()
{
    if (m_query) {
        VisitErrand::start();
    } else {
        finish({ ExitCode::Usage, m_query.error().detail });
    }
}

void SearchErrand::begin()
{
    if (visit().welcome().features.contains(u"search"_s)) {
        ask({});
    } else {
        end({ ExitCode::NotServed,
            u"The server at %1 does not serve search."_s.arg(visit().server()) });
    }
}

void SearchErrand::ask(const std::optional<SearchPlace>& before)
{
    const int missing = m_count - static_cast<int>(m_found.size());
    visit().ask<event::Results>(
        request::Search { *m_query, before, std::clamp(missing, 1, limits::historyPage) },
        [this](const event::Results& page) { take(page); });
}

void SearchErrand::take(const event::Results& page)
{
    m_found.reserve(m_found.size() + page.results.size());
    for (const event::FoundMessage& found : page.results) {
        m_found.append(found.message);
    }
    if (page.next && m_found.size() < m_count) {
        ask(page.next);
        return;
    }
    print();
    if (page.indexing) {
        complain(u"The server is still reading older messages. Some may be missing."_s);
    }
    end({});
}

void SearchErrand::print()
{
    // As it was said: the newest stands above the prompt.
    const qsizetype shown = std::min<qsizetype>(m_found.size(), m_count);
    for (qsizetype i = shown - 1; i >= 0; --i) {
        const event::Text& text = m_found.at(i);
        EntryLines lines(lineFormOf(order()), text.room.toString());
        printEntry(output(), lines, text);
    }
}

} // namespace landline::cli
