// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/usage.h"

#include "tests/bench/figures.h"

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <string>

namespace landline::bench {

void raiseDescriptorLimit()
{
    rlimit limit {};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

double syncMedian(const char* directory)
{
    constexpr int times = 100;
    std::string path = std::string(directory) + "/sync-XXXXXX";
    const int fd = mkstemp(path.data());
    if (fd < 0)
        return 0;
    const std::string page(4096, 'p');
    std::vector<double> seconds;
    for (int i = 0; i < times; ++i) {
        const auto began = std::chrono::steady_clock::now();
        if (write(fd, page.data(), page.size()) < 0 || fdatasync(fd) != 0)
            break;
        seconds.push_back(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
    }
    close(fd);
    unlink(path.c_str());
    return quantile(std::move(seconds), 0.5);
}

} // namespace landline::bench
