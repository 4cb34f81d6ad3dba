// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/inputreader.h"

#include <cerrno>
#include <unistd.h>

namespace landline::cli {

namespace {

/// Bytes at once: what a pipe holds.
constexpr qsizetype most = 65536;

} // namespace

InputReader::InputReader(QObject* parent)
    : QObject(parent)
    , m_notifier(STDIN_FILENO, QSocketNotifier::Read)
{
    m_notifier.setEnabled(false);
    connect(&m_notifier, &QSocketNotifier::activated, this, &InputReader::read);
}

void InputReader::setReading(bool reading)
{
    m_notifier.setEnabled(reading && !m_ended);
}

void InputReader::read()
{
    QByteArray bytes(most, Qt::Uninitialized);
    const auto count = ::read(STDIN_FILENO, bytes.data(), static_cast<std::size_t>(most));
    if (count > 0) {
        bytes.truncate(count);
        Q_EMIT received(bytes);
    } else if (count == 0 || (errno != EINTR && errno != EAGAIN)) {
        m_ended = true;
        m_notifier.setEnabled(false);
        Q_EMIT ended();
    }
}

} // namespace landline::cli
