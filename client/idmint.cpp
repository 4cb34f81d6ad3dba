// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/idmint.h"

#include <QRandomGenerator>

namespace landline::client {

IdMint::IdMint()
    : m_session(QString::number(QRandomGenerator::system()->generate64(), 36))
{
}

EventId IdMint::next()
{
    return EventId::fromString(m_session + u'-' + QString::number(++m_count)).value();
}

} // namespace landline::client
