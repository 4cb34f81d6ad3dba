// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/messagechange.h"
#include "ui/timeline/timelinerow.h"

#include <QFlags>

#include <optional>

class QKeyEvent;

namespace landline::ui {

/// What a reader can do with one row: by the bar over it, by its menu, and by a key.
enum class MessageAction {
    React = 1,
    Reply = 2,
    FindOriginal = 4, ///< Of a reply.
    Edit = 8,
    Pin = 16, ///< Or unpin.
    Copy = 32,
    Retry = 64, ///< Send again what was refused,
    Discard = 128, ///< or forget it.
    Delete = 256,
};
/// Made from lists: an operator| here would hide the one that makes key sequences.
using MessageOffer = QFlags<MessageAction>;

/// What can be done with a row where the server can do `features`.
MessageOffer offerFor(const TimelineRow& row, client::Features features);

/// What a key means on a message that the keys are on; nothing where it is a letter like any other.
std::optional<MessageAction> actionFor(const QKeyEvent& event);

/// The actions of an offer as a menu lists them.
QList<MessageAction> inMenuOrder(MessageOffer offer);
QString actionName(MessageAction action, const TimelineRow& row);
/// The key of an action as it is written in a menu; empty where it has none.
QString actionKey(MessageAction action);

} // namespace landline::ui
