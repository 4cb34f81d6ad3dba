// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/plainscreen.h"

#include <utility>

namespace landline::cli {

PlainScreen::PlainScreen(QObject* parent)
    : Screen(parent)
{
    connect(&m_input, &InputReader::received, this, &PlainScreen::take);
    connect(&m_input, &InputReader::ended, this, [this] {
        if (!m_partial.isEmpty()) {
            Q_EMIT lineEntered(QString::fromUtf8(std::exchange(m_partial, {})));
        }
        Q_EMIT inputEnded();
    });
}

void PlainScreen::note(const QString& lines)
{
    complain(lines);
}

void PlainScreen::take(const QByteArray& bytes)
{
    m_partial += bytes;
    qsizetype from = 0;
    for (qsizetype end = m_partial.indexOf('\n'); end >= 0; end = m_partial.indexOf('\n', from)) {
        Q_EMIT lineEntered(QString::fromUtf8(m_partial.mid(from, end - from)));
        from = end + 1;
    }
    m_partial.remove(0, from);
}

} // namespace landline::cli
