// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/slowreaders.h"

#include "tests/bench/figures.h"
#include "tests/bench/usage.h"

namespace landline::bench {

namespace {

using namespace std::chrono_literals;

constexpr int members = 190;
constexpr int deaf = 10;
/// Too slow, come back with "since" (PROTOCOL.md section 4).
constexpr std::uint16_t tooSlow = 4008;
constexpr auto duration = 2s;

struct Run {
    double p99 = 0;
    double residentMiB = 0;
    int cutOff = 0;
};

std::optional<Run> runWith(const Contestant& contestant, int deafMembers, QTextStream& out)
{
    support::ServerProgram server(contestant.command);
    if (!server.start()) {
        out << contestant.name << ": " << server.problem() << Qt::endl;
        return {};
    }
    FanOutLoad load({ members, 1024, 10, deafMembers });
    load.connectAll(server.port(), [&](int member) { return contestant.path("bench", member); });
    load.settle(contestant.quiet);
    load.run(duration);
    Run run;
    run.p99 = quantile(load.count().latencies, 0.99);
    load.drain();
    run.residentMiB = usageOf(server.processId()).residentMiB;
    run.cutOff = load.deafClosedWith(tooSlow);
    if (!load.problem().empty()) {
        out << contestant.name << ": " << QString::fromStdString(load.problem()) << Qt::endl;
        return {};
    }
    return run;
}

} // namespace

std::optional<SlowFigures> measureSlowReaders(const Contestant& contestant, QTextStream& out)
{
    const auto without = runWith(contestant, 0, out);
    const auto with = runWith(contestant, deaf, out);
    if (!without || !with)
        return {};
    return SlowFigures { deaf, with->cutOff, without->p99, with->p99,
        with->residentMiB - without->residentMiB };
}

} // namespace landline::bench
