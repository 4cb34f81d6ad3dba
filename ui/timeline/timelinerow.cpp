// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinerow.h"

#include <QModelIndex>

namespace landline::ui {

using client::TimelineModel;

TimelineRow TimelineRow::fromIndex(const QModelIndex& index)
{
    return {
        .kind = index.data(TimelineModel::KindRole).value<TimelineModel::Kind>(),
        .seq = { index.data(TimelineModel::SeqRole).toLongLong() },
        .id = index.data(TimelineModel::IdRole).toString(),
        .author = index.data(TimelineModel::AuthorRole).toString(),
        .content = index.data(TimelineModel::ContentRole).toString(),
        .time = index.data(TimelineModel::TimestampRole).toDateTime().toLocalTime(),
        .delivery = index.data(TimelineModel::DeliveryRole).value<client::Delivery>(),
        .failure = index.data(TimelineModel::FailureRole).toString(),
        .own = index.data(TimelineModel::OwnRole).toBool(),
        .mentionsMe = index.data(TimelineModel::MentionsMeRole).toBool(),
        .deleted = index.data(TimelineModel::DeletedRole).toBool(),
        .pinned = index.data(TimelineModel::PinnedRole).toBool(),
        .edited = index.data(TimelineModel::EditedRole).toDateTime().toLocalTime(),
        .quote = index.data(TimelineModel::QuoteRole).value<client::Quote>(),
        .reactions = index.data(TimelineModel::ReactionsRole).value<QList<event::Reaction>>(),
        .self = index.data(TimelineModel::SelfRole).toString(),
    };
}

RowContext contextOf(const TimelineRow& row, const TimelineRow* previous, bool startsNew)
{
    RowContext context;
    context.startsNew = startsNew;
    context.startsDay = !previous || previous->time.date() != row.time.date();
    if (!previous || context.startsDay || startsNew || !row.isMessage() || row.isReply()
        || !previous->isMessage()) {
        return context;
    }
    const std::chrono::milliseconds apart { previous->time.msecsTo(row.time) };
    context.continues = row.author == previous->author && apart < groupedWithin;
    return context;
}

} // namespace landline::ui
