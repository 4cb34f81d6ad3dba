// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/clock.h"

namespace landline::client {

/// A clock that stands still until it is told to go on.
class TestClock final : public Clock {
public:
    Timestamp now() const override { return { m_time }; }
    Steady::time_point steadyNow() const override { return Steady::time_point(m_time); }
    void advance(std::chrono::milliseconds step) { m_time += step; }

private:
    std::chrono::milliseconds m_time { 1'795'214'551'123 };
};

} // namespace landline::client
