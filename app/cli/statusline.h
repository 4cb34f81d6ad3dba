// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/sessionstate.h"
#include "messages/names.h"

#include <QList>
#include <QString>

#include <chrono>

namespace landline::cli {

/// What the line above the input tells.
struct StatusFacts {
    struct News {
        QString room;
        int unread = 0;
        int mentions = 0;
    };

    client::SessionStatus connection;
    std::chrono::seconds untilNext { 0 };
    QList<UserName> typing; ///< In the room that is shown.
    int waiting = 0; ///< Messages that are not sent yet.
    QList<News> news; ///< Of other rooms.
    int here = 0; ///< People in the room that is shown.
};

/// At most so many columns: what matters most comes first, and what does not fit is left out.
QString statusLine(const StatusFacts& facts, int columns);

} // namespace landline::cli
