// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/requests.h"
#include "server/accounts/identity.h"

namespace landline::server {

/// Decides who a connection is and what it may do. The one place that tokens and passwords will change.
///
/// This version knows no accounts: whoever says a name is taken at their word.
class Admission {
public:
    /// Fails with Unsupported for another version of the protocol, or for a password.
    Result<Identity> admit(const request::Hello& hello) const;
    /// A simple connection; without a name it is given one: "Anonymous" with a number.
    Result<Identity> admitGuest(const std::optional<QString>& name);

private:
    qint64 m_anonymous = 0;
};

} // namespace landline::server
