// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rooms/recentchanges.h"

#include "messages/change.h"

#include <algorithm>

namespace landline::server {

namespace {

/// Changes remembered: more than are told while a page is read.
constexpr std::size_t mostRemembered = 64;

} // namespace

void RecentChanges::add(const event::Persistent& change)
{
    m_changes.push_back(change);
    ++m_told;
    if (m_changes.size() > mostRemembered) {
        m_changes.pop_front();
    }
}

bool RecentChanges::applySince(qint64 mark, QList<event::Persistent>& messages) const
{
    const auto since = static_cast<std::size_t>(m_told - mark);
    if (since > m_changes.size()) {
        return false;
    }
    for (auto change = m_changes.end() - static_cast<std::ptrdiff_t>(since);
         change != m_changes.end(); ++change) {
        const auto target = *event::targetOf(*change);
        const auto found = std::lower_bound(messages.begin(), messages.end(), target,
            [](const event::Persistent& entry, Seq seq) { return seqOf(entry) < seq; });
        if (found == messages.end()) {
            continue;
        }
        if (auto* text = std::get_if<event::Text>(&*found)) {
            event::apply(*change, *text);
        }
    }
    return true;
}

} // namespace landline::server
