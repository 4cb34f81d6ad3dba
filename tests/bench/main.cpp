// SPDX-License-Identifier: GPL-3.0-or-later
//
// landline-bench: the room server beside its peers, in one run, on one machine.
#include "tests/bench/contestant.h"
#include "tests/bench/report.h"
#include "tests/bench/usage.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace landline::bench;
using landline::support::pinTo;
using landline::support::processorCount;
using landline::support::ServerProgram;

namespace {

using namespace std::chrono_literals;

enum ExitCode { Measured = 0, SomethingWrong = 1, NotRun = 2 };

const QString description
    = uR"(Measures how a room's messages reach its members: landline-server, with and without
its disk, beside a naive QWebSocketServer hub, a Go hub and the bare epoll floor.

Each server is a process on a processor of its own, and all move the same bytes. The
loop is closed: a message is said when an older one has reached every member. Every
delivery is counted, and a message that is lost or doubled ends the run. What is
compared is deliveries for each second of the server's processor time, as the median
of runs that take turns.

Exit status: 0 measured, 1 something went wrong, 2 wrong arguments.)"_s;

struct Plan {
    QList<LoadShape> grid;
    int repetitions = 3;
    std::chrono::milliseconds warmUp { 300 };
    std::chrono::milliseconds duration { 1000 };
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
    plan.repetitions = 1;
    plan.duration = 500ms;
    return plan;
}

/// One contestant, once. Nothing where something went wrong, which `out` is told.
std::optional<Figures> measure(
    const Contestant& contestant, const LoadShape& shape, const Plan& plan, QTextStream& out)
{
    ServerProgram server(contestant.command);
    if (!server.start()) {
        out << contestant.name << ": " << server.problem() << Qt::endl;
        return {};
    }
    FanOutLoad load(shape);
    load.connectAll(server.port(), [&](int member) { return contestant.path(member); });
    load.settle(contestant.quiet);
    load.run(plan.warmUp);
    load.resetCount();
    const Usage before = usageOf(server.processId());
    const auto began = std::chrono::steady_clock::now();
    load.run(plan.duration);
    const LoadCount count = load.count();
    const double seconds
        = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    const Usage after = usageOf(server.processId());
    load.drain();
    if (!load.problem().empty()) {
        out << contestant.name << ": " << QString::fromStdString(load.problem()) << Qt::endl;
        return {};
    }
    const double cpu = after.cpuSeconds - before.cpuSeconds;
    Figures figures;
    figures.perCpuSecond = cpu > 0 ? double(count.deliveries) / cpu : 0;
    figures.perSecond = double(count.deliveries) / seconds;
    figures.p50 = quantile(count.latencies, 0.5);
    figures.p99 = quantile(count.latencies, 0.99);
    figures.cpuShare = cpu / seconds;
    figures.bytesPerDelivery
        = count.deliveries > 0 ? double(count.deliveredBytes) / double(count.deliveries) : 0;
    figures.residentMiB = after.residentMiB;
    return figures;
}

/// The contestants take turns, so that what else the machine does meets them all.
bool measureCell(
    Cell& cell, const QList<Contestant>& contestants, const Plan& plan, QTextStream& out)
{
    QMap<QString, std::vector<Figures>> runs;
    bool allWent = true;
    for (int i = 0; i < plan.repetitions; ++i) {
        for (const Contestant& contestant : contestants) {
            const auto figures = measure(contestant, cell.shape, plan, out);
            allWent = allWent && figures;
            if (figures)
                runs[contestant.name].push_back(*figures);
        }
    }
    for (auto it = runs.cbegin(); it != runs.cend(); ++it)
        cell.figures.insert(it.key(), medianOf(*it));
    return allWent;
}

int measureAll(const Plan& plan, const QStringList& only, const QString& jsonPath, QTextStream& out)
{
    QTemporaryDir scratch;
    Report report;
    report.processors = processorCount();
    report.syncSeconds = syncMedian(qPrintable(scratch.path()));
    QList<Contestant> all = contestants(scratch.path(), out);
    if (!only.isEmpty())
        all.removeIf([&](const Contestant& contestant) { return !only.contains(contestant.name); });
    // The generator must not take the server's time: each has a processor where there are two.
    if (report.processors > 1) {
        for (Contestant& contestant : all)
            contestant.command.processor = 0;
        pinTo(1);
    }
    bool allWent = !all.isEmpty();
    for (const LoadShape& shape : plan.grid) {
        Cell cell { shape, {} };
        allWent = measureCell(cell, all, plan, out) && allWent;
        printCell(cell, out);
        report.cells.append(cell);
    }
    printRatios(report, out);
    if (!writeJson(report, jsonPath)) {
        out << "The figures could not be written to " << jsonPath << Qt::endl;
        allWent = false;
    } else {
        out << "Written to " << jsonPath << Qt::endl;
    }
    return allWent ? Measured : SomethingWrong;
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
        { u"quick"_s, u"Four cells, half a second each, once: to see that it works."_s },
        { u"only"_s, u"This contestant alone; may be given again."_s, u"name"_s },
        { u"cell"_s, u"This cell alone, as MEMBERS,BYTES,IN_FLIGHT; may be given again."_s,
            u"cell"_s },
        { u"repetitions"_s, u"Runs of each contestant in a cell."_s, u"count"_s },
        { u"json"_s, u"Where the figures go; bench.json beside the programs' folder without it."_s,
            u"file"_s, QCoreApplication::applicationDirPath() + u"/../bench.json"_s },
    });
    parser.addHelpOption();
    if (!parser.parse(QCoreApplication::arguments()) || !parser.positionalArguments().isEmpty()) {
        QTextStream(stderr) << "landline-bench: see --help. " << parser.errorText() << Qt::endl;
        return NotRun;
    }
    if (parser.isSet(u"help"_s))
        parser.showHelp(Measured);

    Plan plan = parser.isSet(u"quick"_s) ? quickPlan() : fullPlan();
    if (parser.isSet(u"repetitions"_s))
        plan.repetitions = std::max(1, parser.value(u"repetitions"_s).toInt());
    if (parser.isSet(u"cell"_s))
        plan.grid.clear();
    for (const QString& text : parser.values(u"cell"_s)) {
        const QStringList parts = text.split(u',');
        const LoadShape shape { parts.value(0).toInt(), parts.value(1).toInt(),
            parts.value(2).toInt() };
        if (shape.members < 1 || shape.contentBytes < 32 || shape.contentBytes > 16'000
            || shape.inFlight < 1) {
            QTextStream(stderr) << "landline-bench: '" << text << "' is no cell such as 100,64,160"
                                << Qt::endl;
            return NotRun;
        }
        plan.grid.append(shape);
    }
    raiseDescriptorLimit();
    return measureAll(plan, parser.values(u"only"_s), parser.value(u"json"_s), out);
}
