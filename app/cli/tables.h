// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/style.h"
#include "messages/events.h"

#include <QList>
#include <QString>

/// Rooms and people as lines of a terminal.
namespace landline::cli {

/// "* general  3 members, 2 unread  topic" for each room, in columns; the star is for those that one is in.
QString roomTable(const QList<event::RoomInfo>& rooms, const Style& style);

/// One a line, those who are there first.
QString memberList(const QList<event::Member>& members, const Style& style);

} // namespace landline::cli
