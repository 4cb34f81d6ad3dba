// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/wirebytes.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The client's end of a WebSocket on a plain socket, for loads that must cost less than the server they measure.
namespace landline::bench {

using Clock = std::chrono::steady_clock;

/// A connection after its handshake.
struct Connected {
    int fd = -1;
    std::string early; ///< What came right behind the handshake.
};

/// Connects to a port of 127.0.0.1 and shakes hands, for at most 10 s. `receiveBuffer` in bytes; 0 leaves the system's.
/// Nothing where it was refused.
std::optional<Connected> connectTo(
    std::uint16_t port, std::string_view path, int receiveBuffer = 0);

/// The body of the answer to `GET path`; empty where there was none.
std::string bodyOf(std::uint16_t port, std::string_view path);

/// Cuts what a socket brings into frames; keeps the beginning of a frame whose end has not come yet.
class FrameStream {
public:
    explicit FrameStream(std::string early = {})
        : m_partial(std::move(early))
    {
    }

    /// Calls `take(frame, payload)` for each whole frame.
    template <typename Take>
    void feed(const char* bytes, std::size_t size, Take take)
    {
        if (m_partial.empty()) {
            const std::size_t taken = cut(bytes, size, take);
            m_partial.assign(bytes + taken, size - taken);
            return;
        }
        m_partial.append(bytes, size);
        m_partial.erase(0, cut(m_partial.data(), m_partial.size(), take));
    }

private:
    template <typename Take>
    static std::size_t cut(const char* bytes, std::size_t size, Take& take)
    {
        std::size_t at = 0;
        for (;;) {
            const FrameView frame = readFrame(bytes + at, size - at);
            if (frame.size == 0)
                return at;
            take(frame, std::string_view(bytes + at + frame.payloadAt, frame.payloadSize));
            at += frame.size;
        }
    }

    std::string m_partial;
};

/// Text that a message bears: its number and the time it was said, filled up to `bytes`.
std::string stampedContent(std::uint64_t number, Clock::time_point saidAt, int bytes);

struct Stamp {
    std::uint64_t number = 0;
    Clock::time_point saidAt;
};

/// Of an event whose content stampedContent() made; nothing where it has no content.
std::optional<Stamp> stampOf(std::string_view event);

bool isText(std::string_view event);

} // namespace landline::bench
