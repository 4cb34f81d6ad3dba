// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/result.h"

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace landline::server {

class EventTable;
class RoomTable;

/// The tables, as a piece of work in the store's thread sees them.
struct Tables {
    RoomTable& rooms;
    EventTable& events;
};

/// A piece of work on the tables, and what is to be told of it afterwards in the network thread.
class StoreJob {
public:
    virtual ~StoreJob() = default;

    virtual void work(Tables& tables) = 0;
    /// `failure` where the work is void, and why.
    virtual void tell(const std::optional<Error>& failure) = 0;
};

using StoreJobs = std::vector<std::unique_ptr<StoreJob>>;

/// Work is a function of Tables& that returns a Result<T> or a T.
template <typename T, typename Work>
class StoreJobOf final : public StoreJob {
public:
    StoreJobOf(Work work, std::function<void(Result<T>)> told)
        : m_work(std::move(work))
        , m_told(std::move(told))
    {
    }

    void work(Tables& tables) override { m_result.emplace(m_work(tables)); }
    void tell(const std::optional<Error>& failure) override
    {
        if (m_told) {
            m_told(failure ? Result<T>(*failure) : *std::move(m_result));
        }
    }

private:
    Work m_work;
    std::function<void(Result<T>)> m_told;
    std::optional<Result<T>> m_result;
};

} // namespace landline::server
