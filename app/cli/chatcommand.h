// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace landline::cli {

/// What a line that was entered in a chat means.
struct ChatCommand {
    enum class Kind {
        Nothing,
        Say,
        Join,
        Room,
        Leave,
        Rooms,
        Who,
        Topic,
        Reply,
        Older,
        Help,
        Quit,
        Unknown
    };

    Kind kind = Kind::Nothing;
    QString
        argument; ///< What is said, or what follows the command; the command itself where it is unknown.

    bool operator==(const ChatCommand&) const = default;
};

/// A line that begins with "/" is a command, with "//" it says "/".
ChatCommand readChatCommand(const QString& line);

/// "/help" and so on.
QStringList chatCommandNames();

} // namespace landline::cli
