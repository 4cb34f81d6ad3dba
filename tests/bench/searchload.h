// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/contestant.h"

#include <QList>
#include <QTextStream>

#include <optional>

namespace landline::bench {

/// What searching costs those who search, in seconds.
struct SearchFigures {
    struct Kind {
        QString name;
        double p50 = 0;
        double p95 = 0;
        double most = 0;
    };
    int messages = 0;
    double indexedIn = 0; ///< From the server's start until its index knew all of them.
    double indexMiB = 0; ///< On the disk.
    double logMiB = 0;
    QList<Kind> kinds; ///< Of question; the first is all of them together.
    int unfinished
        = 0; ///< Questions whose first answer was not all that was asked for, for want of time.
    double echoWith
        = 0; ///< Median from a message to its echo, one after the other, with the index and without.
    double echoWithout = 0;
    double perSecondWith = 0; ///< Messages stored, 160 under way.
    double perSecondWithout = 0;
    double cpuEachWith = 0; ///< Processor seconds of each of these, until the index knew them all.
    double cpuEachWithout = 0;
};

/// Fills a store below `scratch` and searches it through landline-server. Nothing where something went wrong.
std::optional<SearchFigures> measureSearch(
    const Contestant& contestant, int messages, const QString& scratch, QTextStream& out);

} // namespace landline::bench
