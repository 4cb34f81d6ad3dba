// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace landline::tests {

/// How landline-cli ended, and what it wrote.
struct CliEnding {
    int status = -1; ///< -1 where it was killed by a signal, or did not end.
    QByteArray output;
    QString problems; ///< The standard error.

    QStringList lines() const;
};

/// landline-cli in a process of its own, with pipes. Calls that wait run the event loop.
class CliProgram final : public QObject {
    Q_OBJECT

public:
    /// As `name`, on the server at this address.
    CliProgram(const QUrl& server, const QString& name, QObject* parent = nullptr);
    ~CliProgram() override;

    void setVariable(const QString& name, const QString& value);
    /// Its input stays open until endInput().
    void start(const QStringList& arguments);
    void write(const QByteArray& bytes);
    void endInput() { m_process.closeWriteChannel(); }
    void terminate() { m_process.terminate(); }
    /// Until the output so far contains the text; false where it does not come to that.
    bool waitFor(const QByteArray& text);
    CliEnding end();

private:
    QProcess m_process;
    QMap<QString, QString> m_variables;
    QByteArray m_output;
};

/// Runs it with that input to its end.
CliEnding runCli(const QUrl& server, const QStringList& arguments, const QByteArray& input = {});

/// The program under test.
QString cliPath();

} // namespace landline::tests
