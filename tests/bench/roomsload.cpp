// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/roomsload.h"

#include "tests/bench/envelope.h"
#include "tests/bench/figures.h"
#include "tests/bench/usage.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace landline::bench {

namespace {

using namespace std::chrono_literals;

constexpr auto warmUp = 1s;
constexpr auto measured = 4s;
constexpr auto drainDeadline = 10s;
/// A server may let go of memory behind the last goodbye.
constexpr auto restDeadline = 5s;

} // namespace

RoomsLoad::RoomsLoad(RoomsShape shape)
    : m_shape(shape)
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_members(static_cast<std::size_t>(shape.rooms) * static_cast<std::size_t>(shape.membersEach))
{
}

RoomsLoad::~RoomsLoad()
{
    leaveAll();
    close(m_epoll);
}

void RoomsLoad::leaveAll()
{
    for (Member& member : m_members) {
        if (member.fd >= 0)
            close(member.fd);
        member.fd = -1;
    }
}

bool RoomsLoad::connectAll(std::uint16_t port, const std::function<std::string(int, int)>& path)
{
    for (std::size_t i = 0; i < m_members.size(); ++i) {
        const int room = static_cast<int>(i) / m_shape.membersEach;
        auto connected = connectTo(port, path(room, static_cast<int>(i)));
        if (!connected) {
            m_problem = "connection " + std::to_string(i) + " was refused";
            return false;
        }
        m_members[i] = { connected->fd, FrameStream(std::move(connected->early)) };
        epoll_event event {};
        event.events = EPOLLIN;
        event.data.ptr = &m_members[i];
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, connected->fd, &event);
        wait(0ms);
    }
    return true;
}

void RoomsLoad::run(std::chrono::milliseconds duration, bool speaking)
{
    const auto began = Clock::now();
    const std::uint64_t before = m_said;
    while (Clock::now() - began < duration && m_problem.empty()) {
        const std::chrono::duration<double> passed = Clock::now() - began;
        const auto due = static_cast<std::uint64_t>(passed.count() * m_shape.perSecond);
        while (speaking && m_said - before < due && m_problem.empty())
            say();
        wait(1ms);
    }
}

bool RoomsLoad::drain()
{
    const std::uint64_t all = m_said * static_cast<std::uint64_t>(m_shape.membersEach);
    const auto end = Clock::now() + drainDeadline;
    while (m_delivered < all && Clock::now() < end && m_problem.empty())
        wait(10ms);
    if (m_delivered != all && m_problem.empty())
        m_problem = std::to_string(m_delivered) + " deliveries and not " + std::to_string(all);
    return m_problem.empty();
}

void RoomsLoad::say()
{
    const auto rooms = static_cast<std::uint64_t>(m_shape.rooms);
    const auto each = static_cast<std::uint64_t>(m_shape.membersEach);
    // Neighbours in time are far apart in the server's memory.
    const std::uint64_t room = m_said * 7919 % rooms;
    const std::uint64_t speaker = m_said / rooms % each;
    const std::string content = stampedContent(++m_said, Clock::now(), m_shape.contentBytes);
    std::string frame;
    appendTextFrame(frame, request(content), true);
    const int fd = m_members[static_cast<std::size_t>(room * each + speaker)].fd;
    if (send(fd, frame.data(), frame.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(frame.size()))
        m_problem = "a message could not be sent";
}

void RoomsLoad::wait(std::chrono::milliseconds timeout)
{
    std::array<epoll_event, 1024> events;
    const int count = epoll_wait(
        m_epoll, events.data(), static_cast<int>(events.size()), static_cast<int>(timeout.count()));
    for (int i = 0; i < count; ++i)
        read(*static_cast<Member*>(events[static_cast<std::size_t>(i)].data.ptr));
}

void RoomsLoad::read(Member& member)
{
    const ssize_t count = recv(member.fd, m_buffer.data(), m_buffer.size(), MSG_DONTWAIT);
    if (count <= 0) {
        m_problem = "the server closed a connection";
        return;
    }
    const auto now = Clock::now();
    member.frames.feed(m_buffer.data(), static_cast<std::size_t>(count),
        [&](const FrameView& frame, std::string_view payload) {
            const auto stamp
                = frame.opcode == 1 && isText(payload) ? stampOf(payload) : std::nullopt;
            if (!stamp)
                return;
            ++m_delivered;
            m_latencies.push_back(std::chrono::duration<double>(now - stamp->saidAt).count());
        });
}

std::optional<RoomsFigures> measureRooms(
    const Contestant& contestant, const RoomsShape& shape, QTextStream& out)
{
    support::ServerProgram server(contestant.command);
    if (!server.start()) {
        out << contestant.name << ": " << server.problem() << Qt::endl;
        return {};
    }
    const double connections = double(shape.rooms) * shape.membersEach;
    RoomsFigures figures;
    const double empty = usageOf(server.processId()).residentMiB;
    RoomsLoad load(shape);
    load.connectAll(server.port(), [&](int room, int member) {
        return contestant.path("room" + std::to_string(room), member);
    });
    load.run(contestant.quiet, false);
    figures.bytesEach
        = (usageOf(server.processId()).residentMiB - empty) * 1024 * 1024 / connections;
    load.run(warmUp, true);
    load.forgetLatencies();
    const Usage before = usageOf(server.processId());
    load.run(measured, true);
    figures.cpuShare = (usageOf(server.processId()).cpuSeconds - before.cpuSeconds)
        / std::chrono::duration<double>(measured).count();
    load.drain();
    if (!load.problem().empty()) {
        out << contestant.name << ": " << QString::fromStdString(load.problem()) << Qt::endl;
        return {};
    }
    figures.p50 = quantile(load.latencies(), 0.5);
    figures.p99 = quantile(load.latencies(), 0.99);
    load.leaveAll();
    const auto end = Clock::now() + restDeadline;
    do {
        load.run(100ms, false);
        figures.keptMiB = usageOf(server.processId()).residentMiB - empty;
    } while (Clock::now() < end && figures.keptMiB > 2);
    return figures;
}

} // namespace landline::bench
