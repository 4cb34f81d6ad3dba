// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/httpreply.h"
#include "server/net/requesthead.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <optional>

namespace landline::server {

/// The web client: files that were compiled in, each beside its gzip form, and how HTTP asks for them (RFC 9110).
///
/// Every file is to be asked for again each time (no-cache), which costs a 304 while it is the same: a server that was
/// updated never meets half of its old page.
class Pages {
public:
    /// Takes all files below the resource folder; the page stands for "/" too, and the dashboard's for "/dashboard".
    explicit Pages(const QString& folder = QStringLiteral(":/web"));

    /// The answer to a GET or HEAD; nothing where no file has this path.
    std::optional<HttpReply> answer(const RequestHead& head) const;

private:
    struct Asset {
        QByteArray contentType;
        QByteArray plain; ///< In the program's own memory.
        QByteArray gzip; ///< Likewise; empty for what does not get smaller.
        QByteArray tag; ///< Of the plain form, without the quotes.
    };

    QHash<QByteArray, Asset> m_assets; ///< By path.
};

} // namespace landline::server
