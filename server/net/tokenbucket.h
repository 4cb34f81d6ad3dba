// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/clock.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace landline::server {

/// Lets `burst` actions through at once and `rate` a second in the long run.
class TokenBucket {
public:
    TokenBucket(double rate, double burst, Clock::Steady::time_point now)
        : m_rate(rate)
        , m_burst(burst)
        , m_tokens(burst)
        , m_filled(now)
    {
    }

    /// Nothing, and the action has been counted; or how long to wait, and it has not.
    std::optional<std::chrono::milliseconds> take(Clock::Steady::time_point now, double cost = 1)
    {
        fill(now);
        if (m_tokens >= cost) {
            m_tokens -= cost;
            return std::nullopt;
        }
        const std::chrono::duration<double> wait((cost - m_tokens) / m_rate);
        return std::chrono::ceil<std::chrono::milliseconds>(wait);
    }

    /// As if nothing had ever been taken.
    bool isFull(Clock::Steady::time_point now)
    {
        fill(now);
        return m_tokens >= m_burst;
    }

private:
    void fill(Clock::Steady::time_point now)
    {
        const std::chrono::duration<double> passed = now - m_filled;
        m_tokens = std::min(m_burst, m_tokens + passed.count() * m_rate);
        m_filled = now;
    }

    double m_rate;
    double m_burst;
    double m_tokens;
    Clock::Steady::time_point m_filled;
};

} // namespace landline::server
