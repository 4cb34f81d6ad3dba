// SPDX-License-Identifier: GPL-3.0-or-later
//
// landline-bench: the room server beside its peers, in one run, on one machine.
#include "tests/bench/contestant.h"
#include "tests/bench/fanoutbench.h"
#include "tests/bench/report.h"
#include "tests/bench/usage.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace landline::bench;
using landline::support::pinTo;
using landline::support::processorCount;

namespace {

using namespace std::chrono_literals;

enum ExitCode { Measured = 0, SomethingWrong = 1, NotRun = 2 };

const QString description
    = uR"(Measures landline-server, with and without its disk, beside a naive QWebSocketServer
hub, a Go hub and the bare epoll floor. Each server is a process on a processor of its own.

fan-out  How a room's messages reach its members. The loop is closed: a message is said
         when an older one has reached every member. Compared are deliveries for each
         second of the server's processor time, as the median of runs that take turns.
rooms    10,000 connections in rooms of ten: memory of an idle one, and the processor time
         and latency of 1,000 messages a second among them.
slow     Of 200 members ten never read: what the others and the server's memory feel of it.
long     A room of 1,000,000 messages: joining it and paging back, beside one of 1,000.
store    The store without a network: commit latency, throughput and processor time.
search   1,000,000 messages in 50 rooms: the first results of many kinds of search, how long the
         index takes to make, and what it costs those who talk.

Every delivery is counted, and a message that is lost or doubled ends the run.

Exit status: 0 measured, 1 something went wrong, 2 wrong arguments.)"_s;

const QStringList allParts { u"fan-out"_s, u"rooms"_s, u"slow"_s, u"long"_s, u"store"_s,
    u"search"_s };

struct Plan {
    QStringList parts = allParts;
    QList<LoadShape> grid;
    Pace pace;
    RoomsShape rooms;
    int longRoom = 1'000'000;
    int searched = 1'000'000;
};

Plan fullPlan()
{
    Plan plan;
    for (const int members : { 10, 100, 1000 }) {
        for (const int bytes : { 64, 1024 }) {
            for (const int inFlight : { 160, 10, 1 })
                plan.grid.append({ members, bytes, inFlight });
        }
    }
    return plan;
}

Plan quickPlan()
{
    Plan plan;
    plan.grid = { { 10, 64, 1 }, { 100, 64, 160 }, { 1000, 64, 160 }, { 1000, 1024, 10 } };
    plan.pace.repetitions = 1;
    plan.pace.duration = 500ms;
    plan.rooms.rooms = 100;
    plan.longRoom = 20'000;
    plan.searched = 20'000;
    return plan;
}

int refuse(const QString& sentence)
{
    QTextStream(stderr) << "landline-bench: " << sentence << Qt::endl;
    return NotRun;
}

/// Adds to the report what of the plan could be measured; false where something could not.
bool measureParts(Report& report, const Plan& plan, const QList<Contestant>& all,
    const QString& scratch, QTextStream& out)
{
    bool allWent = !all.isEmpty();
    for (const LoadShape& shape :
        plan.parts.contains(u"fan-out"_s) ? plan.grid : QList<LoadShape>()) {
        Cell cell { shape, {} };
        allWent = measureCell(cell, all, plan.pace, out) && allWent;
        printCell(cell, out);
        report.cells.append(cell);
    }
    report.roomsShape = plan.rooms;
    for (const Contestant& contestant : all) {
        if (plan.parts.contains(u"rooms"_s) && contestant.hasRooms) {
            const auto figures = measureRooms(contestant, plan.rooms, out);
            allWent = allWent && figures;
            if (figures)
                report.rooms.insert(contestant.name, *figures);
        }
        if (plan.parts.contains(u"slow"_s) && contestant.isLandline) {
            const auto figures = measureSlowReaders(contestant, out);
            allWent = allWent && figures;
            if (figures)
                report.slow.insert(contestant.name, *figures);
        }
        if (plan.parts.contains(u"long"_s) && contestant.name == u"landline-sqlite"_s) {
            report.longRoom = measureLongRoom(contestant, plan.longRoom, scratch, out);
            allWent = allWent && report.longRoom;
        }
        if (plan.parts.contains(u"search"_s) && contestant.name == u"landline-sqlite"_s) {
            report.search = measureSearch(contestant, plan.searched, scratch, out);
            allWent = allWent && report.search;
        }
    }
    if (plan.parts.contains(u"store"_s)) {
        const auto figures = measureStore(scratch);
        allWent = allWent && figures;
        report.store = figures.value_or(QList<StoreFigures>());
    }
    return allWent;
}

