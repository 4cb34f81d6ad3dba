// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/patience.h"

#include "app/cli/sentences.h"

namespace landline::cli {

using client::SessionProblem;
using client::SessionState;
using client::SessionStatus;

Patience::Patience(const Limits& limits, QString server, QObject* parent)
    : QObject(parent)
    , m_limits(limits)
    , m_server(std::move(server))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        Q_EMIT exhausted({ ExitCode::NoServer, m_sentence });
    });
}

void Patience::take(const SessionStatus& status)
{
    if (status.problem != SessionProblem::None) {
        m_sentence = problemSentence(status, m_server);
    }
    switch (status.state) {
    case SessionState::Offline:
        if (status.problem != SessionProblem::None) { // of the kind that is not tried again
            Q_EMIT exhausted({ ExitCode::NotLetIn, m_sentence });
        }
        break;
    case SessionState::Connecting:
    case SessionState::ShakingHands:
        break;
    case SessionState::Syncing:
    case SessionState::Live:
        m_wasConnected = true;
        m_deadline.stop();
        break;
    case SessionState::WaitingToRetry:
        wait();
        break;
    }
}

void Patience::wait()
{
    const auto limit = m_wasConnected ? m_limits.later : m_limits.first;
    if (limit && limit->count() == 0) {
        Q_EMIT exhausted({ ExitCode::NoServer, m_sentence });
    } else if (limit && !m_deadline.isActive()) {
        m_deadline.start(*limit);
    }
}

} // namespace landline::cli
