// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/terminal.h"

#include <QMap>
#include <QObject>
#include <QProcess>
#include <QSocketNotifier>
#include <QStringList>

#include <memory>

namespace landline::tests {

/// A program in a terminal of its own (a pseudo-terminal), with somebody who types and reads.
class PtyProgram final : public QObject {
    Q_OBJECT

public:
    PtyProgram(int columns, int rows, QObject* parent = nullptr);
    ~PtyProgram() override;

    /// `environment` is put over that of this process.
    void start(const QString& program, const QStringList& arguments,
        const QMap<QString, QString>& environment);
    void type(const QByteArray& keys);
    void resize(int columns, int rows);

    const Terminal& terminal() const { return m_terminal; }
    /// How often a row reads so, or contains it.
    int countOf(const QString& text) const;
    bool shows(const QString& text) const { return countOf(text) > 0; }
    bool hasEnded() const { return m_process.state() == QProcess::NotRunning; }
    /// 0 to 255; -1 where it was killed by a signal.
    int exitCode() const;
    /// The terminal echoes and edits lines by itself, as it does for a shell.
    bool isCooked() const;

private:
    void read();
    void setSize(int columns, int rows) const;

    int m_master = -1;
    QByteArray m_slaveName;
    int m_slave = -1; ///< Held open, so that what the program wrote can be read when it has ended.
    std::unique_ptr<QSocketNotifier> m_notifier;
    QProcess m_process;
    Terminal m_terminal;
};

} // namespace landline::tests
