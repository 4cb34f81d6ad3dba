// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/visiterrand.h"

#include <utility>

namespace landline::cli {

VisitErrand::VisitErrand(
    const Order& order, std::optional<std::chrono::seconds> later, QObject* parent)
    : Errand(parent)
    , m_order(order)
    , m_output(order.json)
    , m_visit(
          order, { order.wait.value_or(std::chrono::seconds(0)), order.wait ? order.wait : later })
{
    connect(&m_visit, &Visit::opened, this, [this] {
        if (std::exchange(m_begun, true)) {
            resume();
        } else {
            begin();
        }
    });
    connect(&m_visit, &Visit::failed, this, [this](const End& reason) { fail(reason); });
}

void VisitErrand::end(const End& end)
{
    if (!isFinished()) {
        m_visit.stop();
        finish(end);
    }
}

} // namespace landline::cli
