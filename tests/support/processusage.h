// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace landline::support {

/// What a process has used so far, as the kernel counts it. Linux alone.
struct ProcessUsage {
    double cpuSeconds = 0; ///< Of all its living threads, in and out of the kernel.
    double residentMiB = 0;
    double anonymousMiB = 0; ///< Of that, what is no file's: heap and stacks.
};

ProcessUsage usageOf(qint64 processId);

} // namespace landline::support
