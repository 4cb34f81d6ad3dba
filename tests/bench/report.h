// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/figures.h"

#include <QList>
#include <QTextStream>

namespace landline::bench {

struct Report {
    QList<Cell> cells;
    double syncSeconds = 0; ///< Of the disk that the data are on.
    int processors = 0;
};

void printCell(const Cell& cell, QTextStream& out);
/// The ratios of Landline to each peer, cell by cell.
void printRatios(const Report& report, QTextStream& out);
/// False where it could not be written.
bool writeJson(const Report& report, const QString& path);

} // namespace landline::bench
