// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/fanoutbench.h"

#include "tests/bench/usage.h"

namespace landline::bench {

namespace {

/// One contestant, once. Nothing where something went wrong, which `out` is told.
std::optional<Figures> measure(
    const Contestant& contestant, const LoadShape& shape, const Pace& pace, QTextStream& out)
{
    support::ServerProgram server(contestant.command);
    if (!server.start()) {
        out << contestant.name << ": " << server.problem() << Qt::endl;
        return {};
    }
    FanOutLoad load(shape);
    load.connectAll(server.port(), [&](int member) { return contestant.path("bench", member); });
    load.settle(contestant.quiet);
    load.run(pace.warmUp);
    load.resetCount();
    const Usage before = usageOf(server.processId());
    const auto began = std::chrono::steady_clock::now();
    load.run(pace.duration);
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

} // namespace

bool measureCell(
    Cell& cell, const QList<Contestant>& contestants, const Pace& pace, QTextStream& out)
{
    QMap<QString, std::vector<Figures>> runs;
    bool allWent = true;
    for (int i = 0; i < pace.repetitions; ++i) {
        for (const Contestant& contestant : contestants) {
            const auto figures = measure(contestant, cell.shape, pace, out);
            allWent = allWent && figures;
            if (figures)
                runs[contestant.name].push_back(*figures);
        }
    }
    for (auto it = runs.cbegin(); it != runs.cend(); ++it)
        cell.figures.insert(it.key(), medianOf(*it));
    return allWent;
}

} // namespace landline::bench
