// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/usage.h"

#include "tests/bench/figures.h"

#include <QDir>
#include <QFile>

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <string>

using namespace Qt::StringLiterals;

namespace landline::bench {

namespace {

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

Usage usageOf(qint64 processId)
{
    Usage usage;
    const QString process = u"/proc/%1"_s.arg(processId);
    const QStringList threads
        = QDir(process + u"/task"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString& thread : threads) {
        // The first number is nanoseconds on a processor (Linux, Documentation/scheduler/sched-stats).
        const QByteArray stat = contents(process + u"/task/"_s + thread + u"/schedstat"_s);
        usage.cpuSeconds += double(stat.left(stat.indexOf(' ')).toLongLong()) / 1e9;
    }
    for (const QByteArray& line : contents(process + u"/status"_s).split('\n')) {
        if (line.startsWith("VmRSS:"))
            usage.residentMiB
                = double(line.mid(6).trimmed().split(' ').first().toLongLong()) / 1024;
    }
    return usage;
}

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
