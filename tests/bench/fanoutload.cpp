// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/fanoutload.h"

#include "tests/bench/envelope.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace landline::bench {

namespace {

using namespace std::chrono_literals;

/// Speakers take turns; more of them make no difference to a server but sockets to read.
constexpr std::size_t mostSpeakers = 16;
/// Members whose messages are read and not only counted.
constexpr std::size_t sampledMembers = 8;
/// After this a message that is not there is lost.
constexpr auto drainDeadline = 10s;
/// A deaf member's socket takes little, so that the server meets its silence soon.
constexpr int deafBuffer = 4096;

} // namespace

FanOutLoad::FanOutLoad(LoadShape shape)
    : m_shape(shape)
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_reached(static_cast<std::size_t>(shape.inFlight) + 1)
{
    const std::size_t members = static_cast<std::size_t>(shape.members);
    m_speakers = std::min({ members, mostSpeakers, static_cast<std::size_t>(shape.inFlight) });
    const std::size_t step = std::max<std::size_t>(1, members / sampledMembers);
    for (std::size_t i = 0; i < members; ++i) {
        m_members.push_back(std::make_unique<Member>());
        m_members.back()->sampled = i % step == 0 || i + 1 == members;
    }
}

FanOutLoad::~FanOutLoad()
{
    for (const auto& member : m_members) {
        if (member->fd >= 0)
            close(member->fd);
    }
    for (const int fd : m_deaf)
        close(fd);
    close(m_epoll);
}

void FanOutLoad::fail(const std::string& problem)
{
    if (m_problem.empty())
        m_problem = problem;
}

void FanOutLoad::watch(Member& member, int operation)
{
    epoll_event event {};
    event.events = EPOLLIN | (member.waitsToWrite ? EPOLLOUT : 0u);
    event.data.ptr = &member;
    epoll_ctl(m_epoll, operation, member.fd, &event);
}

bool FanOutLoad::connectAll(std::uint16_t port, const std::function<std::string(int)>& path)
{
    for (std::size_t i = 0; i < m_members.size(); ++i) {
        Member& member = *m_members[i];
        auto connected = connectTo(port, path(static_cast<int>(i)));
        if (!connected) {
            fail("member " + std::to_string(i) + " was refused");
            return false;
        }
        member.fd = connected->fd;
        member.frames = FrameStream(std::move(connected->early));
        watch(member, EPOLL_CTL_ADD);
        wait(0ms); // what the others are told of the newcomer must not pile up
    }
    for (int i = 0; i < m_shape.deaf; ++i) {
        const auto connected = connectTo(port, path(m_shape.members + i), deafBuffer);
        if (!connected) {
            fail("a deaf member was refused");
            return false;
        }
        m_deaf.push_back(connected->fd);
        wait(0ms);
    }
    return m_problem.empty();
}

void FanOutLoad::settle(std::chrono::milliseconds quiet)
{
    for (auto last = Clock::now(); Clock::now() - last < quiet && m_problem.empty();) {
        const std::uint64_t before = m_bytesRead;
        wait(quiet);
        if (m_bytesRead != before)
            last = Clock::now();
    }
}

void FanOutLoad::run(std::chrono::milliseconds duration)
{
    const auto end = Clock::now() + duration;
    while (Clock::now() < end && m_problem.empty()) {
        speak();
        wait(100ms);
    }
}

bool FanOutLoad::drain()
{
    const auto end = Clock::now() + drainDeadline;
    while (m_completed < m_said && Clock::now() < end && m_problem.empty())
        wait(100ms);
    if (m_completed < m_said)
        fail(std::to_string(m_said - m_completed) + " messages did not reach every member");
    const Member& first = *m_members.front();
    for (const auto& member : m_members) {
        if (member->received != m_said)
            fail("a member has " + std::to_string(member->received) + " messages of "
                + std::to_string(m_said));
        if (member->sampled
            && (member->orderHash != first.orderHash
                || member->numberSum != m_said * (m_said + 1) / 2))
            fail("a member has other messages, or in another order");
    }
    return m_problem.empty();
}

void FanOutLoad::resetCount()
{
    m_count = {};
}

void FanOutLoad::wait(std::chrono::milliseconds timeout)
{
    std::array<epoll_event, 1024> events;
    const int count = epoll_wait(
        m_epoll, events.data(), static_cast<int>(events.size()), static_cast<int>(timeout.count()));
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        auto& member = *static_cast<Member*>(event.data.ptr);
        if ((event.events & EPOLLOUT) != 0)
            flush(member);
        if ((event.events & ~unsigned(EPOLLOUT)) != 0)
            read(member);
    }
}

void FanOutLoad::read(Member& member)
{
    const ssize_t count = recv(member.fd, m_buffer.data(), m_buffer.size(), MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0) {
        epoll_ctl(m_epoll, EPOLL_CTL_DEL, member.fd, nullptr);
        fail("the server closed a connection");
        return;
    }
    m_bytesRead += static_cast<std::uint64_t>(count);
    if (member.sampled)
        m_readAt = Clock::now();
    member.frames.feed(m_buffer.data(), static_cast<std::size_t>(count),
        [&](const FrameView& frame, std::string_view payload) {
            takeFrame(member, frame, payload);
        });
}

void FanOutLoad::takeFrame(Member& member, const FrameView& frame, std::string_view payload)
{
    if (frame.opcode == 1 && isText(payload)) {
        m_count.deliveredBytes += frame.size;
        takeMessage(member, payload);
    } else if (frame.opcode == 8) {
        fail("the server sent a close frame");
    } else if (frame.opcode == 1 && payload.starts_with(R"({"type":"error")")) {
        fail("the server sent " + std::string(payload.substr(0, 200)));
    }
}

void FanOutLoad::takeMessage(Member& member, std::string_view event)
{
    if (member.sampled)
        takeSample(member, event);
    int& reached = m_reached[member.received % m_reached.size()];
    ++member.received;
    ++m_count.deliveries;
    if (member.received > m_said)
        fail("a member has more messages than were said");
    if (++reached == m_shape.members) {
        reached = 0;
        ++m_completed;
        ++m_count.messages;
    }
}

void FanOutLoad::takeSample(Member& member, std::string_view event)
{
    const auto stamp = stampOf(event);
    if (!stamp)
        return fail("a message without content came");
    member.numberSum += stamp->number;
    member.orderHash = (member.orderHash ^ stamp->number) * 1099511628211u; // FNV-1a's step
    m_count.latencies.push_back(std::chrono::duration<double>(m_readAt - stamp->saidAt).count());
}

void FanOutLoad::speak()
{
    while (m_said - m_completed < static_cast<std::uint64_t>(m_shape.inFlight))
        say(*m_members[m_said % m_speakers]);
}

void FanOutLoad::say(Member& member)
{
    const std::string content = stampedContent(++m_said, Clock::now(), m_shape.contentBytes);
    const bool wasIdle = member.unsent.empty();
    appendTextFrame(member.unsent, request(content), true);
    if (wasIdle)
        flush(member);
}

void FanOutLoad::flush(Member& member)
{
    const bool waited = member.waitsToWrite;
    const ssize_t count
        = send(member.fd, member.unsent.data(), member.unsent.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count > 0)
        member.unsent.erase(0, static_cast<std::size_t>(count));
    member.waitsToWrite = !member.unsent.empty();
    if (member.waitsToWrite != waited)
        watch(member, EPOLL_CTL_MOD);
}

} // namespace landline::bench
