// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/hostpolicy.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QUrl>

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

/// The name or address in a Host field, in lower case; nothing where the field is not host and port alone.
std::optional<QString> nameOf(const QByteArray& host)
{
    const QUrl url(u"http://"_s + QString::fromLatin1(host), QUrl::StrictMode);
    const bool isHostAlone = url.isValid() && !url.host().isEmpty() && url.path().isEmpty()
        && url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
    return isHostAlone ? std::optional(url.host().toLower()) : std::nullopt;
}

} // namespace

HostPolicy::HostPolicy(const QStringList& hosts, const QStringList& origins)
{
    const QString machine = QHostInfo::localHostName().toLower();
    m_hosts = { u"localhost"_s, machine, machine + u".local"_s };
    if (const QString domain = QHostInfo::localDomainName().toLower(); !domain.isEmpty()) {
        m_hosts.insert(machine + u'.' + domain);
    }
    for (const QString& host : hosts) {
        m_hosts.insert(host.toLower());
    }
    for (const QString& origin : origins) {
        m_origins.insert(origin.toLower());
    }
}

std::optional<Refusal> HostPolicy::check(const RequestHead& head) const
{
    const QByteArray host = head.field("host");
    const auto name = nameOf(host);
    if (!name) {
        return Refusal { 400, "The request must name its Host, once." };
    }
    if (!isOwnHost(*name)) {
        return Refusal { 403,
            "This server does not answer to that Host. Its operator can allow the name." };
    }
    if (head.fields.contains("origin") && !isAllowedOrigin(head.field("origin"), host)) {
        return Refusal { 403,
            "Pages of that Origin may not talk to this server. Its operator can allow it." };
    }
    return std::nullopt;
}

bool HostPolicy::isOwnHost(const QString& name) const
{
    return m_hosts.contains(name) || !QHostAddress(name).isNull();
}

bool HostPolicy::isAllowedOrigin(const QByteArray& origin, const QByteArray& host) const
{
    const QByteArray own = host.toLower();
    const QByteArray wanted = origin.toLower();
    return wanted == "http://" + own || wanted == "https://" + own
        || m_origins.contains(QString::fromLatin1(wanted));
}

} // namespace landline::server
