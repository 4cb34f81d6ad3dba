// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rooms/searchsender.h"

#include "messages/limits.h"

namespace landline::server {

namespace {

using namespace std::chrono_literals;

/// What one is told to wait who searches while searches are under way: twice what one may take.
constexpr auto retryAfter = 400ms;

} // namespace

void SearchSender::answer(Participant& participant, const request::Search& search,
    const std::optional<EventId>& id, std::function<void()> done)
{
    SearchWish wish { participant.name(), search.query, search.before,
        search.limit > 0 ? search.limit : limits::searchDefault };
    m_search.find(std::move(wish),
        [this, weak = participant.weak_from_this(), id, done = std::move(done),
            askedAt = m_clock.steadyNow()](const Result<MessageSearch::Answer>& answer) {
            const auto asker = std::static_pointer_cast<Participant>(weak.lock());
            if (!asker || asker->peer().isClosing()) {
                return;
            }
            if (answer) {
                m_metrics.searches.record(m_clock.steadyNow() - askedAt);
                asker->tell(event::Results {
                    answer->page.found, answer->page.next, answer->isIndexing, id });
            } else {
                const bool isBusy = answer.error().code == ErrorCode::RateLimited;
                asker->refuse(answer.error(), id,
                    isBusy ? std::optional<std::chrono::milliseconds>(retryAfter) : std::nullopt);
            }
            done();
            m_fanout.schedule(*asker);
        });
}

} // namespace landline::server
