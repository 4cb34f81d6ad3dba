// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/end.h"
#include "client/sessionstate.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace landline::cli {

/// When to stop trying to reach a server.
class Patience final : public QObject {
    Q_OBJECT

public:
    /// None is for ever, and 0 for one attempt.
    struct Limits {
        std::optional<std::chrono::seconds> first; ///< For the first connection.
        std::optional<std::chrono::seconds> later; ///< Once there was one.
    };

    /// `server` is its address, for the sentence.
    Patience(const Limits& limits, QString server, QObject* parent = nullptr);

    void take(const client::SessionStatus& status);

Q_SIGNALS:
    /// There will be no connection, or it is not worth waiting for.
    void exhausted(const landline::cli::End& end);

private:
    void wait();

    Limits m_limits;
    QString m_server;
    QTimer m_deadline;
    QString m_sentence; ///< Why there is no connection.
    bool m_wasConnected = false;
};

} // namespace landline::cli
