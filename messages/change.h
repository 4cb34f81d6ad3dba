// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/logevents.h"

namespace landline::event {

/// The message that an entry is about; nothing where the entry is no change.
std::optional<Seq> targetOf(const Persistent& entry);

/// Makes the message read as after the change. False where it reads as before, or is not the change's target.
///
/// To apply changes again in their order, to a message that shows some of them already, ends in the same message: so
/// what was read from the store meets what is told live, without asking which came first. Nothing changes what was
/// deleted.
bool apply(const Persistent& change, Text& message);

} // namespace landline::event
