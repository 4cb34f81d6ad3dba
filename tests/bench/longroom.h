// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/contestant.h"

#include <QTextStream>

#include <optional>

namespace landline::bench {

/// What a room's length costs those who ask for a piece of it; medians of answers, in seconds.
struct LongRoomFigures {
    int shortRoom = 0; ///< Messages in it.
    int longRoom = 0;
    double joinShort = 0; ///< `join` with the last ten to be told.
    double joinLong = 0;
    double historyShort = 0; ///< `history` of 50 before the room's middle.
    double historyLong = 0;
};

/// Fills a store below `scratch` and asks landline-server for pieces of it. Nothing where something went wrong.
std::optional<LongRoomFigures> measureLongRoom(
    const Contestant& contestant, int messages, const QString& scratch, QTextStream& out);

} // namespace landline::bench
