// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/requesthead.h"

#include <QByteArray>

#include <optional>

/// The opening handshake of RFC 6455, server side. Pure: no I/O.
namespace landline::server {

/// What RFC 6455 sections 4.2.1 and 9.1 ask for and the upgrade request has not; nothing where it may go on.
std::optional<Refusal> faultOfHandshake(const RequestHead& head);

/// The answer that grants an upgrade, with one more field: QWebSocketServer cannot name the extensions that were
/// agreed on (RFC 6455 section 9.1).
QByteArray withExtensions(QByteArray answer, const QByteArray& extensions);

} // namespace landline::server
