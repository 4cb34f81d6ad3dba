// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/values.h"

#include <chrono>

namespace landline {

/// What time it is, so that a test can say so. Implementations may be used from any thread.
class Clock {
public:
    using Steady = std::chrono::steady_clock;

    virtual ~Clock() = default;

    /// The time of day, which may jump.
    virtual Timestamp now() const = 0;
    /// A time that only goes forward, for deadlines.
    virtual Steady::time_point steadyNow() const = 0;
};

/// The machine's own clocks.
class SystemClock final : public Clock {
public:
    Timestamp now() const override { return Timestamp::now(); }
    Steady::time_point steadyNow() const override { return Steady::now(); }
};

} // namespace landline
