// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/fanoutload.h"

#include "tests/bench/envelope.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace landline::bench {

namespace {

using namespace std::chrono_literals;

/// Speakers take turns; more of them make no difference to a server but sockets to read.
constexpr std::size_t mostSpeakers = 16;
/// Members whose messages are read and not only counted.
constexpr std::size_t sampledMembers = 8;
/// After this a message that is not there is lost.
constexpr auto drainDeadline = 10s;
constexpr std::string_view textMark = R"({"type":"text",)";
constexpr std::string_view contentMark = R"("content":")";
/// The number of a message and the time it was said, each as digits of this width.
constexpr int digits = 16;

std::uint64_t numberAt(const char* bytes)
{
    std::uint64_t value = 0;
    for (int i = 0; i < digits; ++i)
        value = value * 10 + static_cast<std::uint64_t>(bytes[i] - '0');
    return value;
}

std::uint64_t nanoseconds(std::chrono::steady_clock::time_point when)
{
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::nanoseconds>(when.time_since_epoch()).count());
}

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
        if (!connectOne(member, port, path(static_cast<int>(i)))) {
            fail("member " + std::to_string(i) + " was refused");
            return false;
        }
        watch(member, EPOLL_CTL_ADD);
        wait(0ms); // what the others are told of the newcomer must not pile up
    }
    return m_problem.empty();
}

bool FanOutLoad::connectOne(Member& member, std::uint16_t port, const std::string& path)
{
    member.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience { 10, 0 };
    setsockopt(member.fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const int on = 1;
    setsockopt(member.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(member.fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        return false;
    const std::string request = upgradeRequest(path, port);
    if (send(member.fd, request.data(), request.size(), MSG_NOSIGNAL) != ssize_t(request.size()))
        return false;
    std::string head;
    std::size_t end = std::string::npos;
    while ((end = head.find("\r\n\r\n")) == std::string::npos) {
        const ssize_t count = recv(member.fd, m_buffer.data(), m_buffer.size(), 0);
        if (count <= 0)
            return false;
        head.append(m_buffer.data(), static_cast<std::size_t>(count));
    }
    member.partial = head.substr(end + 4);
    return head.starts_with("HTTP/1.1 101 ") && head.find(handshakeAccept) < end;
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
    if (member.partial.empty()) {
        const std::size_t taken
            = takeFrames(member, m_buffer.data(), static_cast<std::size_t>(count));
        member.partial.assign(m_buffer.data() + taken, static_cast<std::size_t>(count) - taken);
        return;
    }
    member.partial.append(m_buffer.data(), static_cast<std::size_t>(count));
    member.partial.erase(0, takeFrames(member, member.partial.data(), member.partial.size()));
}

std::size_t FanOutLoad::takeFrames(Member& member, const char* bytes, std::size_t size)
{
    std::size_t at = 0;
    for (;;) {
        const FrameView frame = readFrame(bytes + at, size - at);
        if (frame.size == 0)
            return at;
        const std::string_view payload(bytes + at + frame.payloadAt, frame.payloadSize);
        if (frame.opcode == 1 && payload.starts_with(textMark)) {
            m_count.deliveredBytes += frame.size;
            takeMessage(member, payload.data(), payload.size());
        } else if (frame.opcode == 8) {
            fail("the server sent a close frame");
        } else if (frame.opcode == 1 && payload.starts_with(R"({"type":"error")")) {
            fail("the server sent " + std::string(payload.substr(0, 200)));
        }
        at += frame.size;
    }
}

void FanOutLoad::takeMessage(Member& member, const char* payload, std::size_t size)
{
    if (member.sampled)
        takeSample(member, payload, size);
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

void FanOutLoad::takeSample(Member& member, const char* payload, std::size_t size)
{
    const void* mark = memmem(payload, size, contentMark.data(), contentMark.size());
    if (!mark)
        return fail("a message without content came");
    const char* content = static_cast<const char*>(mark) + contentMark.size();
    const std::uint64_t number = numberAt(content);
    member.numberSum += number;
    member.orderHash = (member.orderHash ^ number) * 1099511628211u; // FNV-1a's step
    const std::uint64_t saidAt = numberAt(content + digits);
    m_count.latencies.push_back(double(nanoseconds(m_readAt) - saidAt) / 1e9);
}

void FanOutLoad::speak()
{
    while (m_said - m_completed < static_cast<std::uint64_t>(m_shape.inFlight))
        say(*m_members[m_said % m_speakers]);
}

void FanOutLoad::say(Member& member)
{
    std::array<char, 2 * digits + 1> head {};
    std::snprintf(head.data(), head.size(), "%016llu%016llu",
        static_cast<unsigned long long>(++m_said),
        static_cast<unsigned long long>(nanoseconds(Clock::now())));
    std::string content(head.data(), 2 * digits);
    content.resize(static_cast<std::size_t>(m_shape.contentBytes), 'x');
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
