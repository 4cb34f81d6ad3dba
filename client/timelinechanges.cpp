// SPDX-License-Identifier: GPL-3.0-or-later
// The part of TimelineModel that changes what is there, and what replies show of it.
#include "client/timelinemodel.h"

#include "client/timelineentry.h"
#include "messages/change.h"

#include <algorithm>

namespace landline::client {

namespace {

/// Whether a change is of what a reply quotes.
bool changesWords(const event::Persistent& change)
{
    return std::holds_alternative<event::Edit>(change)
        || std::holds_alternative<event::Delete>(change);
}

} // namespace

bool TimelineModel::change(const event::Persistent& change, QList<TimelineEntry>& fresh)
{
    const Seq target = *event::targetOf(change);
    if (const auto original = m_originals.find(target);
        original != m_originals.end() && *original) {
        event::apply(change, **original);
    }
    bool isChanged = false;
    if (const int row = rowOf(target); row >= 0) {
        isChanged = m_rows[row].apply(change, m_self);
    } else {
        const auto at = std::lower_bound(fresh.begin(), fresh.end(), target,
            [](const TimelineEntry& r, Seq wanted) { return r.place < wanted; });
        if (at != fresh.end() && at->place == target) {
            at->apply(change, m_self); // It has no row yet whose change was to be told.
        }
    }
    if (changesWords(change)) {
        tellReplies(target, target.next());
    }
    return isChanged;
}

void TimelineModel::tellChanged(const QList<Seq>& messages)
{
    for (const Seq seq : messages) {
        if (const int row = rowOf(seq); row >= 0) {
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

void TimelineModel::tellReplies(Seq from, Seq to)
{
    for (int row = 0; row < m_rows.size(); ++row) {
        const Seq original = m_rows.at(row).replyTo;
        if (original != Seq() && original >= from && original < to) {
            Q_EMIT dataChanged(index(row), index(row), { QuoteRole });
        }
    }
}

void TimelineModel::setOriginal(Seq seq, const std::optional<event::Text>& message)
{
    m_originals.insert(seq, message);
    tellReplies(seq, seq.next());
}

Quote TimelineModel::quoteOf(const TimelineEntry& row) const
{
    Quote quote;
    if (row.replyTo == Seq()) {
        return quote;
    }
    quote.seq = row.replyTo;
    quote.state = Quote::State::NotHeld;
    if (const int at = rowOf(row.replyTo); at >= 0 && m_rows.at(at).kind == Kind::Message) {
        const TimelineEntry& original = m_rows.at(at);
        quote.state = Quote::State::Held;
        quote.author = original.author.toString();
        quote.content = original.content;
        quote.isDeleted = original.isDeleted;
    } else if (const auto known = m_originals.constFind(row.replyTo);
               known != m_originals.cend() && *known) {
        quote.state = Quote::State::Held;
        quote.author = (*known)->username.toString();
        quote.content = (*known)->content;
        quote.isDeleted = (*known)->deleted;
    } else if (known != m_originals.cend()) {
        quote.state = Quote::State::Missing;
    }
    return quote;
}

} // namespace landline::client
