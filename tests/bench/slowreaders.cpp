// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/slowreaders.h"

#include "tests/bench/figures.h"
#include "tests/bench/usage.h"
#include "tests/bench/wireclient.h"

namespace landline::bench {

namespace {

using namespace std::chrono_literals;

constexpr int members = 190;
constexpr int deaf = 10;
/// Of the server's own count (/metrics): too slow, come back with "since" (PROTOCOL.md section 4). Those it concerns
/// do not read, so they may not hear of it.
constexpr std::string_view tooSlow = R"(landline_closes_total{code="4008"} )";
/// What is sent to each member: more than the system holds back for one that does not read (4 MiB, tcp(7)) and the
/// server after it (1 MiB), so that every one of these is to be cut off well before the end.
constexpr double bytesSent = 16.0 * 1024 * 1024;
constexpr auto slice = 500ms;
constexpr auto patience = 120s;

struct Run {
    double p99 = 0;
    double mostResidentMiB = 0;
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
    Run run;
    const auto began = std::chrono::steady_clock::now();
    while (load.problem().empty() && double(load.count().deliveredBytes) < bytesSent * members
        && std::chrono::steady_clock::now() - began < patience) {
        load.run(slice);
        run.mostResidentMiB
            = std::max(run.mostResidentMiB, usageOf(server.processId()).residentMiB);
    }
    run.p99 = quantile(load.count().latencies, 0.99);
    load.drain();
    const std::string metrics = bodyOf(server.port(), "/metrics");
    if (const auto at = metrics.find(tooSlow); at != metrics.npos)
        run.cutOff = std::stoi(metrics.substr(at + tooSlow.size()));
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
        with->mostResidentMiB - without->mostResidentMiB };
}

} // namespace landline::bench
