// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/storeload.h"

#include "server/store/eventtable.h"
#include "server/store/roomtable.h"
#include "tests/bench/figures.h"

#include <QDir>
#include <QFileInfo>
#include <QStringList>

#include <chrono>
#include <ctime>
#include <utility>
#include <vector>

namespace landline::bench {

using namespace Qt::StringLiterals;
using namespace landline::server;

namespace {

/// Of this thread: waiting for the disk is the disk's affair.
double processorSeconds()
{
    timespec time {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// Something said, of 64 bytes or a few more, in words that repeat as those of people do.
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

NewEvent message(const RoomRecord& room, const UserName& author, int number)
{
    NewEvent event;
    event.room = room.id;
    event.roomName = room.name;
    event.author = author;
    event.id = *EventId::fromString(u"c1-%1"_s.arg(number));
    event.at = { std::chrono::milliseconds(1'795'214'551'123 + number) };
    event.content = sentence(number);
    return event;
}

std::optional<StoreFigures> measureGroups(const QString& path, int group, int groups)
{
    Database database(path);
    if (database.open(Database::Access::ReadWrite)) {
        return {};
    }
    RoomTable rooms(database);
    EventTable events(database, rooms);
    const auto room = rooms.open({ RoomName::general(), false, {}, false, {} });
    const auto author = *UserName::fromString(u"ann"_s);
    std::vector<double> commits;
    commits.reserve(static_cast<std::size_t>(groups));
    double passed = 0;
    double spent = 0;
    for (int i = 0; i < groups; ++i) {
        std::vector<NewEvent> messages;
        messages.reserve(static_cast<std::size_t>(group));
        for (int j = 0; j < group; ++j) {
            messages.push_back(message(*room, author, i * group + j));
        }
        const auto began = std::chrono::steady_clock::now();
        const double processor = processorSeconds();
        bool stored = database.begin();
        for (const auto& event : messages) {
            stored = stored && events.append(event).isOk();
        }
        stored = stored && database.commit();
        if (!stored) {
            return {};
        }
        spent += processorSeconds() - processor;
        commits.push_back(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
        passed += commits.back();
    }
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    const double count = double(group) * groups;
    return StoreFigures { group, quantile(commits, 0.5), quantile(commits, 0.99), count / passed,
        spent / count, double(QFileInfo(path).size()) / count };
}

} // namespace

std::optional<QList<StoreFigures>> measureStore(const QString& scratch)
{
    QList<StoreFigures> all;
    for (const auto& [group, groups] :
        { std::pair(1, 2000), { 16, 1000 }, { 160, 400 }, { 1000, 100 } }) {
        const auto figures
            = measureGroups(QDir(scratch).filePath(u"store-%1.sqlite"_s.arg(group)), group, groups);
        if (!figures) {
            return {};
        }
        all.append(*figures);
    }
    return all;
}

} // namespace landline::bench
