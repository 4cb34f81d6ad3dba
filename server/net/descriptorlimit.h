// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace landline::server {

/// Raises the process's limit on open descriptors to what the system lets it, and returns how many
/// connections fit below it: some descriptors are kept back for files, and for refusing in good order.
int connectionsAllowed();

} // namespace landline::server
