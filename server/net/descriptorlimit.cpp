// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/descriptorlimit.h"

#include <QtGlobal>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace landline::server {

namespace {

/// Descriptors for the store, the event loop, and connections that are still at the door.
constexpr int reserve = 256;
/// More than one network thread serves well.
constexpr int mostConnections = 100000;

} // namespace

int connectionsAllowed()
{
#ifdef Q_OS_UNIX
    rlimit limit {};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return mostConnections;
    }
    if (limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, mostConnections + reserve);
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    const auto descriptors
        = static_cast<long long>(std::min<rlim_t>(limit.rlim_cur, mostConnections + reserve));
    return static_cast<int>(std::max<long long>(descriptors - reserve, descriptors / 2));
#else
    return mostConnections;
#endif
}

} // namespace landline::server
