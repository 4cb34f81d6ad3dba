// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/names.h"
#include "ui/compose/completion.h"

namespace landline::client {
class Session;
}

namespace landline::ui {

/// What can stand behind a sign in a message to a room: its members, the user's rooms, the commands.
QList<Completion> completionsIn(client::Session& session, const RoomName& room, QChar sign);

} // namespace landline::ui
