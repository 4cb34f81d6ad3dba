// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/serverprogram.h"

#include <QElapsedTimer>
#include <QProcessEnvironment>
#include <QRegularExpression>

#include <sched.h>

using namespace Qt::StringLiterals;

namespace landline::support {

namespace {

/// QProcess takes milliseconds as int.
constexpr int patienceMs = 20'000;

} // namespace

ServerProgram::ServerProgram(Command command)
    : m_command(std::move(command))
{
}

ServerProgram::~ServerProgram()
{
    kill();
}

bool ServerProgram::start()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (auto it = m_command.environment.cbegin(); it != m_command.environment.cend(); ++it)
        environment.insert(it.key(), it.value());
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    if (const std::optional<int> processor = m_command.processor)
        m_process.setChildProcessModifier([processor] { pinTo(*processor); });
    m_process.start(m_command.program, m_command.arguments);
    static const QRegularExpression listening(u"listening on \\S*:(\\d+)\\s"_s);
    QString output;
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < patienceMs && m_process.waitForReadyRead(patienceMs)) {
        output += QString::fromUtf8(m_process.readAllStandardOutput());
        if (const auto match = listening.match(output); match.hasMatch()) {
            m_port = match.captured(1).toUShort();
            return true;
        }
    }
    m_problem = m_process.error() == QProcess::FailedToStart
        ? u"%1 cannot be started"_s.arg(m_command.program)
        : u"%1 did not say on which port it listens"_s.arg(m_command.program);
    return false;
}

void ServerProgram::stop()
{
    m_process.terminate();
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(patienceMs))
        kill();
}

void ServerProgram::kill()
{
    m_process.kill();
    if (m_process.state() != QProcess::NotRunning)
        m_process.waitForFinished(patienceMs);
}

QUrl ServerProgram::url() const
{
    return QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(m_port));
}

void pinTo(int processor)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(size_t(processor), &set);
    sched_setaffinity(0, sizeof set, &set);
}

int processorCount()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    sched_getaffinity(0, sizeof set, &set);
    return CPU_COUNT(&set);
}

} // namespace landline::support
