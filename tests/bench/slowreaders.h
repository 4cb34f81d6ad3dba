// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/contestant.h"

#include <QTextStream>

#include <optional>

namespace landline::bench {

/// What members who never read do to the others, and to the server.
struct SlowFigures {
    int deaf = 0;
    int cutOff = 0; ///< Closed with 4008.
    double p99Without = 0; ///< Seconds from the send to the read, of those who read.
    double p99With = 0;
    double grownMiB = 0; ///< The most resident memory with them, less that without.
};

/// 200 members, of whom 10 never read, against the same without them. Nothing where something went wrong.
std::optional<SlowFigures> measureSlowReaders(const Contestant& contestant, QTextStream& out);

} // namespace landline::bench
