// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/wireclient.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace landline::bench {

/// A session with a server that asks one thing at a time, and waits for the answer.
class Asker {
public:
    explicit Asker(std::uint16_t port);
    ~Asker();
    Asker(const Asker&) = delete;
    Asker& operator=(const Asker&) = delete;

    struct Answer {
        double seconds = 0; ///< From the send to the read.
        std::string event;
    };
    /// The first event of that type; nothing where none came.
    std::optional<Answer> ask(std::string_view question, std::string_view answerType);
    /// The median of the answers to a question that is asked again and again, in seconds; 0 where one did not come.
    double medianOf(std::string_view question);
    /// Sends without waiting.
    bool say(std::string_view frame);
    /// Reads once; how many events of that type came with it. Nothing where the connection is over.
    std::optional<int> count(std::string_view type);

private:
    template <typename Take>
    bool receive(const Take& take);

    int m_fd = -1;
    FrameStream m_frames;
    std::array<char, 64 * 1024> m_buffer {};
};

} // namespace landline::bench
