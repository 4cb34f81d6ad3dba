// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/figures.h"
#include "tests/bench/longroom.h"
#include "tests/bench/roomsload.h"
#include "tests/bench/searchload.h"
#include "tests/bench/slowreaders.h"
#include "tests/bench/storeload.h"

#include <QList>
#include <QTextStream>

namespace landline::bench {

struct Report {
    QList<Cell> cells; ///< Of the fan-out.
    RoomsShape roomsShape;
    QMap<QString, RoomsFigures> rooms; ///< By the contestant's name, like the next.
    QMap<QString, SlowFigures> slow;
    std::optional<LongRoomFigures> longRoom;
    QList<StoreFigures> store;
    std::optional<SearchFigures> search;
    double syncSeconds = 0; ///< Of the disk that the data are on.
    int processors = 0;
};

void printCell(const Cell& cell, QTextStream& out);
/// All but the cells: the ratios of Landline to each peer, cell by cell, and the other parts.
void printReport(const Report& report, QTextStream& out);
/// False where it could not be written.
bool writeJson(const Report& report, const QString& path);

} // namespace landline::bench
