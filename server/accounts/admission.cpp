// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/admission.h"

#include "messages/limits.h"

namespace landline::server {

using namespace Qt::StringLiterals;

Result<Identity> Admission::admit(const request::Hello& hello) const
{
    if (hello.protocol != limits::protocolVersion) {
        return Error { ErrorCode::Unsupported,
            u"This server speaks version %1 of the protocol, not %2."_s.arg(limits::protocolVersion)
                .arg(hello.protocol) };
    }
    if (hello.password) {
        return Error { ErrorCode::Unsupported,
            u"This server has no accounts: come in without a password."_s };
    }
    return Identity { hello.username, false, { u"member"_s } };
}

Result<Identity> Admission::admitGuest(const std::optional<QString>& name)
{
    auto user = UserName::fromString(
        name && !name->isEmpty() ? *name : u"Anonymous%1"_s.arg(++m_anonymous));
    if (!user) {
        return user.error();
    }
    return Identity { *std::move(user), true, {} };
}

} // namespace landline::server
