// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/pastreader.h"

#include "messages/limits.h"

#include <algorithm>
#include <utility>

namespace landline::cli {

PastReader::PastReader(Visit& visit, RoomName room, int count, Then then, QObject* parent)
    : QObject(parent)
    , m_visit(visit)
    , m_room(std::move(room))
    , m_count(count)
    , m_then(std::move(then))
{
}

void PastReader::read(std::optional<Seq> before)
{
    const int missing = m_count - static_cast<int>(m_past.events.size());
    const int limit = std::clamp(missing, 1, limits::historyPage);
    m_visit.ask<event::History>(request::History { m_room, before, std::nullopt, limit },
        [this](const event::History& page) { take(page); });
}

void PastReader::take(const event::History& page)
{
    if (std::exchange(m_isFirst, false)) {
        m_past.last = page.last;
    }
    m_past.events = page.events + m_past.events;
    const bool isEnough = m_past.events.size() >= m_count;
    if (!isEnough && page.more && page.first > Seq { 1 }) {
        read(page.first);
        return;
    }
    if (m_past.events.size() > m_count) {
        m_past.events.remove(0, m_past.events.size() - m_count);
    }
    m_then(m_past);
}

} // namespace landline::cli
