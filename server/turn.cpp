// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/turn.h"

namespace landline::server {

namespace {

/// What one gatherer does may be work for the other. More than that waits, so that input is not held up.
constexpr int mostRounds = 2;

} // namespace

void Turn::need()
{
    m_needed = true;
    if (m_depth == 0) {
        post();
    }
}

void Turn::leave()
{
    if (m_depth == 1 && m_needed) {
        end();
    }
    --m_depth;
}

void Turn::end()
{
    for (int round = 0; m_needed && round < mostRounds; ++round) {
        m_needed = false;
        Q_EMIT ended();
    }
    if (m_needed) {
        post();
    }
}

void Turn::post()
{
    if (!m_posted) {
        m_posted = true;
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_posted = false;
                const Scope scope(*this);
            },
            Qt::QueuedConnection);
    }
}

} // namespace landline::server
