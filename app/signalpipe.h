// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

namespace landline::app {

/// Turns signals of the operating system into one of the event loop. One per process at a time.
class SignalPipe final : public QObject {
    Q_OBJECT

public:
    explicit SignalPipe(const QList<int>& numbers, QObject* parent = nullptr);
    /// The signals do again what they do by themselves.
    ~SignalPipe() override;

    /// Does what the system does with a signal that nobody catches. Returns where the process outlives that, as it does
    /// a stop.
    void actAsUsual(int number);

Q_SIGNALS:
    void caught(int number);

private:
    QList<int> m_numbers;
};

} // namespace landline::app
