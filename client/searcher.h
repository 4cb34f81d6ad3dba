// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/eventcache.h"
#include "client/searchmodel.h"
#include "messages/requests.h"

#include <QTimer>

#include <functional>

namespace landline::client {

/// Looks for messages: on the server where it can be asked, else in what is cached, a room at a time, so that nobody
/// waits. One search after the other; a new one ends the last.
class Searcher final : public QObject {
    Q_OBJECT

public:
    /// Asks the server, whose answer comes with the ticket; false where it cannot be asked.
    using Ask = std::function<bool(qint64 ticket, const request::Search& search)>;

    /// The cache is borrowed.
    Searcher(EventCache& cache, Ask ask, QObject* parent = nullptr);

    SearchModel& results() { return m_model; }

    void find(const SearchQuery& query);
    /// What was to be looked for is no query.
    void fail(const Error& error);
    /// Nothing is looked for any more.
    void clear();
    /// Brings more where there is more, and nothing is under way.
    void findMore();

    void takeResults(qint64 ticket, const event::Results& results);
    void takeRefusal(qint64 ticket, const Error& error);
    /// What was asked is not answered any more.
    void loseConnection();

private:
    void end();
    void askServer();
    void beginLocal();
    void findInNextRoom();
    void endLocal();
    void setState(SearchStatus::State state, const std::optional<Error>& error = std::nullopt);

    EventCache& m_cache;
    Ask m_ask;
    SearchModel m_model;
    SearchStatus m_status;
    qint64 m_ticket = 0; ///< Of the search under way.
    bool m_isAsked = false; ///< The server's answer is awaited.
    int m_attempts = 0; ///< Of the page under way, that the server had no time for.
    std::optional<SearchPlace> m_next;
    QTimer m_again;
    QList<RoomName> m_rooms; ///< Yet to be looked through.
    QList<EventCache::Found> m_found; ///< Of the rooms before.
    QTimer m_nextRoom;
};

} // namespace landline::client
