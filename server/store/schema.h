// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/database.h"

#include <vector>

namespace landline::server {

/// What a file holds: the statements that lead from each version to the next, and how it is written.
struct Schema {
    /// What has been released is never changed, only added to.
    std::vector<std::vector<const char*>> steps;
    const char* pragmas = "";
};

/// The log, rooms, users and members.
const Schema& logSchema();

/// Brings the tables to this version (SQLite's user_version tells where they are), each step in a transaction.
/// Refuses a file of a newer version with ServerProblem::DataTooNew, unchanged.
std::optional<OpenFailure> migrate(Database& database, const Schema& schema = logSchema());

} // namespace landline::server
