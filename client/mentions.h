// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/logevents.h"

namespace landline::client {

/// Whether somebody else names this user in a message, or the whole room. As the server counts
/// (event::RoomInfo::mentions).
inline bool mentions(const event::Text& text, const UserName& self)
{
    return text.username != self && (text.mentionsRoom || text.mentions.contains(self));
}

} // namespace landline::client
