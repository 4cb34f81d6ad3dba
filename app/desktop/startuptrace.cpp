// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/startuptrace.h"

#include <QByteArray>
#include <QFile>

#ifdef Q_OS_LINUX
#include <ctime>
#include <unistd.h>
#endif

namespace landline::app {

using namespace Qt::StringLiterals;

std::optional<double> millisecondsSinceProcessStart()
{
#ifdef Q_OS_LINUX
    QFile file(u"/proc/self/stat"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    // proc(5): field 22 is the start in clock ticks since boot; fields are counted from behind the
    // program's name, which is in parentheses and may hold anything.
    const QByteArray line = file.readAll();
    const auto fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    timespec now {};
    if (fields.size() < 20 || clock_gettime(CLOCK_BOOTTIME, &now) != 0) {
        return std::nullopt;
    }
    const double started = fields.at(19).toDouble() / static_cast<double>(sysconf(_SC_CLK_TCK));
    return (static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9 - started)
        * 1000;
#else
    return std::nullopt;
#endif
}

} // namespace landline::app
