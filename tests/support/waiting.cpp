// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/waiting.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

namespace landline::support {

bool waitUntil(const std::function<bool()>& condition, std::chrono::milliseconds deadline)
{
    const QDeadlineTimer end(deadline);
    QTimer alarm; // wakes the loop where nothing else does
    alarm.setTimerType(
        Qt::PreciseTimer); // a coarse one may fire, and be spent, before the deadline
    alarm.setSingleShot(true);
    alarm.start(deadline);
    while (!condition()) {
        if (end.hasExpired())
            return false;
        if (!alarm.isActive())
            alarm.start(
                std::chrono::ceil<std::chrono::milliseconds>(end.remainingTimeAsDuration()));
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

} // namespace landline::support
