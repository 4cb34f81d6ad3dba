// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace landline::support {

/// A server in a process of its own, which prints `listening on ADDRESS:PORT` when it serves.
class ServerProgram {
public:
    struct Command {
        QString program;
        QStringList arguments;
        QMap<QString, QString> environment; ///< Besides this process's own.
        std::optional<int> processor; ///< The only one that it may run on.
    };

    explicit ServerProgram(Command command);
    ~ServerProgram();

    /// Blocks until it serves; false where it does not, and problem() says why.
    [[nodiscard]] bool start();
    /// SIGTERM, and until it has ended.
    void stop();
    /// SIGKILL: it gets to do nothing more.
    void kill();

    Command& command() { return m_command; }
    quint16 port() const { return m_port; }
    QUrl url() const;
    qint64 processId() const { return m_process.processId(); }
    int exitCode() const { return m_process.exitCode(); }
    QString problem() const { return m_problem; }

private:
    Command m_command;
    QProcess m_process;
    quint16 m_port = 0;
    QString m_problem;
};

/// Keeps this thread, and what it starts from now on, on one processor.
void pinTo(int processor);
/// How many processors this thread may run on.
int processorCount();

} // namespace landline::support
