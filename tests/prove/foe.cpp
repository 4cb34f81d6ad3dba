// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/prove/foe.h"

#include <array>
#include <cerrno>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace landline::prove {

namespace {

sockaddr_in addressOf(quint32 host, quint16 port)
{
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(host);
    return address;
}

constexpr quint32 firstHouse = 0x7F004200; // 127.0.66.0

/// The code of the first close frame among the server's frames (RFC 6455 section 5.5.1); 0 where there is none.
int closeCodeIn(QByteArrayView bytes)
{
    constexpr int close = 8;
    while (bytes.size() >= 2) {
        const auto byte = [&](qsizetype at) { return static_cast<unsigned char>(bytes[at]); };
        qsizetype head = 2;
        quint64 length = byte(1) & 0x7F;
        const int wide = length == 126 ? 2 : length == 127 ? 8 : 0;
        if (bytes.size() < head + wide) {
            return 0;
        }
        if (wide > 0) {
            length = 0;
            for (int i = 0; i < wide; ++i) {
                length = length << 8 | byte(head++);
            }
        }
        if (static_cast<quint64>(bytes.size() - head) < length) {
            return 0;
        }
        if ((byte(0) & 0x0F) == close) {
            return length < 2 ? 1005 : byte(head) << 8 | byte(head + 1);
        }
        bytes = bytes.sliced(head + static_cast<qsizetype>(length));
    }
    return 0;
}

} // namespace

Foe::Foe(quint16 port, quint8 house)
    : m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    const timeval time { patience.count(), 0 };
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
    const auto own = addressOf(firstHouse | house, 0);
    const auto server = addressOf(INADDR_LOOPBACK, port);
    if (::bind(m_descriptor, reinterpret_cast<const sockaddr*>(&own), sizeof own) != 0
        || ::connect(m_descriptor, reinterpret_cast<const sockaddr*>(&server), sizeof server)
            != 0) {
        ::close(std::exchange(m_descriptor, -1));
    }
}

Foe::~Foe()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

Foe::Foe(Foe&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_isUpgraded(other.m_isUpgraded)
    , m_received(std::move(other.m_received))
{
}

Foe& Foe::operator=(Foe&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_isUpgraded, other.m_isUpgraded);
    std::swap(m_received, other.m_received);
    return *this;
}

bool Foe::send(const QByteArray& bytes)
{
    for (qsizetype sent = 0; sent < bytes.size();) {
        const auto count = ::send(m_descriptor, bytes.data() + sent,
            static_cast<std::size_t>(bytes.size() - sent), MSG_NOSIGNAL);
        if (count <= 0) {
            return false;
        }
        sent += count;
    }
    return true;
}

qsizetype Foe::offer(const QByteArray& bytes)
{
    const auto count = ::send(m_descriptor, bytes.data(), static_cast<std::size_t>(bytes.size()),
        MSG_NOSIGNAL | MSG_DONTWAIT);
    return count >= 0 ? count : errno == EAGAIN ? 0 : -1;
}

Foe::Got Foe::read()
{
    std::array<char, 65536> buffer;
    const auto count = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
    if (count > 0) {
        m_received.append(buffer.data(), count);
        return Got::Bytes;
    }
    const bool isLate = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    return isLate ? Got::NothingInTime : Got::End;
}

bool Foe::upgrade(const QByteArray& path)
{
    send("GET " + path
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    qsizetype end = -1;
    while ((end = m_received.indexOf("\r\n\r\n")) < 0) {
        if (read() != Got::Bytes) {
            return false;
        }
    }
    m_isUpgraded = m_received.startsWith("HTTP/1.1 101 ");
    m_received.remove(0, m_isUpgraded ? end + 4 : 0);
    return m_isUpgraded;
}

int Foe::verdict()
{
    const auto end = std::chrono::steady_clock::now() + patience;
    auto got = Got::Bytes;
    while (got == Got::Bytes && std::chrono::steady_clock::now() < end) {
        got = read();
    }
    const bool isAnswered = m_received.startsWith("HTTP/1.1 ");
    const int code = m_isUpgraded ? closeCodeIn(m_received)
        : isAnswered              ? m_received.mid(9, 3).toInt()
                                  : 0;
    return code == 0 && got != Got::End ? -1 : code;
}

void Foe::reset()
{
    const linger none { 1, 0 };
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    ::close(std::exchange(m_descriptor, -1));
}

} // namespace landline::prove
