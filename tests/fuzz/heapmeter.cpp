// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/heapmeter.h"

#include "tests/fuzz/verdict.h"

#include <sanitizer/allocator_interface.h>

#include <algorithm>
#include <cstddef>

namespace landline::fuzz {

namespace {

thread_local bool isCounting = false;
thread_local std::int64_t held = 0;
thread_local std::int64_t mostHeld = 0;

void allocated(const volatile void*, std::size_t size)
{
    if (isCounting) {
        held += static_cast<std::int64_t>(size);
        mostHeld = std::max(mostHeld, held);
    }
}

void freed(const volatile void* memory)
{
    if (isCounting && memory != nullptr) {
        held -= static_cast<std::int64_t>(
            __sanitizer_get_allocated_size(const_cast<const void*>(memory)));
    }
}

} // namespace

HeapMeter::HeapMeter()
{
    static const bool isInstalled = __sanitizer_install_malloc_and_free_hooks(allocated, freed) > 0;
    require(isInstalled, "the allocator can be watched");
    held = 0;
    mostHeld = 0;
    isCounting = true;
}

HeapMeter::~HeapMeter()
{
    isCounting = false;
}

std::int64_t HeapMeter::peak() const
{
    return mostHeld;
}

} // namespace landline::fuzz
