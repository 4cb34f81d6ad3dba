// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace landline::server {

/// How long the next group of writes is waited for, so that a commit and a fan-out serve many messages.
///
/// People and programs answer what they are told: as many writes as were under way when a commit returned may well come
/// again once it has been told, and are worth one group. They are waited for no longer than the telling or the commit
/// took, whichever was longer, and never over `longest`. Who is alone expects one, and waits for nobody.
class GroupPace final {
public:
    using Time = std::chrono::steady_clock::time_point;
    using Duration = std::chrono::steady_clock::duration;

    static constexpr Duration longest = std::chrono::milliseconds(5);

    /// A group's commit, which took `commit`, returned with `underWay` writes not told yet, its own among them.
    void committed(Time now, Duration commit, std::size_t underWay)
    {
        m_returned = now;
        m_commit = commit;
        m_expected = underWay;
    }
    /// All of the group was told and sent.
    void told(Time now) { m_until = now + std::min(std::max(m_commit, now - m_returned), longest); }

    /// Writes that make the next group whole.
    std::size_t expected() const { return m_expected; }
    /// It is committed by then, whole or not.
    Time until() const { return m_until; }

private:
    std::size_t m_expected = 0;
    Duration m_commit {};
    Time m_returned;
    Time m_until;
};

} // namespace landline::server
