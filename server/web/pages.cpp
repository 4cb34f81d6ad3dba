// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/web/pages.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QResource>

#include <array>

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

struct Type {
    QLatin1StringView suffix;
    const char* name;
};

constexpr std::array types {
    Type { ".html"_L1, "text/html; charset=utf-8" },
    Type { ".css"_L1, "text/css; charset=utf-8" },
    Type { ".js"_L1, "text/javascript; charset=utf-8" },
    Type { ".mjs"_L1, "text/javascript; charset=utf-8" },
    Type { ".webmanifest"_L1, "application/manifest+json" },
    Type { ".svg"_L1, "image/svg+xml" },
    Type { ".png"_L1, "image/png" },
};

constexpr QLatin1StringView gzipSuffix = ".gz"_L1;

QByteArray typeOf(const QString& path)
{
    for (const auto& type : types) {
        if (path.endsWith(type.suffix)) {
            return type.name;
        }
    }
    Q_ASSERT_X(false, "Pages", "a file of resources/web has a suffix without a type");
    return "application/octet-stream";
}

/// The bytes of a resource where they lie: rcc is told not to compress these.
QByteArray bytesOf(const QString& path)
{
    const QResource resource(path);
    Q_ASSERT(!resource.isValid() || resource.compressionAlgorithm() == QResource::NoCompression);
    return QByteArray::fromRawData(
        reinterpret_cast<const char*>(resource.data()), static_cast<qsizetype>(resource.size()));
}

/// What a page of ours may do: load from and talk to this server alone, run no inline script or style, make no script of
/// a string (Trusted Types; the one policy names the service worker), and stand in nobody's frame.
constexpr auto contentPolicy
    = "default-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; "
      "form-action 'none'; frame-ancestors 'none'; "
      "require-trusted-types-for 'script'; trusted-types landline";

} // namespace

Pages::Pages(const QString& folder)
{
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        if (file.endsWith(gzipSuffix)) {
            continue;
        }
        Asset asset { typeOf(file), bytesOf(file), bytesOf(file + gzipSuffix), {} };
        if (asset.gzip.size() >= asset.plain.size()) {
            asset.gzip.clear();
        }
        asset.tag
            = QCryptographicHash::hash(asset.plain, QCryptographicHash::Sha256).toHex().first(32);
        m_assets.insert(file.sliced(folder.size()).toUtf8(), asset);
    }
    const auto shorten = [this](const char* path, const char* file) {
        if (m_assets.contains(file)) {
            m_assets.insert(path, m_assets.value(file));
        }
    };
    shorten("/", "/index.html");
    shorten("/dashboard", "/dashboard/index.html");
}

std::optional<HttpReply> Pages::answer(const RequestHead& head) const
{
    const auto found = m_assets.constFind(head.path);
    if (found == m_assets.cend()) {
        return std::nullopt;
    }
    // "gzip;q=0.5" counts as no: what is sent then is right, too.
    const bool zipped = !found->gzip.isEmpty() && head.hasToken("accept-encoding", "gzip");
    const QByteArray tag = '"' + found->tag + (zipped ? "-gzip\"" : "\"");
    HttpReply reply;
    reply.contentType = found->contentType;
    reply.cacheControl = "no-cache";
    reply.fields = {
        { "ETag", tag },
        { "Vary", "Accept-Encoding" },
        { "Content-Security-Policy", contentPolicy },
        { "Referrer-Policy", "no-referrer" },
        { "Cross-Origin-Opener-Policy", "same-origin" },
        { "Cross-Origin-Resource-Policy", "same-origin" },
    };
    // RFC 9110 section 13.1.2 compares weakly.
    if (head.hasToken("if-none-match", tag) || head.hasToken("if-none-match", "W/" + tag)
        || head.field("if-none-match") == "*") {
        reply.status = 304;
        return reply;
    }
    if (zipped) {
        reply.fields.emplaceBack("Content-Encoding", "gzip");
    }
    reply.body = zipped ? found->gzip : found->plain;
    return reply;
}

} // namespace landline::server