int measureAll(const Plan& plan, const QStringList& only, const QString& jsonPath, QTextStream& out)
{
    QTemporaryDir scratch;
    Report report;
    report.processors = processorCount();
    report.syncSeconds = syncMedian(qPrintable(scratch.path()));
    QList<Contestant> all = contestants(scratch.path(), out);
    QStringList names;
    for (const Contestant& contestant : all)
        names.append(contestant.name);
    for (const QString& name : only) {
        if (!names.contains(name))
            return refuse(u"'%1' is no contestant; there are: %2"_s.arg(name, names.join(u", "_s)));
    }
    if (!only.isEmpty())
        all.removeIf([&](const Contestant& contestant) { return !only.contains(contestant.name); });
    // The generator must not take the server's time: each has a processor where there are two.
    if (report.processors > 1) {
        for (Contestant& contestant : all)
            contestant.command.processor = 0;
        pinTo(1);
    }
    bool allWent = measureParts(report, plan, all, scratch.path(), out);
    printReport(report, out);
    if (!writeJson(report, jsonPath)) {
        out << "The figures could not be written to " << jsonPath << Qt::endl;
        allWent = false;
    } else {
        out << "Written to " << jsonPath << Qt::endl;
    }
    return allWent ? Measured : SomethingWrong;
}

/// Nothing where the text is no cell.
std::optional<LoadShape> cellFrom(const QString& text)
{
    const QStringList parts = text.split(u',');
    const LoadShape shape { parts.value(0).toInt(), parts.value(1).toInt(),
        parts.value(2).toInt() };
    const bool isCell = shape.members > 0 && shape.contentBytes >= 32
        && shape.contentBytes <= 16'000 && shape.inFlight > 0;
    return isCell ? std::optional(shape) : std::nullopt;
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"landline-bench"_s);
    QTextStream out(stdout);

    QCommandLineParser parser;
    parser.setApplicationDescription(description);
    parser.addOptions({
        { u"quick"_s, u"A little of each part, once: to see that it works."_s },
        { u"part"_s, u"This part alone; may be given again."_s, u"part"_s },
        { u"only"_s, u"This contestant alone; may be given again."_s, u"name"_s },
        { u"cell"_s,
            u"This cell of the fan-out alone, as MEMBERS,BYTES,IN_FLIGHT; may be given again."_s,
            u"cell"_s },
        { u"repetitions"_s, u"Runs of each contestant in a cell."_s, u"count"_s },
        { u"json"_s, u"Where the figures go; bench.json beside the programs' folder without it."_s,
            u"file"_s, QCoreApplication::applicationDirPath() + u"/../bench.json"_s },
    });
    parser.addHelpOption();
    if (!parser.parse(QCoreApplication::arguments()) || !parser.positionalArguments().isEmpty())
        return refuse(u"see --help. "_s + parser.errorText());
    if (parser.isSet(u"help"_s))
        parser.showHelp(Measured);

    Plan plan = parser.isSet(u"quick"_s) ? quickPlan() : fullPlan();
    if (parser.isSet(u"repetitions"_s))
        plan.pace.repetitions = std::max(1, parser.value(u"repetitions"_s).toInt());
    if (parser.isSet(u"part"_s))
        plan.parts = parser.values(u"part"_s);
    for (const QString& part : plan.parts) {
        if (!allParts.contains(part))
            return refuse(u"'%1' is no part; there are: %2"_s.arg(part, allParts.join(u", "_s)));
    }
    if (parser.isSet(u"cell"_s)) {
        plan.parts = QStringList { u"fan-out"_s };
        plan.grid.clear();
    }
    for (const QString& text : parser.values(u"cell"_s)) {
        const auto shape = cellFrom(text);
        if (!shape)
            return refuse(u"'%1' is no cell such as 100,64,160"_s.arg(text));
        plan.grid.append(*shape);
    }
    raiseDescriptorLimit();
    return measureAll(plan, parser.values(u"only"_s), parser.value(u"json"_s), out);
}
