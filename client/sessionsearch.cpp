// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Session that looks for messages.
#include "client/session_p.h"

namespace landline::client {

bool Session::Private::askForResults(qint64 ticket, const request::Search& search)
{
    return keeper.isWelcomed() && features.testFlag(Feature::Search)
        && ask(Asked::For::Search, {}, search, Seq { ticket });
}

void Session::Private::takeEvent(const event::Results& results)
{
    if (results.id && asked.value(*results.id).what == Asked::For::Search) {
        searcher.takeResults(asked.take(*results.id).before.value, results);
    }
}

SearchModel& Session::searchResults()
{
    return m_d->searcher.results();
}

void Session::search(const QString& text, const std::optional<RoomName>& within)
{
    if (text.trimmed().isEmpty()) {
        m_d->searcher.clear();
        return;
    }
    const auto zone = QTimeZone::systemTimeZone();
    auto query = SearchQuery::parse(text, zone);
    const bool namesRooms = query && !query->in.isEmpty();
    if (within && !namesRooms) {
        SearchQuery here;
        here.in = { *within };
        query = SearchQuery::parse(here.toString() + u' ' + text, zone);
    }
    if (query) {
        m_d->searcher.find(*query);
    } else {
        m_d->searcher.fail(query.error());
    }
}

void Session::searchMore()
{
    m_d->searcher.findMore();
}

} // namespace landline::client
