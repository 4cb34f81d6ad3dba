// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/pacer.h"

#include <algorithm>
#include <cmath>

namespace landline::client {

using namespace std::chrono_literals;
using std::chrono::duration;
using std::chrono::milliseconds;

namespace {

/// Below the server's rate, so that two clocks that differ a little do not make for refusals.
constexpr double margin = 0.95;

} // namespace

Pacer::Pacer(const Clock& clock)
    : m_clock(clock)
    , m_asOf(clock.steadyNow())
    , m_pausedUntil(m_asOf)
{
}

void Pacer::setLimits(double rate, qint64 burst)
{
    m_rate = std::max(rate, 0.0) * margin;
    m_burst = static_cast<double>(std::max<qint64>(burst, 1));
    m_tokens = m_burst;
    m_asOf = m_clock.steadyNow();
    m_pausedUntil = m_asOf;
}

double Pacer::tokens() const
{
    const duration<double> passed = m_clock.steadyNow() - m_asOf;
    return std::min(m_burst, m_tokens + passed.count() * m_rate);
}

milliseconds Pacer::wait() const
{
    const auto pause = std::chrono::ceil<milliseconds>(m_pausedUntil - m_clock.steadyNow());
    if (pause > 0ms) {
        return pause;
    }
    const double missing = 1 - tokens();
    if (m_rate <= 0 || missing <= 0) {
        return 0ms;
    }
    return milliseconds(static_cast<milliseconds::rep>(std::ceil(1000 * missing / m_rate)));
}

void Pacer::take()
{
    m_tokens = std::max(0.0, tokens() - 1);
    m_asOf = m_clock.steadyNow();
}

void Pacer::pause(milliseconds time)
{
    m_pausedUntil = std::max(m_pausedUntil, m_clock.steadyNow() + time);
}

} // namespace landline::client
