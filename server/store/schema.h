// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/database.h"

namespace landline::server {

/// Brings the tables to this version (SQLite's user_version tells where they are), each step in a transaction.
/// Refuses a file of a newer version with ServerProblem::DataTooNew, unchanged.
std::optional<OpenFailure> migrate(Database& database);

} // namespace landline::server
