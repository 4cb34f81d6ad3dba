// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/screen.h"

namespace landline::cli {

/// What there is to complete to.
struct Candidates {
    QStringList rooms; ///< That one is in.
    QStringList otherRooms; ///< That one may join.
    QStringList people; ///< In the room.
};

/// What the beginning of a line may become: commands, the rooms and people that they take, and "@name" anywhere. Without
/// regard to case.
Completion complete(const QString& beginning, const Candidates& candidates);

} // namespace landline::cli
