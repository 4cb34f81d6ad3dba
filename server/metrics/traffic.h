// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <map>

namespace landline::server {

/// What has passed through WebSocket connections.
struct Traffic {
    quint64 bytesReceived = 0;
    quint64 bytesSent = 0;
    std::map<int, quint64>
        closes; ///< By close code; 1006 where a connection ended without one (RFC 6455 section 7.1.5).
};

} // namespace landline::server
