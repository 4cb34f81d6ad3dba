// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/clock.h"

#include <atomic>

namespace landline::support {

/// A clock that stands still until it is told to go on. May be used from any thread.
class ManualClock final : public Clock {
public:
    /// Begins in the year 2026, at a moment that is the same in every run.
    ManualClock() = default;

    Timestamp now() const override { return { sinceEpoch() }; }
    Steady::time_point steadyNow() const override { return Steady::time_point(sinceEpoch()); }

    void advance(std::chrono::milliseconds step) { m_milliseconds += step.count(); }

private:
    std::chrono::milliseconds sinceEpoch() const
    {
        return std::chrono::milliseconds(m_milliseconds.load());
    }

    std::atomic<std::chrono::milliseconds::rep> m_milliseconds { 1'795'214'551'123 };
};

} // namespace landline::support
