// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/processusage.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace landline::support {

namespace {

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

ProcessUsage usageOf(qint64 processId)
{
    ProcessUsage usage;
    const QString process = u"/proc/%1"_s.arg(processId);
    const QStringList threads
        = QDir(process + u"/task"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString& thread : threads) {
        // The first number is nanoseconds on a processor (Linux, Documentation/scheduler/sched-stats).
        const QByteArray stat = contents(process + u"/task/"_s + thread + u"/schedstat"_s);
        usage.cpuSeconds += double(stat.left(stat.indexOf(' ')).toLongLong()) / 1e9;
    }
    for (const QByteArray& line : contents(process + u"/status"_s).split('\n')) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.first() == "VmRSS:")
            usage.residentMiB = double(words.value(1).toLongLong()) / 1024;
        else if (words.first() == "RssAnon:")
            usage.anonymousMiB = double(words.value(1).toLongLong()) / 1024;
    }
    return usage;
}

} // namespace landline::support
