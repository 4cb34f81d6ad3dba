// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/serverprogram.h"

#include <QTextStream>

#include <chrono>
#include <string>

namespace landline::bench {

/// A server that takes part.
struct Contestant {
    QString name;
    support::ServerProgram::Command command;
    bool isLandline = false;
    bool hasRooms = false; ///< Keeps rooms apart; the others are one room.
    /// How long nothing must come before its room counts as quiet.
    std::chrono::milliseconds quiet { 50 };

    /// What the member asks for to be in the room.
    std::string path(const std::string& room, int member) const;
};

/// All that can take part here; what cannot is told to `out` in a sentence. `scratch` is an empty directory.
QList<Contestant> contestants(const QString& scratch, QTextStream& out);

} // namespace landline::bench
