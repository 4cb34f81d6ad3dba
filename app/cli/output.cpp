// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include "app/cli/end.h"
#include "app/cli/terminaltext.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace landline::cli {

using namespace Qt::StringLiterals;

namespace {

[[noreturn]] void endAsUnreadable(int error)
{
    if (error == EPIPE) {
        std::signal(SIGPIPE, SIG_DFL);
        std::raise(SIGPIPE);
    }
    complain(u"The standard output cannot be written: %1."_s.arg(
        QString::fromLocal8Bit(std::strerror(error))));
    // Not by way of exit(): there is nothing to tidy up, and the event loop is in the middle of something.
    ::_exit(static_cast<int>(ExitCode::Failed));
}

} // namespace

void Output::print(const QString& lines) const
{
    const QByteArray bytes = lines.toUtf8() + '\n';
    const auto size = static_cast<std::size_t>(bytes.size());
    if (std::fwrite(bytes.constData(), 1, size, stdout) < size || std::fflush(stdout) != 0) {
        endAsUnreadable(errno);
    }
}

void Output::printJson(const QByteArray& frame) const
{
    print(jsonForTerminal(frame));
}

void complain(const QString& sentence)
{
    const QByteArray bytes = "landline-cli: " + forTerminal(sentence).toUtf8() + '\n';
    std::fputs(bytes.constData(), stderr);
}

} // namespace landline::cli
