// SPDX-License-Identifier: GPL-3.0-or-later
//
// The floor of the machine: epoll, read, one shared log of frames, one write per member and turn. It trusts its
// clients, keeps nothing, and bounds nothing: no chat server can do with fewer system calls. A peer of landline-bench.
#include "tests/bench/envelope.h"
#include "tests/bench/wirebytes.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace {

using landline::bench::FrameView;

struct Room;

struct Member {
    int fd = -1;
    Room* room = nullptr;
    bool upgraded = false;
    bool waitsToWrite = false;
    std::size_t position = 0; ///< In the log: all before it was written.
    std::string received;
};

struct Room {
    std::string log;
    std::vector<Member*> members;
    bool hasNews = false;
};

class Floor {
public:
    int run();

private:
    void accept();
    bool read(Member& member); ///< False where the connection has ended.
    void upgrade(Member& member);
    void takeFrames(Member& member);
    void write(Member& member);
    void watch(Member& member, int operation, bool writable);
    void fanOut();
    void fanOut(Room& room);
    void leave(Member& member);

    int m_epoll = epoll_create1(0);
    int m_listener = -1;
    std::unordered_map<int, std::unique_ptr<Member>> m_members;
    std::unordered_map<std::string, Room> m_rooms;
    std::vector<Room*> m_withNews;
    std::array<char, 256 * 1024> m_buffer {};
};

void Floor::watch(Member& member, int operation, bool writable)
{
    epoll_event event {};
    event.events = EPOLLIN | (writable ? EPOLLOUT : 0u);
    event.data.ptr = &member;
    epoll_ctl(m_epoll, operation, member.fd, &event);
    member.waitsToWrite = writable;
}

void Floor::accept()
{
    for (;;) {
        const int fd = accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK);
        if (fd < 0)
            return;
        const int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        auto member = std::make_unique<Member>();
        member->fd = fd;
        watch(*member, EPOLL_CTL_ADD, false);
        m_members.emplace(fd, std::move(member));
    }
}

bool Floor::read(Member& member)
{
    const ssize_t count = recv(member.fd, m_buffer.data(), m_buffer.size(), 0);
    if (count <= 0)
        return count < 0 && errno == EAGAIN;
    member.received.append(m_buffer.data(), static_cast<std::size_t>(count));
    if (!member.upgraded)
        upgrade(member);
    if (member.upgraded)
        takeFrames(member);
    return true;
}

void Floor::upgrade(Member& member)
{
    const std::size_t end = member.received.find("\r\n\r\n");
    if (end == std::string::npos)
        return;
    const std::string_view path(
        member.received.data(), member.received.find(' ', sizeof "GET " - 1));
    const std::size_t name = path.find("room=");
    member.room
        = &m_rooms[name == path.npos ? std::string()
                                     : std::string(path.substr(name, path.find('&', name) - name))];
    member.room->members.push_back(&member);
    member.received.erase(0, end + 4);
    const std::string answer
        = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Accept: "
        + std::string(landline::bench::handshakeAccept) + "\r\n\r\n";
    send(member.fd, answer.data(), answer.size(), MSG_NOSIGNAL);
    member.position = member.room->log.size();
    member.upgraded = true;
}

void Floor::takeFrames(Member& member)
{
    std::size_t at = 0;
    std::string request;
    for (;;) {
        const char* bytes = member.received.data() + at;
        const FrameView frame = landline::bench::readFrame(bytes, member.received.size() - at);
        if (frame.size == 0)
            break;
        if (frame.opcode == 1) {
            request.assign(bytes + frame.payloadAt, frame.payloadSize);
            for (std::size_t i = 0; frame.mask && i < request.size(); ++i)
                request[i] = static_cast<char>(request[i] ^ frame.mask[i % 4]);
            landline::bench::appendTextFrame(
                member.room->log, landline::bench::event(request), false);
        }
        at += frame.size;
    }
    if (at > 0 && !member.room->hasNews) {
        member.room->hasNews = true;
        m_withNews.push_back(member.room);
    }
    member.received.erase(0, at);
}

void Floor::write(Member& member)
{
    if (!member.upgraded || member.position == member.room->log.size())
        return;
    const std::string& log = member.room->log;
    const ssize_t count
        = send(member.fd, log.data() + member.position, log.size() - member.position, MSG_NOSIGNAL);
    if (count > 0)
        member.position += static_cast<std::size_t>(count);
    const bool waits = member.position < log.size();
    if (waits != member.waitsToWrite)
        watch(member, EPOLL_CTL_MOD, waits);
}

void Floor::fanOut()
{
    std::vector<Room*> unfinished;
    for (Room* room : m_withNews) {
        fanOut(*room);
        if (room->hasNews)
            unfinished.push_back(room);
    }
    m_withNews = std::move(unfinished);
}

void Floor::fanOut(Room& room)
{
    bool allDone = true;
    for (Member* member : room.members) {
        if (!member->waitsToWrite)
            write(*member);
        allDone = allDone && member->position == room.log.size();
    }
    if (!allDone)
        return;
    room.log.clear();
    room.hasNews = false;
    for (Member* member : room.members)
        member->position = 0;
}

void Floor::leave(Member& member)
{
    if (member.room)
        std::erase(member.room->members, &member);
    close(member.fd);
    m_members.erase(member.fd);
}

int Floor::run()
{
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (bind(m_listener, reinterpret_cast<sockaddr*>(&address), length) != 0
        || listen(m_listener, 4096) != 0)
        return 1;
    getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &length);
    epoll_event event {};
    event.events = EPOLLIN;
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_listener, &event);
    std::printf("listening on 127.0.0.1:%d\n", int(ntohs(address.sin_port)));
    std::fflush(stdout);

    std::vector<epoll_event> events(1024);
    for (;;) {
        const int count = epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            auto* member = static_cast<Member*>(events[static_cast<std::size_t>(i)].data.ptr);
            if (!member) {
                accept();
                continue;
            }
            const unsigned ready = events[static_cast<std::size_t>(i)].events;
            if ((ready & EPOLLOUT) != 0)
                write(*member);
            if ((ready & ~unsigned(EPOLLOUT)) != 0 && !read(*member))
                leave(*member);
        }
        fanOut();
    }
}

} // namespace

int main()
{
    return Floor().run();
}
