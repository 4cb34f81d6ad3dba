// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/values.h"

namespace landline::client {

/// Makes ids that no other session of the user makes: 64 random bits of the session, and a count.
class IdMint {
public:
    IdMint();

    EventId next();

private:
    QString m_session;
    quint64 m_count = 0;
};

} // namespace landline::client
