// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/longroom.h"

#include "server/store/database.h"
#include "server/store/eventtable.h"
#include "server/store/roomtable.h"
#include "tests/bench/asker.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace landline::bench {

namespace {

constexpr int shortRoom = 1000;
constexpr int page = 50;

bool fillRoom(server::RoomTable& rooms, server::EventTable& events, const char* name, int messages)
{
    const auto room = rooms.open(
        { *RoomName::fromString(QString::fromLatin1(name)), false, {}, false, Timestamp {} });
    if (!room)
        return false;
    const UserName author = *UserName::fromString(u"ann"_s);
    for (int i = 0; i < messages; ++i) {
        const auto stored = events.append({ room->id, room->name, server::EventKind::Text, author,
            EventId::fromString(u"%1-%2"_s.arg(QLatin1StringView(name)).arg(i)).value(),
            Timestamp {}, u"message %1 of many, as long as most"_s.arg(i), {}, {}, false });
        if (!stored)
            return false;
    }
    return true;
}

bool fill(const QString& directory, int messages)
{
    QDir().mkpath(directory);
    server::Database database(directory + u"/landline.sqlite"_s);
    if (database.open(server::Database::Access::ReadWrite))
        return false;
    server::RoomTable rooms(database);
    server::EventTable events(database, rooms);
    return database.begin() && fillRoom(rooms, events, "short", shortRoom)
        && fillRoom(rooms, events, "long", messages) && database.commit();
}

std::string joinOf(const char* room, int last)
{
    return R"({"type":"join","room":")" + std::string(room) + R"(","since":)"
        + std::to_string(last - 10) + '}';
}

std::string historyOf(const char* room, int before)
{
    return R"({"type":"history","room":")" + std::string(room) + R"(","before":)"
        + std::to_string(before) + R"(,"limit":)" + std::to_string(page) + '}';
}

} // namespace

std::optional<LongRoomFigures> measureLongRoom(
    const Contestant& contestant, int messages, const QString& scratch, QTextStream& out)
{
    const QString directory = scratch + u"/long"_s;
    if (!fill(directory, messages)) {
        out << "The long room could not be filled in " << directory << Qt::endl;
        return {};
    }
    auto command = contestant.command;
    command.arguments += { u"--data-dir"_s, directory };
    support::ServerProgram server(command);
    if (!server.start()) {
        out << contestant.name << ": " << server.problem() << Qt::endl;
        return {};
    }
    Asker asker(server.port());
    if (!asker.ask(R"({"type":"hello","protocol":1,"username":"bob"})", "welcome")) {
        out << contestant.name << ": no welcome came" << Qt::endl;
        return {};
    }
    LongRoomFigures figures { shortRoom, messages, 0, 0, 0, 0 };
    figures.joinShort = asker.medianOf(joinOf("short", shortRoom));
    figures.joinLong = asker.medianOf(joinOf("long", messages));
    figures.historyShort = asker.medianOf(historyOf("short", shortRoom / 2));
    figures.historyLong = asker.medianOf(historyOf("long", messages / 2));
    if (figures.historyLong <= 0 || figures.joinLong <= 0) {
        out << contestant.name << ": a question was not answered" << Qt::endl;
        return {};
    }
    return figures;
}

} // namespace landline::bench
