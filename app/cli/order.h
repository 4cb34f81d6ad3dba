// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/style.h"
#include "client/serveraddress.h"
#include "messages/values.h"

#include <QStringList>

#include <chrono>
#include <optional>

namespace landline::cli {

enum class Verb {
    Chat,
    Send,
    Tail,
    History,
    Search,
    Rooms,
    Who,
    Notify,
    Upload,
    Echo,
    Help,
    Version
};

/// What the command line of `landline-cli` asks for. Which parts mean something depends on the verb.
struct Order {
    Verb verb = Verb::Chat;
    client::ServerAddress server; ///< Its room is the one to chat in.
    UserName name;
    QString token; ///< Empty where there is none.
    std::optional<std::chrono::seconds> wait; ///< For a server that is not there.
    ColourChoice colour = ColourChoice::Auto;
    bool json = false;

    QList<RoomName> rooms; ///< Of tail; else at most one.
    QStringList words; ///< What follows the room, or the verb where it has none.
    std::optional<int> count;
    bool follow = false;
    std::optional<Seq> before;
    std::optional<Seq> after;
    std::optional<EventId> id;
    bool code = false; ///< The input is sent as blocks of code.
    bool eachLine = false; ///< Each line of the input is a message.
    bool raw = false; ///< The input's terminal sequences stay in it.
    int size = 64; ///< Bytes of an echo.
    QString dataDir; ///< Of chat.

    bool operator==(const Order&) const = default;
};

/// Reads arguments (the program's name first) and LANDLINE_* variables. Fails with a sentence that says what was wrong
/// and what would be right.
Result<Order> readOrder(const QStringList& arguments);

/// The names of the verbs and of the options, for the test that the manual has them all.
QStringList verbNames();
QStringList optionNames();

} // namespace landline::cli
