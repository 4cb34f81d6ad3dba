// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/clock.h"

namespace landline::client {

/// Keeps what a client sends within the limits that `welcome` named: a token bucket of `burst`
/// tokens that fills by `rate` a second, kept a little below the server's own.
class Pacer {
public:
    /// The clock is borrowed.
    explicit Pacer(const Clock& clock);

    /// A rate of 0 is no limit. The bucket is full.
    void setLimits(double rate, qint64 burst);
    /// How long until the next message may go; zero for now.
    std::chrono::milliseconds wait() const;
    /// One message goes.
    void take();
    /// Nothing may go for this long: the server said so.
    void pause(std::chrono::milliseconds time);

private:
    double tokens() const;

    const Clock& m_clock;
    double m_rate = 0;
    double m_burst = 0;
    double m_tokens = 0; ///< As of m_asOf.
    Clock::Steady::time_point m_asOf;
    Clock::Steady::time_point m_pausedUntil;
};

} // namespace landline::client
