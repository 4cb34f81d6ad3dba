// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/contestant.h"
#include "tests/bench/figures.h"

#include <QTextStream>

namespace landline::bench {

/// How often and how long each contestant is measured in a cell.
struct Pace {
    int repetitions = 3;
    std::chrono::milliseconds warmUp { 300 };
    std::chrono::milliseconds duration { 1000 };
};

/// The contestants take turns, so that what else the machine does meets them all. False where something went wrong,
/// which `out` is told.
bool measureCell(
    Cell& cell, const QList<Contestant>& contestants, const Pace& pace, QTextStream& out);

} // namespace landline::bench
