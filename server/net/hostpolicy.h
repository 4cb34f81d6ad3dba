// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/requesthead.h"

#include <QSet>
#include <QString>
#include <QStringList>

namespace landline::server {

/// Which Host and Origin a request may name (PROTOCOL.md section 1): against DNS rebinding and foreign pages.
class HostPolicy {
public:
    /// `hosts` are names of this machine besides those that it knows itself; `origins` are whole
    /// origins (RFC 6454) such as "https://chat.example".
    HostPolicy(const QStringList& hosts, const QStringList& origins);

    /// A reason to refuse the request, or nothing: 400 where Host is no host or there twice, 403 where one of the two
    /// is not allowed.
    std::optional<Refusal> check(const RequestHead& head) const;

private:
    bool isOwnHost(const QString& name) const;
    bool isAllowedOrigin(const QByteArray& origin, const QByteArray& host) const;

    QSet<QString> m_hosts; ///< In lower case.
    QSet<QString> m_origins; ///< In lower case.
};

} // namespace landline::server
