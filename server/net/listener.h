// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/descriptorlimit.h"

#include <QSocketNotifier>
#include <QTcpServer>
#include <QTimer>

#include <memory>

namespace landline::server {

/// A listening socket that hands descriptors on, and that survives running out of them (TRAPS.md 10).
///
/// QTcpServer only binds and listens: it takes what accept(2) says for an error or not by what it said the time before,
/// and spins when descriptors run out. With none left this one lets in one connection after another by a spare one,
/// for a refusal. Where even that is gone it tries again four times a second, so accepting is back soon after
/// descriptors are, and nothing spins. Where there is no accept(2), QTcpServer does it all.
class Listener final : public QTcpServer {
    Q_OBJECT

public:
    explicit Listener(QObject* parent = nullptr);
    ~Listener() override;

    /// As QTcpServer::listen(), which is not to be called.
    bool open(const QHostAddress& address, quint16 port);

Q_SIGNALS:
    void accepted(qintptr descriptor);
    /// The last descriptor there was: it is to be closed before the signal returns.
    void overflowed(qintptr descriptor);

private:
    void incomingConnection(qintptr descriptor) override;
    void acceptAll();
    void waitForDescriptors();
    void resume();

    SpareDescriptor m_spare;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_retry;
};

} // namespace landline::server
