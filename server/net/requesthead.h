// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QList>
#include <QUrlQuery>

#include <optional>
#include <variant>

namespace landline::server {

/// Bounds of a request head: what browsers and proxies send, with room to spare.
namespace headlimits {
constexpr qsizetype line = 8192; ///< Bytes in the request line, and in each field.
constexpr qsizetype head = 16384; ///< Bytes in all.
constexpr qsizetype fields = 100;
} // namespace headlimits

/// An HTTP refusal that needs no more than a status and a sentence.
struct Refusal {
    int status = 400;
    QByteArray sentence;
    int retryAfter = 0; ///< Seconds, for those that name it; 0 for the status's own.
};

/// The head of an HTTP/1.1 request (RFC 9112), parsed by Boost.Beast.
struct RequestHead {
    QByteArray method;
    QByteArray path; ///< Percent-decoded UTF-8, without the query.
    QUrlQuery query;
    QHash<QByteArray, QByteArray>
        fields; ///< By name in lower case; a field that came twice is joined by ", ".
    qsizetype length = 0; ///< Bytes, the empty line included.
    /// Another request may follow on the connection (RFC 9112 section 9.3): the client did not rule it out, and no body
    /// stands in between.
    bool mayBeFollowed = false;

    QByteArray field(QByteArrayView name) const { return fields.value(name.toByteArray()); }
    /// The comma-separated list in a field has the token, without regard to case.
    bool hasToken(QByteArrayView name, QByteArrayView token) const;
    bool isUpgrade() const;
    /// A value of the query, decoded ("+" is a space), or nothing where it is not there.
    std::optional<QString> parameter(const QString& name) const;
};

/// Reads the head at the beginning of the bytes: nothing while more is needed, a Refusal (400 or 431)
/// where it cannot become one.
std::optional<std::variant<RequestHead, Refusal>> readRequestHead(QByteArrayView bytes);

} // namespace landline::server
