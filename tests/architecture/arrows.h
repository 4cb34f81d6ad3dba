// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/architecture/includes.h"
#include "tests/architecture/qtheaders.h"

#include <QStringList>

namespace landline::architecture {

/// What is wrong with this directive in the file of that path (from the top,
/// "server/net/peer.cpp"), as a sentence; empty where nothing is. The table that decides is at the
/// head of arrows.cpp.
QString objectionTo(const QString& path, const Include& include, const QtHeaders& qt);

/// Every .h and .cpp below the top of a source tree, sorted, from the top. Hidden folders and
/// build/ are not looked at.
QStringList sourcesBelow(const QString& top);

/// Every objection in a source tree, each as "path:line: sentence".
QStringList objectionsIn(const QString& top, const QtHeaders& qt);

} // namespace landline::architecture
