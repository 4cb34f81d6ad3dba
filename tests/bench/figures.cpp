// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/figures.h"

#include <algorithm>

namespace landline::bench {

double quantile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    const auto at = static_cast<std::ptrdiff_t>(share * double(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + at, values.end());
    return values[static_cast<std::size_t>(at)];
}

Figures medianOf(const std::vector<Figures>& runs)
{
    const auto median = [&](double Figures::*figure) {
        std::vector<double> values;
        values.reserve(runs.size());
        for (const Figures& run : runs)
            values.push_back(run.*figure);
        return quantile(std::move(values), 0.5);
    };
    return { median(&Figures::perCpuSecond), median(&Figures::perSecond), median(&Figures::p50),
        median(&Figures::p99), median(&Figures::cpuShare), median(&Figures::bytesPerDelivery),
        median(&Figures::residentMiB) };
}

} // namespace landline::bench
