// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/signalpipe.h"

namespace landline::app {

/// Turns SIGINT and SIGTERM into a signal of the event loop. One per process, and none beside a SignalPipe.
class TerminationSignals final : public QObject {
    Q_OBJECT

public:
    explicit TerminationSignals(QObject* parent = nullptr);

Q_SIGNALS:
    void terminationRequested();

private:
    SignalPipe m_pipe;
};

} // namespace landline::app
