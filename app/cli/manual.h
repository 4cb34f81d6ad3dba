// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace landline::cli {

/// What --help prints: a manual page, in lines of at most 79 columns.
QString manual();

/// What /help prints in a chat.
QString chatManual();

} // namespace landline::cli
