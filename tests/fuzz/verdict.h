// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <cstdlib>

namespace landline::fuzz {

/// Ends the program with a sentence, which libFuzzer takes for a finding, where the promise was not kept.
inline void require(bool kept, const char* promise)
{
    if (!kept) {
        std::fprintf(stderr, "broken promise: %s\n", promise);
        std::abort();
    }
}

} // namespace landline::fuzz
