// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cliprogram.h"

#include "tests/support/waiting.h"

#include <QProcessEnvironment>

namespace landline::tests {

using namespace Qt::StringLiterals;

QStringList CliEnding::lines() const
{
    return QString::fromUtf8(output).split(u'\n', Qt::SkipEmptyParts);
}

QString cliPath()
{
    return qEnvironmentVariable("LANDLINE_CLI");
}

CliProgram::CliProgram(const QUrl& server, const QString& name, QObject* parent)
    : QObject(parent)
{
    QUrl address = server;
    address.setPath({});
    m_variables.insert(u"LANDLINE_SERVER"_s, address.toString());
    m_variables.insert(u"LANDLINE_NAME"_s, name);
    connect(&m_process, &QProcess::readyReadStandardOutput, this,
        [this] { m_output += m_process.readAllStandardOutput(); });
}

CliProgram::~CliProgram()
{
    m_process.kill();
    m_process.waitForFinished();
}

void CliProgram::setVariable(const QString& name, const QString& value)
{
    m_variables.insert(name, value);
}

void CliProgram::start(const QStringList& arguments)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : { u"NO_COLOR"_s, u"TERM"_s, u"LANDLINE_TOKEN_FILE"_s }) {
        environment.remove(name);
    }
    for (auto it = m_variables.cbegin(); it != m_variables.cend(); ++it) {
        environment.insert(it.key(), it.value());
    }
    m_process.setProcessEnvironment(environment);
    m_process.start(cliPath(), arguments);
}

void CliProgram::write(const QByteArray& bytes)
{
    m_process.write(bytes);
}

bool CliProgram::waitFor(const QByteArray& text)
{
    return support::waitUntil([&] { return m_output.contains(text); });
}

CliEnding CliProgram::end()
{
    if (!support::waitUntil([this] { return m_process.state() == QProcess::NotRunning; })) {
        return { -1, m_output, u"it did not end"_s };
    }
    m_output += m_process.readAllStandardOutput();
    return { m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1, m_output,
        QString::fromUtf8(m_process.readAllStandardError()) };
}

CliEnding runCli(const QUrl& server, const QStringList& arguments, const QByteArray& input)
{
    CliProgram program(server, u"ann"_s);
    program.start(arguments);
    program.write(input);
    program.endInput();
    return program.end();
}

} // namespace landline::tests
