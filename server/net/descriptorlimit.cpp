// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/descriptorlimit.h"

#include <algorithm>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace landline::server {

namespace {

/// Descriptors for the store, the event loop, and connections that are still at the door.
constexpr qint64 leastReserve = 256;
/// More than one network thread serves well.
constexpr qint64 mostConnections = 100000;

} // namespace

int connectionsWithin(qint64 descriptors)
{
    const qint64 reserve = std::max(leastReserve, descriptors / 8);
    const qint64 connections = std::max(descriptors - reserve, descriptors / 2);
    return static_cast<int>(std::min(connections, mostConnections));
}

int connectionsAllowed()
{
#ifdef Q_OS_UNIX
    constexpr rlim_t wanted = 2 * mostConnections;
    rlimit limit {};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return mostConnections;
    }
    if (limit.rlim_cur < limit.rlim_max && limit.rlim_cur < wanted) {
        limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, wanted);
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    return connectionsWithin(static_cast<qint64>(std::min<rlim_t>(limit.rlim_cur, wanted)));
#else
    return mostConnections;
#endif
}

bool SpareDescriptor::take()
{
#ifdef Q_OS_UNIX
    if (!isHeld()) {
        m_descriptor = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    }
    return isHeld();
#else
    return true;
#endif
}

void SpareDescriptor::release()
{
#ifdef Q_OS_UNIX
    if (isHeld()) {
        ::close(m_descriptor);
        m_descriptor = -1;
    }
#endif
}

} // namespace landline::server
