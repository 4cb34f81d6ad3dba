// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/terminationsignals.h"

#include <csignal>

namespace landline::app {

TerminationSignals::TerminationSignals(QObject* parent)
    : QObject(parent)
    , m_pipe({ SIGINT, SIGTERM })
{
    connect(&m_pipe, &SignalPipe::caught, this, &TerminationSignals::terminationRequested);
}

} // namespace landline::app
