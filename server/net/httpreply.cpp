// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/httpreply.h"

#include <boost/beast/http/status.hpp>

#include <QJsonDocument>
#include <QJsonObject>

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

QByteArray phraseOf(int status)
{
    const auto phrase = boost::beast::http::obsolete_reason(
        boost::beast::http::int_to_status(static_cast<unsigned>(status)));
    return { phrase.data(), static_cast<qsizetype>(phrase.size()) };
}

} // namespace

HttpReply HttpReply::problem(const Refusal& refusal)
{
    HttpReply reply;
    reply.status = refusal.status;
    reply.contentType = "application/problem+json";
    reply.body = QJsonDocument(QJsonObject {
                                   { u"status"_s, refusal.status },
                                   { u"title"_s, QString::fromLatin1(phraseOf(refusal.status)) },
                                   { u"detail"_s, QString::fromUtf8(refusal.sentence) },
                               })
                     .toJson(QJsonDocument::Compact);
    if (refusal.status == 426) {
        // RFC 9110 section 15.5.22 and RFC 6455 section 4.4.
        reply.fields = { { "Upgrade", "websocket" }, { "Sec-WebSocket-Version", "13" } };
    } else if (refusal.status == 405) {
        reply.fields = { { "Allow", "GET, HEAD" } };
    } else if (refusal.status == 401) {
        reply.fields = { { "WWW-Authenticate", "Bearer" } };
    } else if (refusal.status == 503 || refusal.status == 429) {
        constexpr int usualWait
            = 5; // seconds: somebody leaves in the meantime, or the server is back
        const int wait = refusal.retryAfter > 0 ? refusal.retryAfter : usualWait;
        reply.fields = { { "Retry-After", QByteArray::number(wait) } };
    }
    return reply;
}

QByteArray HttpReply::head(Then then) const
{
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(status) + ' ' + phraseOf(status) + "\r\n";
    if (status != 304) { // RFC 9110 section 15.4.5: it speaks of what the client has
        bytes += "Content-Type: " + contentType + "\r\n";
        bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    }
    bytes += "Cache-Control: " + cacheControl + "\r\n";
    bytes += "X-Content-Type-Options: nosniff\r\n";
    if (then == Then::Close) {
        bytes += "Connection: close\r\n";
    }
    for (const auto& [name, value] : fields) {
        bytes += name + ": " + value + "\r\n";
    }
    return bytes + "\r\n";
}

} // namespace landline::server
