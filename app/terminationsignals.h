// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace landline::app {

/// Turns SIGINT and SIGTERM into a signal of the event loop. One per process.
class TerminationSignals final : public QObject {
    Q_OBJECT

public:
    explicit TerminationSignals(QObject* parent = nullptr);
    ~TerminationSignals() override;

Q_SIGNALS:
    void terminationRequested();
};

} // namespace landline::app
