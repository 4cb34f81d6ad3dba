// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace landline::client {

/// The statements that bring the local file from each version (its user_version) to the next.
/// The first entry makes version 1 from an empty file; entries are only ever added.
const QList<QStringList>& clientMigrations();

} // namespace landline::client
