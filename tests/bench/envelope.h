// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

/// What every contestant is sent and what it sends on, so that all of them move the same bytes.
///
/// Landline reads {"type":"text","content":"..."} and tells an event with room, seq, name and time. The peers do not
/// keep any of that, so they put the content into a constant frame of the length that Landline's has.
namespace landline::bench {

constexpr std::string_view requestHead = R"({"type":"text","content":")";
constexpr std::string_view requestTail = R"("})";
constexpr std::string_view eventHead
    = R"({"type":"text","room":"bench","seq":12345,"username":"u00","content":")";
constexpr std::string_view eventTail = R"(","timestamp":"2026-11-20T22:42:31.123Z","guest":true})";

inline std::string request(std::string_view content)
{
    return std::string(requestHead).append(content).append(requestTail);
}

/// The event for a request made by request(); nothing is validated.
inline std::string event(std::string_view request)
{
    const std::string_view content = request.substr(
        requestHead.size(), request.size() - requestHead.size() - requestTail.size());
    return std::string(eventHead).append(content).append(eventTail);
}

} // namespace landline::bench
