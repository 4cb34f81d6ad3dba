// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/serveraddress.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>

namespace landline::app {

/// Starts landline-tray on this machine, as a process that outlives this one, and waits until its port answers.
class TeamStarter final : public QObject {
    Q_OBJECT

public:
    explicit TeamStarter(QObject* parent = nullptr);

public Q_SLOTS:
    /// Where something listens on the port already, nothing is started: the client will find out what it is.
    void start();

Q_SIGNALS:
    void started(const landline::client::ServerAddress& server);
    /// With a sentence that says what to do.
    void failed(const QString& sentence);

private:
    void probe();
    void takeAnswer();
    void takeSilence();
    bool launch();
    void fail(const QString& sentence);

    QTcpSocket m_socket;
    QTimer m_retry;
    QElapsedTimer m_since;
    bool m_launched = false;
    bool m_busy = false;
};

} // namespace landline::app
