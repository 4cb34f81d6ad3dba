// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/errand.h"
#include "app/cli/latencies.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWebSocket>

namespace landline::cli {

/// `echo`: how long a message takes to the server and back, one after the other.
class EchoErrand final : public Errand {
    Q_OBJECT

public:
    explicit EchoErrand(const Order& order, QObject* parent = nullptr);

    void start() override;
    void interrupt() override;

private:
    void sendNext();
    void takeEcho(const QByteArray& message);
    void takeEnd();
    void stop(const End& end);

    const Order m_order;
    const Output m_output;
    QWebSocket m_socket;
    QByteArray m_message;
    QElapsedTimer m_stopwatch;
    QTimer m_deadline;
    Latencies m_latencies;
    int m_left;
    bool m_isOpen = false;
};

} // namespace landline::cli
