// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/emoji.h"
#include "messages/names.h"
#include "messages/values.h"

#include <QFlags>
#include <QMetaType>
#include <QString>

namespace landline::client {

/// What a user does to a message that is there.
struct MessageChange {
    enum class Kind { Edit, Delete, React, Pin };
    Kind kind = Kind::Edit;
    RoomName room;
    Seq target;
    QString content {}; ///< Of Edit.
    Emoji emoji {}; ///< Of React.
    bool on = true; ///< Of React and Pin; false takes it back.

    bool operator==(const MessageChange&) const = default;
};

/// What a server can do beside talk (`features` of its welcome).
enum class Feature { Edit = 1, Delete = 2, React = 4, Pin = 8, Search = 16 };
Q_DECLARE_FLAGS(Features, Feature)
Q_DECLARE_OPERATORS_FOR_FLAGS(Features)

} // namespace landline::client

Q_DECLARE_METATYPE(landline::client::MessageChange)
