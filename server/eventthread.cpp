// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/eventthread.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QThread>

#include <future>

#ifdef Q_OS_LINUX
#include <pthread.h>
#endif

namespace landline::server {

namespace {

void nameThisThread(const QString& name)
{
#ifdef Q_OS_LINUX
    constexpr qsizetype longest = 15; // pthread_setname_np(3)
    ::pthread_setname_np(::pthread_self(), name.toUtf8().left(longest).constData());
#else
    Q_UNUSED(name)
#endif
}

} // namespace

EventThread::EventThread(const QString& name)
{
    std::promise<QObject*> ready;
    m_thread = std::thread([&ready, name] {
        nameThisThread(name);
        QEventLoop loop;
        QObject context;
        ready.set_value(&context);
        loop.exec();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    });
    m_context = ready.get_future().get();
}

EventThread::~EventThread()
{
    QMetaObject::invokeMethod(m_context, [context = m_context] { context->thread()->quit(); });
    m_thread.join();
}

} // namespace landline::server
