// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/rooms/connectedusers.h"

namespace landline::server {

namespace {

/// How much more often than messages a user may type, read and ask.
constexpr double signalsPerMessage = 10;

} // namespace

void ConnectedUsers::add(Participant& participant)
{
    m_connections[participant.name()].append(&participant);
}

void ConnectedUsers::remove(Participant& participant)
{
    const auto connections = m_connections.find(participant.name());
    if (connections == m_connections.end()) {
        return;
    }
    connections->removeOne(&participant);
    if (connections->isEmpty()) {
        m_connections.remove(participant.name());
    }
}

QList<Participant*> ConnectedUsers::connectionsOf(const UserName& user) const
{
    return m_connections.value(user);
}

UserRates& ConnectedUsers::rates(const UserName& user, Clock::Steady::time_point now)
{
    const auto known = m_rates.find(user);
    if (known != m_rates.end()) {
        return *known;
    }
    const double burst = m_burst;
    return *m_rates.insert(user,
        { TokenBucket(m_rate, burst, now),
            TokenBucket(m_rate * signalsPerMessage, burst * signalsPerMessage, now) });
}

void ConnectedUsers::forgetAbsent(Clock::Steady::time_point now)
{
    m_rates.removeIf([this, now](const auto& entry) {
        return !m_connections.contains(entry.key()) && entry.value().messages.isFull(now);
    });
}

} // namespace landline::server
