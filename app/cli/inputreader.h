// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

namespace landline::cli {

/// Reads the standard input as it comes: a pipe, a file or a terminal. It is left as it is for other processes that have
/// it too (not made non-blocking).
class InputReader final : public QObject {
    Q_OBJECT

public:
    explicit InputReader(QObject* parent = nullptr);

    /// Whether to go on reading; who writes to us waits meanwhile. Not at first, and not after the end.
    void setReading(bool reading);

Q_SIGNALS:
    void received(const QByteArray& bytes);
    /// Once.
    void ended();

private:
    void read();

    QSocketNotifier m_notifier;
    bool m_ended = false;
};

} // namespace landline::cli
