// SPDX-License-Identifier: GPL-3.0-or-later
// What a message costs the store: microseconds of one thread for each, in groups of several sizes, and the bytes it takes.
// Take figures from the release build: build/release/tests/bench_store [directory, for a disk of one's own choice]
#include "server/store/eventtable.h"
#include "server/store/roomtable.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>

using namespace landline;
using namespace landline::server;
using namespace Qt::StringLiterals;

namespace {

/// Of this thread: waiting for the disk is the disk's affair.
double processorSeconds()
{
    timespec time {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// Something said, of 64 bytes, in words that repeat as those of people do.
QString sentence(int number)
{
    static const QStringList words { u"tea"_s, u"house"_s, u"meeting"_s, u"tomorrow"_s, u"yes"_s,
        u"the"_s, u"plan"_s, u"looks"_s, u"good"_s, u"Zürich"_s, u"deploy"_s, u"at"_s };
    QString text = QString::number(number);
    for (int i = 0; text.size() < 60; ++i) {
        text += u' ' + words.at((number * 7 + i * (number % 5 + 1)) % words.size());
    }
    return text.left(64);
}

/// Stores `count` messages in groups of `group` in a room of a new store.
void measure(const QString& path, int count, int group)
{
    Database database(path);
    if (const auto failure = database.open(Database::Access::ReadWrite)) {
        std::fprintf(stderr, "%s\n", qPrintable(failure->detail));
        return;
    }
    RoomTable rooms(database);
    EventTable events(database, rooms);
    const auto room = rooms.open({ RoomName::general(), false, {}, false, {} });
    const auto author = *UserName::fromString(u"ann"_s);
    const auto start = std::chrono::steady_clock::now();
    const double processor = processorSeconds();
    for (int i = 0; i < count; i += group) {
        database.begin();
        for (int j = i; j < std::min(i + group, count); ++j) {
            NewEvent event;
            event.room = room->id;
            event.roomName = room->name;
            event.author = author;
            event.id = *EventId::fromString(u"c1-%1"_s.arg(j));
            event.at = { std::chrono::milliseconds(1'795'214'551'123 + j) };
            event.content = sentence(j);
            if (!events.append(event)) {
                std::fprintf(stderr, "%s\n", qPrintable(database.failure().value_or(QString())));
                return;
            }
        }
        database.commit();
    }
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
    const double spent = processorSeconds() - processor;
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    std::printf(
        "%8d messages in groups of %4d: %7.2f us each, %7.2f us of processor, %5lld bytes\n", count,
        group, passed.count() * 1e6 / count, spent * 1e6 / count, QFileInfo(path).size() / count);
}

} // namespace

int main(int argc, char* argv[])
{
    QTemporaryDir directory(argc > 1 ? QString::fromLocal8Bit(argv[1]) + u"/bench-XXXXXX"_s
                                     : QDir::tempPath() + u"/bench-XXXXXX"_s);
    measure(directory.filePath(u"1.sqlite"_s), 2'000, 1);
    measure(directory.filePath(u"16.sqlite"_s), 20'000, 16);
    measure(directory.filePath(u"160.sqlite"_s), 100'000, 160);
    measure(directory.filePath(u"1000.sqlite"_s), 500'000, 1000);
    return 0;
}
