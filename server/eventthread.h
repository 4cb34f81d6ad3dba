// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <thread>
#include <utility>

namespace landline::server {

/// A thread with an event loop for QObjects, from its making to its end.
///
/// Not a QThread: QThread::wait() returns while the thread is still giving back what libraries keep for it, and a
/// process that exits meanwhile gives the same back once more. Here the end is the end.
/// To be used from one thread, which is not this one.
class EventThread final {
public:
    /// `name`: as debuggers show it, which on Linux is its first 15 bytes.
    explicit EventThread(const QString& name);
    /// After all that was posted to its objects. Those must have been deleted, by run().
    ~EventThread();
    Q_DISABLE_COPY_MOVE(EventThread)

    /// The object lives there from now on. It has no parent, and lives in the calling thread.
    void adopt(QObject& object) { object.moveToThread(m_context->thread()); }
    /// Runs it there, after all that was posted before, and returns when it has been run.
    template <typename Action>
    void run(Action&& action)
    {
        QMetaObject::invokeMethod(
            m_context, std::forward<Action>(action), Qt::BlockingQueuedConnection);
    }

private:
    QObject* m_context = nullptr; ///< Lives in the thread, and as long as its loop.
    std::thread m_thread;
};

} // namespace landline::server
