// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/historyerrand.h"

#include "app/cli/pastreader.h"
#include "messages/limits.h"

#include <limits>

namespace landline::cli {

namespace {

/// Messages that are shown where it is not said how many.
constexpr int usualCount = 50;

} // namespace

HistoryErrand::HistoryErrand(const Order& order, QObject* parent)
    : VisitErrand(order, usualPatience, parent)
    , m_room(order.rooms.constFirst())
    , m_lines(lineFormOf(order), {})
    , m_left(order.count.value_or(std::numeric_limits<int>::max()))
{
}

void HistoryErrand::begin()
{
    visit().enter(m_room, Visit::NewRooms::Refuse, [this] {
        if (order().after) {
            readAfter(*order().after);
            return;
        }
        auto* reader = new PastReader(
            visit(), m_room, order().count.value_or(usualCount),
            [this](const PastReader::Past& past) {
                print(past.events);
                end({});
            },
            this);
        reader->read(order().before);
    });
}

void HistoryErrand::readAfter(Seq seq)
{
    const request::History request { m_room, std::nullopt, seq,
        std::min(m_left, landline::limits::historyPage) };
    visit().ask<event::History>(request, [this](const event::History& page) { takeLog(page); });
}

void HistoryErrand::takeLog(const event::History& page)
{
    print(page.events);
    m_left -= static_cast<int>(page.events.size());
    if (page.more && m_left > 0 && !page.events.isEmpty()) {
        readAfter(page.last);
    } else {
        end({});
    }
}

void HistoryErrand::print(const QList<event::Persistent>& entries)
{
    for (const event::Persistent& entry : entries) {
        printEntry(output(), m_lines, entry);
    }
}

} // namespace landline::cli
