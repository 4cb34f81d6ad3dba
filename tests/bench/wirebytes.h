// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// The bytes of a WebSocket (RFC 6455) as the load generator and the bare floor need them, and no more.
namespace landline::bench {

/// The key of RFC 6455 section 1.3 and what it must be answered with.
constexpr std::string_view handshakeKey = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr std::string_view handshakeAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

std::string upgradeRequest(std::string_view path, std::uint16_t port);

/// Appends a whole text frame; a client's is masked.
void appendTextFrame(std::string& out, std::string_view payload, bool masked);

/// A frame that stands whole at the beginning of some bytes.
struct FrameView {
    int opcode = 0;
    std::size_t size = 0; ///< Of the whole frame; 0 where it is not there to its end.
    std::size_t payloadAt = 0;
    std::size_t payloadSize = 0;
    const char* mask = nullptr;
};

FrameView readFrame(const char* bytes, std::size_t size);

} // namespace landline::bench
