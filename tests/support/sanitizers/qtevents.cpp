// SPDX-License-Identifier: GPL-3.0-or-later
// Linked into every program of a ThreadSanitizer build, and into no other.
//
// The distribution's Qt is not instrumented, so ThreadSanitizer does not see that an event is posted before it is
// delivered or that a thread has ended before wait() returns, and takes each queued signal for a race. Here it is told:
// the linker sends our code's calls of the functions below through these wrappers (--wrap in the CMakeLists.txt at the
// top), which release; the delivery of any event, and wait(), acquire. One channel serves all, so two threads that
// exchange events at the same moment may hide a race; what never synchronises is still found.
#include <QCoreApplication>
#include <QObject>
#include <QThread>

extern "C" void __tsan_acquire(void* address);
extern "C" void __tsan_release(void* address);

namespace {

char channel; // only its address is used

void release()
{
    __tsan_release(&channel);
}
void acquire()
{
    __tsan_acquire(&channel);
}

bool eventDelivered(void**)
{
    acquire();
    return false; // the event goes on its way
}

[[maybe_unused]] const bool registered
    = QInternal::registerCallback(QInternal::EventNotifyCallback, eventDelivered);

/// In the place of the function object that QMetaObject::invokeMethod() posts. Poster and receiver hold it together,
/// and whoever lets go last deletes it: what the receiver did must be seen to come before that, and before the return
/// of a blocking call.
class OrderedSlot final : public QtPrivate::QSlotObjectBase {
public:
    explicit OrderedSlot(QtPrivate::QSlotObjectBase* inner)
        : QSlotObjectBase(&OrderedSlot::act)
        , m_inner(inner)
    {
    }

private:
    static void act(
        int which, QSlotObjectBase* base, QObject* receiver, void** arguments, bool* equal)
    {
        auto* self = static_cast<OrderedSlot*>(base);
        acquire();
        switch (which) {
        case Call:
            self->m_inner->call(receiver, arguments);
            release();
            break;
        case Destroy:
            self->m_inner->destroyIfLastRef();
            delete self;
            break;
        default:
            *equal = false;
        }
    }

    QtPrivate::QSlotObjectBase* m_inner;
};

} // namespace

// Each pair is what the linker calls the real function and our own in its place.
// clang-format off
using Slot = QtPrivate::QSlotObjectBase;
void realActivate(QObject*, const QMetaObject*, int, void**) asm("__real__ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
void activate(QObject*, const QMetaObject*, int, void**) asm("__wrap__ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
bool realInvoke(QObject*, Slot*, Qt::ConnectionType, void*)
    asm("__real__ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
bool invoke(QObject*, Slot*, Qt::ConnectionType, void*)
    asm("__wrap__ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
void realPostEvent(QObject*, QEvent*, int) asm("__real__ZN16QCoreApplication9postEventEP7QObjectP6QEventi");
void postEvent(QObject*, QEvent*, int) asm("__wrap__ZN16QCoreApplication9postEventEP7QObjectP6QEventi");
void realDestroy(QObject*) asm("__real__ZN7QObjectD2Ev");
void destroy(QObject*) asm("__wrap__ZN7QObjectD2Ev");
bool realWait(QThread*, QDeadlineTimer) asm("__real__ZN7QThread4waitE14QDeadlineTimer");
bool wait(QThread*, QDeadlineTimer) asm("__wrap__ZN7QThread4waitE14QDeadlineTimer");
// The address of a slot becomes a pointer to a member, in which an odd number means "virtual"; hence the alignment.
void realDeleteLater(QObject*) asm("__real__ZN7QObject11deleteLaterEv");
[[gnu::aligned(16)]] void deleteLater(QObject*) asm("__wrap__ZN7QObject11deleteLaterEv");
void realQuit(QThread*) asm("__real__ZN7QThread4quitEv");
[[gnu::aligned(16)]] void quit(QThread*) asm("__wrap__ZN7QThread4quitEv");
// clang-format on

void activate(QObject* sender, const QMetaObject* metaObject, int signal, void** arguments)
{
    release();
    realActivate(sender, metaObject, signal, arguments);
    acquire();
}

bool invoke(QObject* object, Slot* slot, Qt::ConnectionType type, void* result)
{
    auto* ordered = new OrderedSlot(slot);
    release();
    const bool done = realInvoke(object, ordered, type, result);
    acquire(); // of a blocking connection
    return done;
}

void postEvent(QObject* receiver, QEvent* event, int priority)
{
    release();
    realPostEvent(receiver, event, priority);
}

void destroy(QObject* object)
{
    realDestroy(object);
    release();
}

bool wait(QThread* thread, QDeadlineTimer deadline)
{
    const bool ended = realWait(thread, deadline);
    acquire();
    return ended;
}

void deleteLater(QObject* object)
{
    release();
    realDeleteLater(object);
}

void quit(QThread* thread)
{
    release();
    realQuit(thread);
}
