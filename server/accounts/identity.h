// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/names.h"

#include <QStringList>

namespace landline::server {

/// Who a connection is, and as what.
struct Identity {
    UserName name;
    bool guest = false; ///< Came over a simple connection: in one room, remembered nowhere.
    QStringList roles;
};

} // namespace landline::server
