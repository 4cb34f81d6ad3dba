// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/processusage.h"

namespace landline::bench {

using Usage = support::ProcessUsage;
using support::usageOf;

/// As many descriptors as the system allows, for this process and those that it starts.
void raiseDescriptorLimit();

/// The median of writing a page to a file in that directory until the disk has it, in seconds.
double syncMedian(const char* directory);

} // namespace landline::bench
