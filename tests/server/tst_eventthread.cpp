// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/eventthread.h"

#include <QTest>
#include <QThread>

#include <atomic>

using landline::server::EventThread;

class EventThreadTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runsInItsThread();
    void runsInOrder();
    void itsEndIsTheEnd();
};

void EventThreadTest::runsInItsThread()
{
    EventThread thread(QStringLiteral("a thread"));
    QThread* where = nullptr;
    thread.run([&where] { where = QThread::currentThread(); });
    QVERIFY(where);
    QVERIFY(where != QThread::currentThread());
    auto object = std::make_unique<QObject>();
    thread.adopt(*object);
    QCOMPARE(object->thread(), where);
    thread.run([&object] { object.reset(); });
}

void EventThreadTest::runsInOrder()
{
    QList<int> ran;
    {
        EventThread thread(QStringLiteral("a thread"));
        auto object = std::make_unique<QObject>();
        thread.adopt(*object);
        QMetaObject::invokeMethod(object.get(), [&ran] { ran.append(1); });
        thread.run([&ran] { ran.append(2); });
        QMetaObject::invokeMethod(object.get(), [&ran] { ran.append(3); });
        thread.run([&object] { object.release()->deleteLater(); });
    }
    QCOMPARE(ran, QList<int>({ 1, 2, 3 }));
}

void EventThreadTest::itsEndIsTheEnd()
{
    // What is kept for each thread goes last of all; QThread::wait() may return before.
    struct Last {
        ~Last() { *gone = true; }
        std::atomic_bool* gone = nullptr;
    };
    std::atomic_bool gone = false;
    {
        EventThread thread(QStringLiteral("a thread"));
        thread.run([&gone] {
            thread_local Last last;
            last.gone = &gone;
        });
        QVERIFY(!gone);
    }
    QVERIFY(gone);
}

QTEST_GUILESS_MAIN(EventThreadTest)
#include "tst_eventthread.moc"
