// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <chrono>
#include <optional>

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

    /// What came in after `earlier`, which was a copy of this.
    Histogram since(const Histogram& earlier) const
    {
        Histogram later = *this;
        for (std::size_t i = 0; i < m_counts.size(); ++i) {
            later.m_counts[i] -= earlier.m_counts[i];
        }
        later.m_sum -= earlier.m_sum;
        return later;
    }
    /// What so large a share of all did not exceed, taken as evenly spread within its bucket; the last bound for what is
    /// beyond it. Nothing where nothing was recorded.
    std::optional<std::chrono::duration<double>> quantile(double share) const
    {
        double count = 0;
        for (const quint64 inBucket : m_counts) {
            count += static_cast<double>(inBucket);
        }
        if (count <= 0) {
            return std::nullopt;
        }
        double below = 0;
        for (std::size_t i = 0; i < bounds.size(); ++i) {
            const auto here = static_cast<double>(m_counts[i]);
            if (here > 0 && below + here >= share * count) {
                const double from = i == 0 ? 0 : bounds[i - 1];
                const double part = (share * count - below) / here;
                return std::chrono::duration<double>(from + (bounds[i] - from) * part);
            }
            below += here;
        }
        return std::chrono::duration<double>(bounds.back());
    }

private:
    std::array<quint64, bounds.size() + 1> m_counts {};
    std::chrono::duration<double> m_sum {};
};

} // namespace landline::server
