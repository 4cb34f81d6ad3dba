// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>
#include <QTimer>

namespace landline::server {

/// A listening socket that hands descriptors on, and that survives running out of them (TRAPS.md 10).
class Listener final : public QTcpServer {
    Q_OBJECT

public:
    explicit Listener(QObject* parent = nullptr);

Q_SIGNALS:
    void accepted(qintptr descriptor);

private:
    void incomingConnection(qintptr descriptor) override;

    QTimer m_retry;
};

} // namespace landline::server
