// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/backoff.h"

#include <algorithm>

namespace landline::client {

using std::chrono::milliseconds;

namespace {

/// Either way: enough to spread the clients, too little for a person to notice.
constexpr double jitter = 0.2;

} // namespace

Backoff::Backoff(milliseconds first, milliseconds last)
    : m_first(std::max(first, milliseconds { 1 }))
    , m_last(std::max(last, m_first))
    , m_wait(m_first)
{
}

milliseconds Backoff::next(double random)
{
    const double factor = 1 - jitter + 2 * jitter * std::clamp(random, 0.0, 1.0);
    const milliseconds wait { static_cast<milliseconds::rep>(
        static_cast<double>(m_wait.count()) * factor) };
    m_wait = std::min(m_wait * 2, m_last);
    return std::min(wait, m_last);
}

void Backoff::reset()
{
    m_wait = m_first;
}

} // namespace landline::client
