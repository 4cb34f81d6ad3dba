// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace landline::fuzz {

/// The most bytes that were allocated at one time since it was made, beyond what was allocated then.
/// Counts by the sanitizer's hooks, whoever allocates; one at a time. Fuzzing thread only.
class HeapMeter {
public:
    HeapMeter();
    HeapMeter(const HeapMeter&) = delete;
    HeapMeter& operator=(const HeapMeter&) = delete;
    ~HeapMeter();

    /// Bytes.
    std::int64_t peak() const;
};

} // namespace landline::fuzz
