// SPDX-License-Identifier: GPL-3.0-or-later
// Linked into every program of a ThreadSanitizer build, and into no other.
//
// QProcess starts a program by clone(2) with CLONE_VM and CLONE_VFORK: until it becomes that program the child works in
// its parent's memory. ThreadSanitizer takes the child for a copy and tells it to look away from then on (a child of
// many threads has locks that nobody opens), but what it writes that down in is the parent's, which then sees no more
// synchronisation and takes all it shares for races. Here the child gets memory of its own, as fork(2) would give it.
#include <cstdarg>
#include <sched.h>

extern "C" int __interceptor_clone(int (*)(void*), void* stack, int flags, void* argument, ...);

/// In the place of the C library's, for Qt too: clone(2).
extern "C" int clone(int (*run)(void*), void* stack, int flags, void* argument, ...) noexcept
{
    va_list rest;
    va_start(rest, argument);
    auto* parentId = va_arg(rest, pid_t*); // or where the descriptor goes, with CLONE_PIDFD
    auto* storage = va_arg(rest, void*);
    auto* childId = va_arg(rest, pid_t*);
    va_end(rest);
    return __interceptor_clone(
        run, stack, flags & ~(CLONE_VM | CLONE_VFORK), argument, parentId, storage, childId);
}
