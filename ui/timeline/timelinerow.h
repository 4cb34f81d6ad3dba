// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/timelinemodel.h"

#include <QDateTime>
#include <QString>

#include <chrono>

class QModelIndex;

namespace landline::ui {

/// Messages of one author less than this apart stand under one name.
constexpr std::chrono::minutes groupedWithin { 5 };

/// What one row of a timeline says, as the model holds it.
struct TimelineRow {
    client::TimelineModel::Kind kind = client::TimelineModel::Kind::Message;
    Seq seq; ///< 0 for notices and pending messages.
    QString id;
    QString author;
    QString content;
    QDateTime time; ///< Local.
    client::Delivery delivery = client::Delivery::Received;
    QString failure;
    bool own = false;
    bool mentionsMe = false;
    bool deleted = false;
    bool pinned = false;
    QDateTime edited; ///< Local; invalid where never.
    client::Quote quote; ///< Of a reply.
    QList<event::Reaction> reactions;
    QString self; ///< Who reads: their reactions are lit.

    static TimelineRow fromIndex(const QModelIndex& index);

    bool isMessage() const { return kind == client::TimelineModel::Kind::Message; }
    bool isReply() const { return quote.state != client::Quote::State::None; }
};

/// How a row stands among its neighbours and in the view.
struct RowContext {
    bool startsDay = false;
    bool startsNew = false; ///< The "new messages" line is above it.
    bool continues
        = false; ///< Same author and moment as the row above, and no reply: no name, no avatar.
    bool expanded = false; ///< The reader asked for all of a long message.

    bool operator==(const RowContext&) const = default;
};

/// `previous` is null for the first row.
RowContext contextOf(const TimelineRow& row, const TimelineRow* previous, bool startsNew);

} // namespace landline::ui
