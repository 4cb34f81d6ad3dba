// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace landline::bench {

/// What a process has used so far, as the kernel counts it.
struct Usage {
    double cpuSeconds = 0; ///< Of all its living threads, in and out of the kernel.
    double residentMiB = 0;
};

Usage usageOf(qint64 processId);

/// As many descriptors as the system allows, for this process and those that it starts.
void raiseDescriptorLimit();

/// The median of writing a page to a file in that directory until the disk has it, in seconds.
double syncMedian(const char* directory);

} // namespace landline::bench
