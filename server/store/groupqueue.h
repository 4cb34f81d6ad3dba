// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/storejob.h"

#include <QtGlobal>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace landline::server {

/// The writes on their way from the network thread, which adds them, to the store's, which takes them in groups.
class GroupQueue final {
public:
    using Time = std::chrono::steady_clock::time_point;

    GroupQueue() = default;
    Q_DISABLE_COPY_MOVE(GroupQueue)

    void add(StoreJobs jobs);
    /// The next take() waits until there are as many jobs, but not beyond `until`.
    void expect(std::size_t jobs, Time until);
    /// All that there is, in the order in which it was added. Blocks as expect() said.
    StoreJobs take();

private:
    std::mutex m_mutex;
    std::condition_variable m_complete;
    StoreJobs m_jobs;
    std::size_t m_expected = 0;
    Time m_until;
};

} // namespace landline::server
