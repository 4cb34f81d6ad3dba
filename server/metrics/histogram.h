// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <chrono>

namespace landline::server {

/// How often something took how long, in buckets from 100 us to 10 s.
class Histogram {
public:
    /// Upper bounds of the buckets in seconds, each included; one more bucket has none.
    static constexpr std::array bounds { 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
        0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0 };

    void record(std::chrono::duration<double> took)
    {
        std::size_t bucket = 0;
        while (bucket < bounds.size() && took.count() > bounds[bucket]) {
            ++bucket;
        }
        ++m_counts[bucket];
        m_sum += took;
    }

    /// Of one bucket alone, not of those below it too.
    quint64 countIn(std::size_t bucket) const { return m_counts[bucket]; }
    std::chrono::duration<double> sum() const { return m_sum; }

private:
    std::array<quint64, bounds.size() + 1> m_counts {};
    std::chrono::duration<double> m_sum {};
};

} // namespace landline::server
