// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

namespace landline::server {

/// What this process uses, as the system counts it.
struct ProcessUsage {
    double cpuSeconds = 0; ///< Of all threads, in and out of the kernel.
    std::optional<qint64> residentBytes; ///< Where the system tells (Linux).
};

ProcessUsage processUsage();
/// Descriptors that this process has open, where the system tells. Takes as long as there are many.
std::optional<qint64> openDescriptors();

} // namespace landline::server
