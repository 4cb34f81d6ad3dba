// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backgroundthread.h"

#include <QThread>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#endif

namespace landline::server {

void giveWayToOtherThreads()
{
#ifdef Q_OS_LINUX
    // The niceness of a thread, and 0 is the one that calls (setpriority(2), "C library/kernel differences"). Qt's
    // priorities mean nothing to the scheduler here but the idle one, which on a busy machine gets nothing at all.
    constexpr int nicest = 19;
    ::setpriority(PRIO_PROCESS, 0, nicest);
#else
    QThread::currentThread()->setPriority(QThread::LowestPriority);
#endif
}

} // namespace landline::server
