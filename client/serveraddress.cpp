// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/serveraddress.h"

#include "messages/limits.h"

#include <QHostAddress>

#include <algorithm>
#include <array>

namespace landline::client {

using namespace Qt::StringLiterals;

namespace {

struct Scheme {
    QLatin1StringView name;
    bool secure;
    quint16 port; ///< Where the address names none: a web page's own, else Landline's.
};

constexpr std::array<Scheme, 5> schemes { {
    { "ws"_L1, false, limits::defaultPort },
    { "wss"_L1, true, limits::defaultPort },
    { "landline"_L1, false, limits::defaultPort },
    { "http"_L1, false, 80 },
    { "https"_L1, true, 443 },
} };

/// Longer than any name that DNS can carry (253) with scheme, port, room and an invitation's
/// fields.
constexpr qsizetype longestAddress = 2048;

Error badAddress(const QString& sentence)
{
    return { ErrorCode::BadField, sentence };
}

bool isIpv6(const QString& host)
{
    return QHostAddress(host).protocol() == QAbstractSocket::IPv6Protocol;
}

/// A host name or IPv4 address in the form that DNS is asked for; empty where it can be neither.
QString normalHost(const QString& text)
{
    const bool hasBlank
        = std::any_of(text.begin(), text.end(), [](QChar c) { return c.isSpace() || c == u'%'; });
    if (hasBlank) {
        return {};
    }
    QUrl url;
    url.setScheme(u"ws"_s);
    url.setHost(text, QUrl::StrictMode);
    return url.isValid() ? url.host(QUrl::EncodeUnicode) : QString();
}

struct Authority {
    QString host;
    QString port; ///< As written; null where there is none.
};

/// "host", "host:port", "[v6]", "[v6]:port" or a bare "v6".
Authority split(const QString& text)
{
    if (text.startsWith(u'[')) {
        const qsizetype end = text.indexOf(u']');
        const QString rest = end < 0 ? QString() : text.mid(end + 1);
        if (end < 0 || (!rest.isEmpty() && !rest.startsWith(u':'))) {
            return {};
        }
        return { text.mid(1, end - 1), rest.isEmpty() ? QString() : rest.mid(1) };
    }
    const qsizetype colon = text.indexOf(u':');
    if (colon < 0 || isIpv6(text)) {
        return { text, QString() };
    }
    return { text.left(colon), text.mid(colon + 1) };
}

std::optional<quint16> portFrom(const QString& text)
{
    const bool isDigits = !text.isEmpty() && text.size() <= 5
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    const uint value = isDigits ? text.toUInt() : 0;
    if (value == 0 || value > 65535) {
        return std::nullopt;
    }
    return static_cast<quint16>(value);
}

/// The room in what follows the authority: "/room", or "/#/room" as a browser has it.
QString roomIn(const QString& tail)
{
    QString path = tail;
    if (const qsizetype hash = path.indexOf("#/"_L1); hash >= 0) {
        path = path.mid(hash + 1);
    }
    path = path.left(path.indexOf(u'#') < 0 ? path.size() : path.indexOf(u'#'));
    path = path.left(path.indexOf(u'?') < 0 ? path.size() : path.indexOf(u'?'));
    while (path.startsWith(u'/')) {
        path.remove(0, 1);
    }
    while (path.endsWith(u'/')) {
        path.chop(1);
    }
    // These are where the chat itself is found, and no rooms.
    if (path == "ws"_L1 || path == "rooms"_L1) {
        return {};
    }
    return QUrl::fromPercentEncoding(path.toUtf8());
}

Outcome readAuthority(ServerAddress& address, const QString& text)
{
    if (text.contains(u'@')) {
        return badAddress(u"A server address has no user name in it: write host or host:port."_s);
    }
    const Authority authority = split(text);
    const bool bracketed = text.startsWith(u'[');
    address.host = bracketed || isIpv6(authority.host)
        ? (isIpv6(authority.host) ? authority.host.toLower() : QString())
        : normalHost(authority.host);
    if (address.host.isEmpty()) {
        return badAddress(
            u"\"%1\" is not a server address: write host, host:port or [IPv6]:port."_s.arg(
                text.left(80)));
    }
    if (!authority.port.isNull()) {
        const auto port = portFrom(authority.port);
        if (!port) {
            return badAddress(u"The port must be a number from 1 to 65535, not \"%1\"."_s.arg(
                authority.port.left(20)));
        }
        address.port = *port;
    }
    return done();
}

QString bracketed(const QString& host)
{
    return host.contains(u':') ? u'[' + host + u']' : host;
}

} // namespace

Result<ServerAddress> ServerAddress::fromUserInput(const QString& text)
{
    QString rest = text.trimmed();
    if (rest.isEmpty() || rest.size() > longestAddress) {
        return badAddress(u"Write the server's address: host or host:port."_s);
    }
    ServerAddress address;
    if (const qsizetype end = rest.indexOf("://"_L1); end >= 0) {
        const QString name = rest.left(end).toLower();
        const auto scheme = std::find_if(
            schemes.begin(), schemes.end(), [&name](const Scheme& s) { return s.name == name; });
        if (scheme == schemes.end()) {
            return badAddress(
                u"\"%1://\" is not known: an address begins with ws://, wss://, http://, https:// or landline://, or with the host."_s
                    .arg(name.left(20)));
        }
        address.secure = scheme->secure;
        address.port = scheme->port;
        rest = rest.mid(end + 3);
    }
    const auto endOfAuthority = std::find_if(
        rest.cbegin(), rest.cend(), [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; });
    const qsizetype length = endOfAuthority - rest.cbegin();
    if (const Outcome outcome = readAuthority(address, rest.left(length)); !outcome) {
        return outcome.error();
    }
    if (const QString name = roomIn(rest.mid(length)); !name.isEmpty()) {
        const auto room = RoomName::fromString(name);
        if (!room) {
            return room.error();
        }
        address.room = *room;
    }
    return address;
}

QUrl ServerAddress::webSocketUrl() const
{
    QUrl url;
    url.setScheme(secure ? u"wss"_s : u"ws"_s);
    url.setHost(host);
    url.setPort(port);
    url.setPath(u"/ws"_s);
    return url;
}

QString ServerAddress::toString() const
{
    QString text
        = u"%1://%2:%3"_s.arg(secure ? "wss"_L1 : "ws"_L1, bracketed(host), QString::number(port));
    if (room) {
        text += u'/' + QString::fromLatin1(QUrl::toPercentEncoding(room->toString()));
    }
    return text;
}

QString ServerAddress::displayName() const
{
    return port == limits::defaultPort ? host : u"%1:%2"_s.arg(bracketed(host)).arg(port);
}

} // namespace landline::client
