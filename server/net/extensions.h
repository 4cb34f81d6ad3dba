// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

/// What a client offers in Sec-WebSocket-Extensions, and what is taken of it. Pure: no I/O.
namespace landline::server {

/// `token [ "=" (token | quoted-string) ]` (RFC 6455 section 9.1).
struct ExtensionParameter {
    QByteArray name;
    std::optional<QByteArray> value; ///< Without its quotes.

    bool operator==(const ExtensionParameter&) const = default;
};

/// One extension with its parameters, in the client's order.
struct ExtensionOffer {
    QByteArray name;
    QList<ExtensionParameter> parameters;

    bool operator==(const ExtensionOffer&) const = default;
};

/// Reads the field's value; several fields are joined by commas. No offers where it is empty, nothing where it is not
/// what RFC 6455 section 9.1 allows: then the connection must be failed.
std::optional<QList<ExtensionOffer>> readExtensions(QByteArrayView field);

/// What was agreed on about permessage-deflate (RFC 7692 section 7.1).
struct DeflateAgreement {
    /// Of what the server sends: its LZ77 window has 2 to the power of this many bytes.
    int windowBits = 0;
    /// The server's Sec-WebSocket-Extensions.
    QByteArray answer;

    bool operator==(const DeflateAgreement&) const = default;
};

/// Takes the first offer of permessage-deflate that can be kept; nothing where there is none.
///
/// An offer with a parameter that is unknown, there twice or has a wrong value is declined (RFC 7692 section 7.1), and
/// so is one for a window of 256 bytes, which zlib cannot keep to. Both sides forget between messages: that is what
/// lets all connections share one compressor.
std::optional<DeflateAgreement> agreeOnDeflate(const QList<ExtensionOffer>& offers);

} // namespace landline::server
