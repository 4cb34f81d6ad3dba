// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace landline::bench {

/// What messages cost the store where so many share a commit. Seconds, of one thread.
struct StoreFigures {
    int group = 0; ///< Messages in a commit.
    double commitP50 = 0; ///< From the first message of a group until the disk has the last.
    double commitP99 = 0;
    double perSecond = 0; ///< Messages by the clock.
    double cpuEach = 0; ///< Of the processor, for each message.
    double bytesEach = 0; ///< In the file in the end, its indexes among them.
};

/// Messages of 64 bytes, each with an id, put straight into a store below `scratch`, in groups of several sizes.
/// Nothing where one was not stored.
std::optional<QList<StoreFigures>> measureStore(const QString& scratch);

} // namespace landline::bench
