// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/terminationsignals.h"

#include <QSocketNotifier>

#include <array>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace landline::app {

namespace {

/// A handler may do next to nothing, so it writes a byte that the event loop reads.
std::array<int, 2> wakePipe { -1, -1 };

void wake(int)
{
    const char byte = 0;
    // A full pipe wakes the loop just as well.
    [[maybe_unused]] const auto written = ::write(wakePipe[1], &byte, 1);
}

} // namespace

TerminationSignals::TerminationSignals(QObject* parent)
    : QObject(parent)
{
    if (::pipe2(wakePipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        return;
    }
    auto* notifier = new QSocketNotifier(wakePipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        std::array<char, 16> bytes {};
        while (::read(wakePipe[0], bytes.data(), bytes.size()) > 0) { }
        Q_EMIT terminationRequested();
    });
    std::signal(SIGINT, wake);
    std::signal(SIGTERM, wake);
}

TerminationSignals::~TerminationSignals()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    ::close(wakePipe[0]);
    ::close(wakePipe[1]);
    wakePipe = { -1, -1 };
}

} // namespace landline::app
