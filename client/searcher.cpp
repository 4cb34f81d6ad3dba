// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/searcher.h"

#include <algorithm>

namespace landline::client {

using namespace std::chrono_literals;

namespace {

/// Messages on a page: a few screens.
constexpr int page = 30;
/// Until the server is asked again that had no time, and how often.
constexpr auto pause = 500ms;
constexpr int mostAttempts = 10;

/// The server cannot search; what is cached can be looked through all the same.
bool isForCache(ErrorCode code)
{
    return code == ErrorCode::Unsupported || code == ErrorCode::Storage
        || code == ErrorCode::Draining || code == ErrorCode::UnknownType;
}

} // namespace

Searcher::Searcher(EventCache& cache, Ask ask, QObject* parent)
    : QObject(parent)
    , m_cache(cache)
    , m_ask(std::move(ask))
{
    m_again.setSingleShot(true);
    m_again.setInterval(pause);
    connect(&m_again, &QTimer::timeout, this, &Searcher::askServer);
    m_nextRoom.setSingleShot(true);
    m_nextRoom.setInterval(0ms);
    connect(&m_nextRoom, &QTimer::timeout, this, &Searcher::findInNextRoom);
}

void Searcher::end()
{
    ++m_ticket;
    m_isAsked = false;
    m_attempts = 0;
    m_next.reset();
    m_again.stop();
    m_nextRoom.stop();
    m_rooms.clear();
    m_found.clear();
    m_status = {};
}

void Searcher::setState(SearchStatus::State state, const std::optional<Error>& error)
{
    m_status.state = state;
    m_status.error = error;
    m_model.setStatus(m_status);
}

void Searcher::clear()
{
    end();
    m_model.begin({});
    setState(SearchStatus::State::Idle);
}

void Searcher::fail(const Error& error)
{
    end();
    m_model.begin({});
    setState(SearchStatus::State::Failed, error);
}

void Searcher::find(const SearchQuery& query)
{
    end();
    m_model.begin(query);
    setState(SearchStatus::State::Searching);
    askServer();
}

void Searcher::findMore()
{
    if (m_status.state != SearchStatus::State::Done || !m_status.hasMore) {
        return;
    }
    setState(SearchStatus::State::Searching);
    if (m_status.isOffline) {
        beginLocal();
    } else {
        askServer();
    }
}

// --- On the server ---

void Searcher::askServer()
{
    m_isAsked = m_ask(m_ticket, { m_model.query(), m_next, page });
    if (m_isAsked) {
        return;
    }
    if (m_model.rowCount() == 0) {
        beginLocal();
    } else {
        setState(SearchStatus::State::Done); // more than that when it can be asked again
    }
}

void Searcher::takeResults(qint64 ticket, const event::Results& results)
{
    if (ticket != m_ticket || !m_isAsked) {
        return;
    }
    m_isAsked = false;
    m_attempts = 0;
    m_model.append(results.results);
    m_next = results.next;
    m_status.hasMore = m_next.has_value();
    m_status.isIndexing = results.indexing;
    if (results.results.isEmpty() && m_next) {
        askServer(); // It took its time and found nothing yet.
        return;
    }
    setState(SearchStatus::State::Done);
}

void Searcher::takeRefusal(qint64 ticket, const Error& error)
{
    if (ticket != m_ticket || !m_isAsked) {
        return;
    }
    m_isAsked = false;
    if (error.code == ErrorCode::RateLimited && ++m_attempts < mostAttempts) {
        m_again.start();
    } else if (isForCache(error.code) && m_model.rowCount() == 0) {
        beginLocal();
    } else {
        setState(SearchStatus::State::Failed, error);
    }
}

void Searcher::loseConnection()
{
    if (m_isAsked || m_again.isActive()) {
        m_again.stop();
        askServer();
    }
}

// --- In the cache ---

void Searcher::beginLocal()
{
    m_status.isOffline = true;
    m_status.isIndexing = false;
    m_found.clear();
    m_rooms = m_cache.rooms();
    const SearchQuery& query = m_model.query();
    m_rooms.removeIf([&query](const RoomName& room) {
        return query.notIn.contains(room) || (!query.in.isEmpty() && !query.in.contains(room));
    });
    m_nextRoom.start();
}

void Searcher::findInNextRoom()
{
    if (m_rooms.isEmpty()) {
        endLocal();
        return;
    }
    const int wanted = m_model.rowCount() + page;
    m_found += m_cache.find(m_rooms.takeLast(), m_model.query(), wanted + 1);
    m_nextRoom.start();
}

void Searcher::endLocal()
{
    std::sort(
        m_found.begin(), m_found.end(), [](const EventCache::Found& a, const EventCache::Found& b) {
            return a.at != b.at ? a.at > b.at
                                : (a.room == b.room ? a.seq > b.seq : a.room < b.room);
        });
    const auto wanted = std::min<qsizetype>(m_model.rowCount() + page, m_found.size());
    QList<event::FoundMessage> messages;
    messages.reserve(wanted);
    const auto shown = m_found.first(wanted);
    for (const EventCache::Found& found : shown) {
        if (auto message = m_cache.withNeighbours(found.room, found.seq)) {
            messages.append(*std::move(message));
        }
    }
    m_status.hasMore = wanted < m_found.size();
    m_found.clear();
    // All of them: what is cached may have changed since the last page.
    m_model.replace(messages);
    setState(SearchStatus::State::Done);
}

} // namespace landline::client
