// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/wirebytes.h"

#include <array>

namespace landline::bench {

namespace {

constexpr std::array<char, 4> maskingKey { '\x5a', '\x17', '\x3c', '\x71' };

std::uint64_t bigEndian(const char* bytes, int width)
{
    std::uint64_t value = 0;
    for (int i = 0; i < width; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

} // namespace

std::string upgradeRequest(std::string_view path, std::uint16_t port)
{
    std::string request = "GET ";
    request.append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1:").append(std::to_string(port));
    request.append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ")
        .append(handshakeKey);
    return request.append("\r\nSec-WebSocket-Version: 13\r\n\r\n");
}

void appendTextFrame(std::string& out, std::string_view payload, bool masked)
{
    const std::size_t size = payload.size();
    const int maskBit = masked ? 0x80 : 0;
    out.push_back('\x81');
    if (size < 126) {
        out.push_back(static_cast<char>(maskBit | static_cast<int>(size)));
    } else if (size <= 0xffff) {
        out.push_back(static_cast<char>(maskBit | 126));
        out.push_back(static_cast<char>(size >> 8));
        out.push_back(static_cast<char>(size));
    } else {
        out.push_back(static_cast<char>(maskBit | 127));
        for (int shift = 56; shift >= 0; shift -= 8)
            out.push_back(static_cast<char>(static_cast<std::uint64_t>(size) >> shift));
    }
    if (!masked) {
        out.append(payload);
        return;
    }
    out.append(maskingKey.data(), maskingKey.size());
    for (std::size_t i = 0; i < size; ++i)
        out.push_back(static_cast<char>(payload[i] ^ maskingKey[i % 4]));
}

FrameView readFrame(const char* bytes, std::size_t size)
{
    if (size < 2)
        return {};
    FrameView frame;
    frame.opcode = bytes[0] & 0x0f;
    const int lengthField = bytes[1] & 0x7f;
    const int lengthBytes = lengthField == 126 ? 2 : lengthField == 127 ? 8 : 0;
    const bool masked = (bytes[1] & 0x80) != 0;
    frame.payloadAt = 2 + static_cast<std::size_t>(lengthBytes) + (masked ? 4 : 0);
    if (size < frame.payloadAt)
        return {};
    frame.payloadSize = lengthBytes > 0 ? bigEndian(bytes + 2, lengthBytes)
                                        : static_cast<std::uint64_t>(lengthField);
    if (size - frame.payloadAt < frame.payloadSize)
        return {};
    frame.mask = masked ? bytes + frame.payloadAt - 4 : nullptr;
    frame.size = frame.payloadAt + frame.payloadSize;
    return frame;
}

} // namespace landline::bench
