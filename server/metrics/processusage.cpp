// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/metrics/processusage.h"

#include <QDir>
#include <QFile>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <unistd.h>
#else
#include <ctime>
#endif

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

#ifdef Q_OS_UNIX

double cpuSeconds()
{
    const auto seconds = [](const timeval& time) {
        constexpr double microsecond = 1e-6;
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * microsecond;
    };
    rusage usage {};
    ::getrusage(RUSAGE_SELF, &usage);
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::optional<qint64> residentBytes()
{
    // The second number is resident pages (proc(5), /proc/pid/statm).
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    return file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

#else

double cpuSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

std::optional<qint64> residentBytes()
{
    return std::nullopt;
}

#endif

} // namespace

ProcessUsage processUsage()
{
    return { cpuSeconds(), residentBytes() };
}

std::optional<qint64> openDescriptors()
{
    const QDir descriptors(u"/proc/self/fd"_s);
    if (!descriptors.exists()) {
        return std::nullopt;
    }
    return descriptors.entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size();
}

} // namespace landline::server
