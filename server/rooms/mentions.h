// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/names.h"

#include <QList>
#include <QStringView>

#include <functional>

namespace landline::server {

/// Whom a message names with "@name", each once, in order.
///
/// A mention begins at a word's start and takes the longest known name that ends at a word's end.
/// `isKnown` tells whether somebody of that name is in the room.
QList<UserName> findMentions(
    QStringView content, const std::function<bool(const UserName&)>& isKnown);

/// Whether a message names everybody in the room with "@room".
bool mentionsRoom(QStringView content);

} // namespace landline::server
