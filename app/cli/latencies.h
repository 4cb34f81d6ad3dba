// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <chrono>
#include <vector>

namespace landline::cli {

/// How long things took, each measured.
class Latencies {
public:
    using Nanoseconds = std::chrono::nanoseconds;

    void reserve(int count) { m_taken.reserve(static_cast<std::size_t>(count)); }
    void add(Nanoseconds taken) { m_taken.push_back(taken); }
    int count() const { return static_cast<int>(m_taken.size()); }

    /// The least that so many of a hundred do not exceed (nearest rank); 0 gives the least of all, 100 the most.
    /// To be asked only where there are any.
    Nanoseconds percentile(double hundredths) const;

    /// "100 echoes of 64 bytes: min 0.081 ms, median 0.102 ms, p99 0.377 ms, max 0.402 ms"
    QString toLine(int bytes) const;
    /// The same as an object, in milliseconds; only the count where there are none.
    QByteArray toJson(int bytes) const;

private:
    std::vector<Nanoseconds> m_taken;
};

} // namespace landline::cli
