// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/ptyprogram.h"

#include <QProcessEnvironment>

#include <array>
#include <cstdlib>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace landline::tests {

PtyProgram::PtyProgram(int columns, int rows, QObject* parent)
    : QObject(parent)
    , m_master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC))
    , m_terminal(columns, rows)
{
    ::grantpt(m_master);
    ::unlockpt(m_master);
    m_slaveName = ::ptsname(m_master);
    m_slave = ::open(m_slaveName.constData(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    setSize(columns, rows);
    m_notifier = std::make_unique<QSocketNotifier>(m_master, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &PtyProgram::read);
}

PtyProgram::~PtyProgram()
{
    m_notifier.reset();
    m_process.kill();
    m_process.waitForFinished();
    ::close(m_slave);
    ::close(m_master);
}

void PtyProgram::setSize(int columns, int rows) const
{
    winsize size {};
    size.ws_col = static_cast<unsigned short>(columns);
    size.ws_row = static_cast<unsigned short>(rows);
    ::ioctl(m_master, TIOCSWINSZ, &size);
}

void PtyProgram::start(
    const QString& program, const QStringList& arguments, const QMap<QString, QString>& environment)
{
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    all.insert(QStringLiteral("TERM"), QStringLiteral("xterm"));
    all.remove(QStringLiteral("NO_COLOR"));
    all.remove(QStringLiteral("INPUTRC"));
    for (auto it = environment.cbegin(); it != environment.cend(); ++it) {
        all.insert(it.key(), it.value());
    }
    m_process.setProcessEnvironment(all);
    // In the child: nothing but system calls.
    m_process.setChildProcessModifier([name = m_slaveName] {
        ::setsid();
        const int slave = ::open(name.constData(), O_RDWR);
        ::ioctl(slave, TIOCSCTTY, 0);
        ::dup2(slave, STDIN_FILENO);
        ::dup2(slave, STDOUT_FILENO);
        ::dup2(slave, STDERR_FILENO);
        if (slave > STDERR_FILENO) {
            ::close(slave);
        }
    });
    m_process.start(program, arguments);
}

void PtyProgram::type(const QByteArray& keys)
{
    [[maybe_unused]] const auto written
        = ::write(m_master, keys.constData(), static_cast<std::size_t>(keys.size()));
}

void PtyProgram::resize(int columns, int rows)
{
    m_terminal.resize(columns, rows);
    setSize(columns, rows);
}

void PtyProgram::read()
{
    std::array<char, 4096> bytes {};
    const auto count = ::read(m_master, bytes.data(), bytes.size());
    if (count > 0) {
        m_terminal.write(QByteArray(bytes.data(), count));
    }
}

int PtyProgram::countOf(const QString& text) const
{
    return static_cast<int>(m_terminal.lines().filter(text).size());
}

int PtyProgram::exitCode() const
{
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

bool PtyProgram::isCooked() const
{
    termios state {};
    ::tcgetattr(m_master, &state);
    return (state.c_lflag & ECHO) != 0 && (state.c_lflag & ICANON) != 0;
}

} // namespace landline::tests
