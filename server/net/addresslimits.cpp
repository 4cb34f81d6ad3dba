// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/addresslimits.h"

#include <QtEndian>

namespace landline::server {

AddressKey AddressKey::of(const QHostAddress& address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4); // true for mapped ones as well
    if (isV4) {
        return { v4, Kind::V4 };
    }
    const Q_IPV6ADDR v6 = address.toIPv6Address();
    if (address.isLinkLocal()) {
        return { qFromBigEndian<quint64>(v6.c + 8), Kind::LinkLocal };
    }
    return { qFromBigEndian<quint64>(v6.c), Kind::V6 };
}

void AddressLimits::Place::leave()
{
    if (m_limits != nullptr) {
        --m_limits->m_entries.find(m_key)->second.at(m_where);
        m_limits = nullptr;
    }
}

AddressLimits::Entry& AddressLimits::entryOf(const AddressKey& key, Clock::Steady::time_point now)
{
    return m_entries.try_emplace(key, Entry { TokenBucket(m_bounds.rate, m_bounds.burst, now) })
        .first->second;
}

std::optional<std::chrono::milliseconds> AddressLimits::knock(
    const AddressKey& key, Clock::Steady::time_point now)
{
    return m_bounds.connections == 0 ? std::nullopt : entryOf(key, now).connects.take(now);
}

bool AddressLimits::isFull(const AddressKey& key, Where where) const
{
    const auto found = m_entries.find(key);
    return m_bounds.connections > 0 && found != m_entries.end()
        && found->second.at(where) >= m_bounds.connections;
}

AddressLimits::Place AddressLimits::enter(
    const AddressKey& key, Where where, Clock::Steady::time_point now)
{
    if (m_bounds.connections == 0) {
        return {};
    }
    ++entryOf(key, now).at(where);
    return { *this, key, where };
}

void AddressLimits::forgetAbsent(Clock::Steady::time_point now)
{
    for (auto item = m_entries.begin(); item != m_entries.end();) {
        auto& entry = item->second;
        const bool isOver = entry.atDoor == 0 && entry.inside == 0 && entry.connects.isFull(now);
        item = isOver ? m_entries.erase(item) : std::next(item);
    }
}

} // namespace landline::server
