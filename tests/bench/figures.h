// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/fanoutload.h"

#include <QMap>
#include <QString>

#include <vector>

namespace landline::bench {

/// What one contestant did in one cell of the grid.
struct Figures {
    double perCpuSecond
        = 0; ///< Deliveries for each second that the server's threads were on a processor.
    double perSecond = 0; ///< Deliveries by the clock.
    double p50 = 0; ///< Seconds from the send to the read.
    double p99 = 0;
    double cpuShare = 0; ///< Of one processor.
    double bytesPerDelivery = 0;
    double residentMiB = 0;
};

/// The median of each figure: runs disturb each other, and the middle one least.
Figures medianOf(const std::vector<Figures>& runs);
double quantile(std::vector<double> values, double share);

struct Cell {
    LoadShape shape;
    QMap<QString, Figures> figures; ///< By the contestant's name.
};

} // namespace landline::bench
