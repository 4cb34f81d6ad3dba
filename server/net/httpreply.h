// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/requesthead.h"

#include <QByteArray>
#include <QList>

#include <utility>

namespace landline::server {

/// A whole answer to an HTTP request.
struct HttpReply {
    int status = 200;
    QByteArray contentType = "text/plain; charset=utf-8";
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> fields;
    QByteArray cacheControl = "no-store";

    /// The refusal as a problem document (RFC 9457).
    static HttpReply problem(const Refusal& refusal);

    enum class Then { Close, NextRequest };
    /// What stands before the body on the wire, with its length. A 304 has neither. `then` is what follows the answer.
    QByteArray head(Then then) const;
};

} // namespace landline::server
