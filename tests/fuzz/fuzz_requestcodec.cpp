// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/messages/codecpromise.h"

#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    const QByteArrayView json(data, static_cast<qsizetype>(size));
    if (const QByteArray broken = landline::promise::brokenByRequest(json); !broken.isEmpty()) {
        std::fprintf(stderr, "%s\n", broken.constData());
        std::abort();
    }
    return 0;
}
