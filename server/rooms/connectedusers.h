// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/tokenbucket.h"
#include "server/rooms/participant.h"

#include <QHash>
#include <QList>

namespace landline::server {

/// How much a user may say (see ServerConfig::rate).
struct UserRates {
    TokenBucket messages;
    TokenBucket
        signals; ///< Typing, reads and questions: cheaper, so they have a larger bucket of their own.
};

/// Users with at least one connection: which those are, and how much they said lately.
///
/// A user's rates are kept for a while after the last connection ends, or coming back would refill them.
class ConnectedUsers {
public:
    ConnectedUsers(double rate, int burst)
        : m_rate(rate)
        , m_burst(burst)
    {
    }

    void add(Participant& participant);
    void remove(Participant& participant);
    QList<Participant*> connectionsOf(const UserName& user) const;
    int count() const { return static_cast<int>(m_connections.size()); }

    UserRates& rates(const UserName& user, Clock::Steady::time_point now);
    /// Forgets the rates of those who have been gone for long enough that their buckets are full.
    void forgetAbsent(Clock::Steady::time_point now);

private:
    double m_rate;
    int m_burst;
    QHash<UserName, QList<Participant*>> m_connections;
    QHash<UserName, UserRates> m_rates;
};

} // namespace landline::server
