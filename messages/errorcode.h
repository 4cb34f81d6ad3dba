// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QLatin1StringView>

#include <optional>

namespace landline {

/// What an `error` frame says went wrong (PROTOCOL.md section 4).
enum class ErrorCode {
    BadFrame,
    BadJson,
    UnknownType,
    BadField,
    TooLong,
    NotJoined,
    NoSuchRoom,
    NoSuchMessage,
    Forbidden,
    RateLimited,
    Muted,
    NameTaken,
    BadName,
    BadToken,
    Unsupported,
    ServerFull,
    Draining,
    Storage,
};

/// The code as it stands on the wire, such as "rate_limited".
QLatin1StringView wireName(ErrorCode code);

/// The code of a wire name; nothing where the name is not known (a newer server's).
std::optional<ErrorCode> errorCodeFromWire(QByteArrayView name);

} // namespace landline
