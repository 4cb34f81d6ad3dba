// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/wireclient.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>

namespace landline::bench {

namespace {

constexpr std::string_view textMark = R"({"type":"text",)";
constexpr std::string_view contentMark = R"("content":")";
/// Number and time are digits of this width.
constexpr int digits = 16;

std::uint64_t numberAt(const char* bytes)
{
    std::uint64_t value = 0;
    for (int i = 0; i < digits; ++i)
        value = value * 10 + static_cast<std::uint64_t>(bytes[i] - '0');
    return value;
}

/// A socket connected to the port of 127.0.0.1, or -1.
int connectedSocket(std::uint16_t port, int receiveBuffer)
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience { 10, 0 };
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (receiveBuffer > 0)
        setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0)
        return fd;
    close(fd);
    return -1;
}

bool shakeHands(Connected& connected, std::uint16_t port, std::string_view path)
{
    const std::string request = upgradeRequest(path, port);
    if (send(connected.fd, request.data(), request.size(), MSG_NOSIGNAL) != ssize_t(request.size()))
        return false;
    std::array<char, 4096> buffer;
    std::string head;
    std::size_t end = std::string::npos;
    while ((end = head.find("\r\n\r\n")) == std::string::npos) {
        const ssize_t count = recv(connected.fd, buffer.data(), buffer.size(), 0);
        if (count <= 0)
            return false;
        head.append(buffer.data(), static_cast<std::size_t>(count));
    }
    connected.early = head.substr(end + 4);
    return head.starts_with("HTTP/1.1 101 ") && head.find(handshakeAccept) < end;
}

} // namespace

std::optional<Connected> connectTo(std::uint16_t port, std::string_view path, int receiveBuffer)
{
    Connected connected { connectedSocket(port, receiveBuffer), {} };
    if (connected.fd < 0)
        return {};
    if (shakeHands(connected, port, path))
        return connected;
    close(connected.fd);
    return {};
}

std::string bodyOf(std::uint16_t port, std::string_view path)
{
    const int fd = connectedSocket(port, 0);
    if (fd < 0)
        return {};
    const std::string request = "GET " + std::string(path)
        + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) + "\r\nConnection: close\r\n\r\n";
    std::string answer;
    if (send(fd, request.data(), request.size(), MSG_NOSIGNAL) == ssize_t(request.size())) {
        std::array<char, 4096> buffer;
        for (ssize_t count = 0; (count = recv(fd, buffer.data(), buffer.size(), 0)) > 0;)
            answer.append(buffer.data(), static_cast<std::size_t>(count));
    }
    close(fd);
    const std::size_t end = answer.find("\r\n\r\n");
    return end == std::string::npos ? std::string() : answer.substr(end + 4);
}

std::string stampedContent(std::uint64_t number, Clock::time_point saidAt, int bytes)
{
    const auto nanoseconds
        = std::chrono::duration_cast<std::chrono::nanoseconds>(saidAt.time_since_epoch());
    std::array<char, 2 * digits + 1> head {};
    std::snprintf(head.data(), head.size(), "%016llu%016llu",
        static_cast<unsigned long long>(number),
        static_cast<unsigned long long>(nanoseconds.count()));
    std::string content(head.data(), 2 * digits);
    content.resize(static_cast<std::size_t>(bytes), 'x');
    return content;
}

std::optional<Stamp> stampOf(std::string_view event)
{
    const std::size_t mark = event.find(contentMark);
    if (mark == std::string_view::npos)
        return {};
    const char* content = event.data() + mark + contentMark.size();
    return Stamp { numberAt(content),
        Clock::time_point(std::chrono::nanoseconds(numberAt(content + digits))) };
}

bool isText(std::string_view event)
{
    return event.starts_with(textMark);
}

} // namespace landline::bench
