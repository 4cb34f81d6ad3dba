// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/requesthead.h"

#include <boost/beast/core/error.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/parser.hpp>

#include <QUrl>

#include <algorithm>

namespace landline::server {

namespace http = boost::beast::http;

namespace {

QByteArray toBytes(boost::beast::string_view text)
{
    return { text.data(), static_cast<qsizetype>(text.size()) };
}

Refusal tooLarge()
{
    return { 431, "The request head is too large." };
}

/// Whether each line, the last and open one included, keeps to its limit.
bool hasShortLines(QByteArrayView head)
{
    while (!head.isEmpty()) {
        const auto end = head.indexOf("\r\n");
        // A CR at the very end may be the first half of the line's end.
        const auto open = head.size() - (head.endsWith('\r') ? 1 : 0);
        if ((end < 0 ? open : end) > headlimits::line) {
            return false;
        }
        head = end < 0 ? QByteArrayView() : head.sliced(end + 2);
    }
    return true;
}

/// Folded fields are out of use (RFC 9112 section 5.2), and not all who read a head agree what they mean.
bool hasFoldedField(QByteArrayView head)
{
    return head.indexOf("\r\n ") >= 0 || head.indexOf("\r\n\t") >= 0;
}

/// Origin-form alone (RFC 9112 section 3.2.1), which is all that a server which is no proxy is sent.
bool splitTarget(const QByteArray& target, RequestHead& head)
{
    if (!target.startsWith('/')) {
        return false;
    }
    const auto mark = target.indexOf('?');
    const auto path = QByteArray::fromPercentEncoding(mark < 0 ? target : target.left(mark));
    if (path.contains('\0')) {
        return false;
    }
    head.path = path;
    if (mark >= 0) {
        QByteArray query = target.mid(mark + 1);
        query.replace('+', "%20");
        head.query = QUrlQuery(QString::fromUtf8(query));
    }
    return true;
}

} // namespace

bool RequestHead::hasToken(QByteArrayView name, QByteArrayView token) const
{
    const auto tokens = field(name).split(',');
    return std::any_of(tokens.begin(), tokens.end(), [token](const QByteArray& part) {
        return part.trimmed().compare(token, Qt::CaseInsensitive) == 0;
    });
}

bool RequestHead::isUpgrade() const
{
    return hasToken("connection", "upgrade") && hasToken("upgrade", "websocket");
}

std::optional<QString> RequestHead::parameter(const QString& name) const
{
    if (!query.hasQueryItem(name)) {
        return std::nullopt;
    }
    return query.queryItemValue(name, QUrl::FullyDecoded);
}

std::optional<std::variant<RequestHead, Refusal>> readRequestHead(QByteArrayView bytes)
{
    const auto end = bytes.indexOf("\r\n\r\n");
    const auto size = end < 0 ? bytes.size() : end + 4;
    if (size > headlimits::head || !hasShortLines(bytes.first(size))) {
        return tooLarge();
    }
    if (end < 0) {
        return std::nullopt;
    }
    http::request_parser<http::empty_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(headlimits::head + 1));
    boost::beast::error_code error;
    parser.put(boost::asio::buffer(bytes.data(), static_cast<std::size_t>(size)), error);
    if (error == http::error::header_limit) {
        return tooLarge();
    }
    if (error || !parser.is_header_done() || hasFoldedField(bytes.first(size))) {
        return Refusal { 400, "The request is not HTTP/1.1." };
    }
    const auto& message = parser.get();
    RequestHead head;
    head.length = size;
    head.method = toBytes(message.method_string());
    if (message.version() != 11 || !splitTarget(toBytes(message.target()), head)) {
        return Refusal { 400, "The request must be HTTP/1.1 for a path of this server." };
    }
    qsizetype count = 0;
    for (const auto& field : message) {
        if (++count > headlimits::fields) {
            return tooLarge();
        }
        auto& value = head.fields[toBytes(field.name_string()).toLower()];
        value = value.isEmpty() ? toBytes(field.value()) : value + ", " + toBytes(field.value());
    }
    const auto contentLength = head.field("content-length");
    head.mayBeFollowed = message.keep_alive() && (contentLength.isEmpty() || contentLength == "0")
        && head.field("transfer-encoding").isEmpty();
    return head;
}

} // namespace landline::server
