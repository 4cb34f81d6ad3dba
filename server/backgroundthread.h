// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace landline::server {

/// From now on this thread is given what processor time nobody else wants, and a little of what others do (a few
/// hundredths), so that it gets on. There is no way back.
void giveWayToOtherThreads();

} // namespace landline::server
