// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/errorcode.h"

#include <algorithm>
#include <array>
#include <utility>

namespace landline {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::pair<ErrorCode, QLatin1StringView>, 18> wireNames { {
    { ErrorCode::BadFrame, "bad_frame"_L1 },
    { ErrorCode::BadJson, "bad_json"_L1 },
    { ErrorCode::UnknownType, "unknown_type"_L1 },
    { ErrorCode::BadField, "bad_field"_L1 },
    { ErrorCode::TooLong, "too_long"_L1 },
    { ErrorCode::NotJoined, "not_joined"_L1 },
    { ErrorCode::NoSuchRoom, "no_such_room"_L1 },
    { ErrorCode::NoSuchMessage, "no_such_message"_L1 },
    { ErrorCode::Forbidden, "forbidden"_L1 },
    { ErrorCode::RateLimited, "rate_limited"_L1 },
    { ErrorCode::Muted, "muted"_L1 },
    { ErrorCode::NameTaken, "name_taken"_L1 },
    { ErrorCode::BadName, "bad_name"_L1 },
    { ErrorCode::BadToken, "bad_token"_L1 },
    { ErrorCode::Unsupported, "unsupported"_L1 },
    { ErrorCode::ServerFull, "server_full"_L1 },
    { ErrorCode::Draining, "draining"_L1 },
    { ErrorCode::Storage, "storage"_L1 },
} };

} // namespace

QLatin1StringView wireName(ErrorCode code)
{
    return wireNames[static_cast<std::size_t>(code)].second;
}

std::optional<ErrorCode> errorCodeFromWire(QByteArrayView name)
{
    const auto found = std::find_if(wireNames.begin(), wireNames.end(),
        [name](const auto& row) { return QByteArrayView(row.second) == name; });
    if (found == wireNames.end()) {
        return std::nullopt;
    }
    return found->first;
}

} // namespace landline
