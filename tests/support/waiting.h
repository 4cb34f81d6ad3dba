// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>

namespace landline::support {

/// How long a thing may take before it counts as never happening. Only failures wait for so long,
/// so it is generous enough for a busy machine under a sanitizer.
constexpr std::chrono::milliseconds patience { 20000 };

/// Runs this thread's event loop until `condition` holds or `deadline` has passed; true where it
/// held.
///
/// The condition is asked first and after each event, so whatever changes it must come as an event
/// of this thread (a socket, a timer, a queued call).
bool waitUntil(
    const std::function<bool()>& condition, std::chrono::milliseconds deadline = patience);

} // namespace landline::support
