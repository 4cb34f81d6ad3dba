// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace landline::app {

/// Milliseconds since the kernel made this process, to 10 ms; nothing where the system does not tell.
std::optional<double> millisecondsSinceProcessStart();

} // namespace landline::app
