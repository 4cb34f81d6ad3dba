// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/wireclient.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace landline::bench {

struct LoadShape {
    int members = 100;
    int contentBytes = 64;
    int inFlight = 160; ///< Messages said and not yet with every member that reads.
    int deaf = 0; ///< More members, who never read.

    bool operator==(const LoadShape&) const = default;
};

/// Counted between two moments of a run.
struct LoadCount {
    std::uint64_t messages = 0; ///< With every member.
    std::uint64_t deliveries = 0;
    std::uint64_t deliveredBytes = 0; ///< Of frames.
    std::vector<double> latencies; ///< Seconds from the send to the read of sampled members.
};

/// Members of one room, some of whom speak, in one thread on plain sockets and epoll.
///
/// It is a closed loop: a message is said when an older one has reached every member. Every delivery is counted by
/// walking its frame. Sampled members also read which message it is, so that a message that is lost, doubled or out of
/// order among them ends the run as a failure.
class FanOutLoad {
public:
    explicit FanOutLoad(LoadShape shape);
    ~FanOutLoad();
    FanOutLoad(const FanOutLoad&) = delete;
    FanOutLoad& operator=(const FanOutLoad&) = delete;

    /// Connects every member; `path` is given the member's number. False where one was refused.
    bool connectAll(std::uint16_t port, const std::function<std::string(int)>& path);
    /// Reads until nothing has come for so long.
    void settle(std::chrono::milliseconds quiet);
    void run(std::chrono::milliseconds duration);
    /// Forgets what was counted so far.
    void resetCount();
    const LoadCount& count() const { return m_count; }
    /// Says no more and reads until every message is with every member; false where that does not happen.
    bool drain();
    /// Empty where nothing went wrong.
    const std::string& problem() const { return m_problem; }

private:
    struct Member {
        int fd = -1;
        bool sampled = false;
        std::uint64_t received = 0; ///< Messages.
        std::uint64_t orderHash = 0; ///< Of the numbers of the messages, in the order they came.
        std::uint64_t numberSum = 0;
        FrameStream frames;
        std::string unsent;
        bool waitsToWrite = false;
    };

    void wait(std::chrono::milliseconds timeout);
    void read(Member& member);
    void takeFrame(Member& member, const FrameView& frame, std::string_view payload);
    void takeMessage(Member& member, std::string_view event);
    void takeSample(Member& member, std::string_view event);
    void speak();
    void say(Member& member);
    void flush(Member& member);
    void watch(Member& member, int operation);
    void fail(const std::string& problem);

    LoadShape m_shape;
    int m_epoll = -1;
    std::vector<std::unique_ptr<Member>> m_members;
    std::vector<int> m_deaf; ///< Their sockets.
    std::vector<int> m_reached; ///< By number of the message modulo its size: members who have it.
    std::size_t m_speakers = 1;
    std::uint64_t m_said = 0;
    std::uint64_t m_completed = 0;
    std::uint64_t m_bytesRead = 0;
    Clock::time_point m_readAt;
    LoadCount m_count;
    std::string m_problem;
    std::array<char, 256 * 1024> m_buffer {};
};

} // namespace landline::bench
