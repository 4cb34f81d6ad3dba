// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/groupqueue.h"

#include <algorithm>
#include <iterator>

namespace landline::server {

void GroupQueue::add(StoreJobs jobs)
{
    const std::scoped_lock lock(m_mutex);
    if (m_jobs.empty()) {
        m_jobs = std::move(jobs);
    } else {
        std::move(jobs.begin(), jobs.end(), std::back_inserter(m_jobs));
    }
    if (m_jobs.size() >= m_expected) {
        m_complete.notify_one();
    }
}

void GroupQueue::expect(std::size_t jobs, Time until)
{
    const std::scoped_lock lock(m_mutex);
    m_expected = jobs;
    m_until = until;
}

StoreJobs GroupQueue::take()
{
    std::unique_lock lock(m_mutex);
    m_complete.wait_until(lock, m_until, [this] { return m_jobs.size() >= m_expected; });
    return std::exchange(m_jobs, {});
}

} // namespace landline::server
