// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace landline::client {

/// How long to wait before the next attempt: doubling from first to last, jittered by a fifth
/// either way, so that the clients of a server that was restarted do not come back all at once.
class Backoff {
public:
    Backoff(std::chrono::milliseconds first, std::chrono::milliseconds last);

    /// The wait before the attempt that comes now. `random` is in 0 to 1 and decides the jitter.
    /// Never more than `last`.
    std::chrono::milliseconds next(double random);
    /// An attempt succeeded: the next wait is the first again.
    void reset();

private:
    std::chrono::milliseconds m_first;
    std::chrono::milliseconds m_last;
    std::chrono::milliseconds m_wait;
};

} // namespace landline::client
