// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dashboard/dashboard.h"

namespace landline::server {

using namespace std::chrono_literals;

Dashboard::Dashboard(Source source, QObject* parent)
    : QObject(parent)
    , m_source(std::move(source))
    , m_second(this)
{
    m_second.setTimerType(Qt::PreciseTimer);
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &Dashboard::tell);
}

void Dashboard::add(DashboardViewer& viewer)
{
    m_viewers.push_back(&viewer);
    if (!m_second.isActive()) {
        m_source.begin();
        m_second.start();
    }
}

void Dashboard::remove(const DashboardViewer& viewer)
{
    std::erase(m_viewers, &viewer);
    if (m_viewers.empty()) {
        m_second.stop();
    }
}

void Dashboard::tell()
{
    const QByteArray frame = frameOf(Opcode::Text, m_source.read());
    // A write may end a connection, which takes it out of the list.
    const auto viewers = m_viewers;
    for (auto* viewer : viewers) {
        const auto alive = viewer->shared_from_this();
        // Who has not taken the last second's figures yet gets the newest when it has.
        if (viewer->peer().backlog() == 0) {
            viewer->peer().send(frame);
            viewer->peer().flush();
        }
    }
}

} // namespace landline::server
