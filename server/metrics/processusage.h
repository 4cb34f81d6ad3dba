// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

namespace landline::server {

/// What this process uses, as the system counts it.
struct ProcessUsage {
    double cpuSeconds = 0; ///< Of all threads, in and out of the kernel.
    std::optional<qint64> residentBytes; ///< Where the system tells (Linux).
    std::optional<qint64> openDescriptors; ///< Likewise.
};

ProcessUsage processUsage();

} // namespace landline::server
