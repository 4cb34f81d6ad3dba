// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/signalpipe.h"

#include <QSocketNotifier>

#include <array>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace landline::app {

namespace {

/// A handler may do next to nothing, so it writes a byte, the signal's number, that the event loop reads.
std::array<int, 2> wakePipe { -1, -1 };

void wake(int number)
{
    const int before = errno;
    const char byte = static_cast<char>(number);
    // A full pipe wakes the loop just as well.
    [[maybe_unused]] const auto written = ::write(wakePipe[1], &byte, 1);
    errno = before;
}

} // namespace

SignalPipe::SignalPipe(const QList<int>& numbers, QObject* parent)
    : QObject(parent)
    , m_numbers(numbers)
{
    if (::pipe2(wakePipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        m_numbers.clear();
        return;
    }
    auto* notifier = new QSocketNotifier(wakePipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        std::array<char, 16> bytes {};
        for (;;) {
            const auto count = ::read(wakePipe[0], bytes.data(), bytes.size());
            if (count <= 0) {
                return;
            }
            for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
                Q_EMIT caught(bytes[i]);
            }
        }
    });
    for (const int number : std::as_const(m_numbers)) {
        std::signal(number, wake);
    }
}

SignalPipe::~SignalPipe()
{
    for (const int number : std::as_const(m_numbers)) {
        std::signal(number, SIG_DFL);
    }
    ::close(wakePipe[0]);
    ::close(wakePipe[1]);
    wakePipe = { -1, -1 };
}

void SignalPipe::actAsUsual(int number)
{
    std::signal(number, SIG_DFL);
    std::raise(number);
    if (m_numbers.contains(number)) {
        std::signal(number, wake);
    }
}

} // namespace landline::app
