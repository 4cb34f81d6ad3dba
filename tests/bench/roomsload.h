// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/contestant.h"
#include "tests/bench/wireclient.h"

#include <QTextStream>

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace landline::bench {

/// Many small rooms: nearly all connections are idle nearly always.
struct RoomsShape {
    int rooms = 1000;
    int membersEach = 10;
    int contentBytes = 64;
    int perSecond = 1000; ///< Messages, in all rooms together.
};

struct RoomsFigures {
    double bytesEach = 0; ///< Resident memory of the server for one idle connection.
    double keptMiB = 0; ///< Resident memory that it has not given back after all have left.
    double cpuShare = 0; ///< Of one processor, at `perSecond`.
    double p50 = 0; ///< Seconds from the send to the read, of every delivery.
    double p99 = 0;
};

/// Messages at a steady pace into rooms that take turns, in one thread on plain sockets and epoll. An open loop: what is
/// late does not hold up what follows. Every delivery is counted and its time taken.
class RoomsLoad {
public:
    explicit RoomsLoad(RoomsShape shape);
    ~RoomsLoad();
    RoomsLoad(const RoomsLoad&) = delete;
    RoomsLoad& operator=(const RoomsLoad&) = delete;

    bool connectAll(std::uint16_t port, const std::function<std::string(int, int)>& path);
    /// Reads, and where `speaking` says what is due.
    void run(std::chrono::milliseconds duration, bool speaking);
    /// Reads until all that was said has come; false where something is missing after 10 s.
    bool drain();
    void forgetLatencies() { m_latencies.clear(); }
    const std::vector<double>& latencies() const { return m_latencies; }
    void leaveAll();
    /// Empty where nothing went wrong.
    const std::string& problem() const { return m_problem; }

private:
    struct Member {
        int fd = -1;
        FrameStream frames;
    };

    void wait(std::chrono::milliseconds timeout);
    void read(Member& member);
    void say();

    RoomsShape m_shape;
    int m_epoll = -1;
    std::vector<Member> m_members; ///< Room after room.
    std::uint64_t m_said = 0;
    std::uint64_t m_delivered = 0;
    std::vector<double> m_latencies;
    std::string m_problem;
    std::array<char, 64 * 1024> m_buffer {};
};

/// Nothing where something went wrong, which `out` is told. The contestant must know rooms.
std::optional<RoomsFigures> measureRooms(
    const Contestant& contestant, const RoomsShape& shape, QTextStream& out);

} // namespace landline::bench
