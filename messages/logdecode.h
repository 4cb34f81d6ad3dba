// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/jsonreader.h"
#include "messages/logevents.h"

#include <string_view>

/// The entries of a room's log from the wire. Of `messages/` alone.
namespace landline {

/// The type is one that readPersistent() knows.
bool isLogType(std::string_view type);

/// The entry that `object`, whose fields these are, is; an event::Unknown where it has a place in the log and no
/// more of it can be read.
Result<event::Persistent> readPersistent(JsonReader& fields, simdjson::dom::object object);

} // namespace landline
