// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/transportfactory.h"
#include "server/turn.h"
#include "tests/support/waiting.h"

#include <QTest>

#include <array>
#include <vector>

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace landline::server::testing {

/// Two ends of a TCP connection on the loopback address; `far` does not block.
struct Connection {
    Connection()
    {
        const int listening = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* general = reinterpret_cast<sockaddr*>(&address);
        far = ::socket(AF_INET, SOCK_STREAM, 0);
        const bool isMade = ::bind(listening, general, size) == 0 && ::listen(listening, 1) == 0
            && ::getsockname(listening, general, &size) == 0 && ::connect(far, general, size) == 0;
        if (!isMade) {
            qFatal("no connection can be made on the loopback address");
        }
        near = ::accept(listening, nullptr, nullptr);
        ::close(listening);
        ::fcntl(far, F_SETFL, O_NONBLOCK);
    }
    ~Connection() { closeFar(); }
    Q_DISABLE_COPY_MOVE(Connection)

    void closeFar()
    {
        if (far >= 0) {
            ::close(far);
            far = -1;
        }
    }
    /// Drops the connection, so that the other side gets an error.
    void resetFar()
    {
        const linger hard { 1, 0 };
        ::setsockopt(far, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        closeFar();
    }
    void say(const QByteArray& bytes) const
    {
        QCOMPARE(
            ::send(far, bytes.constData(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL),
            bytes.size());
    }
    /// Reads what has come; true at the end.
    bool hear()
    {
        std::array<char, 65536> buffer;
        for (;;) {
            const auto count = ::recv(far, buffer.data(), buffer.size(), 0);
            if (count <= 0) {
                return count == 0;
            }
            heard.append(buffer.data(), count);
        }
    }

    int near = -1; ///< To be given to a transport.
    int far = -1;
    QByteArray heard;
};

class Listener final : public TransportListener {
public:
    void bytesRead(QByteArrayView bytes) override
    {
        check();
        read.append(bytes);
        if (onRead) {
            onRead();
        }
    }
    void writePossible() override
    {
        check();
        ++writable;
        if (onWritable) {
            onWritable();
        }
    }
    void readEnded() override
    {
        check();
        ++ends;
    }

    QByteArray read;
    std::function<void()> onRead;
    std::function<void()> onWritable;
    int writable = 0;
    int ends = 0;
    bool inCall = false; ///< The test is calling the transport.
    bool calledWithin = false;

private:
    void check() { calledWithin = calledWithin || inCall; }
};

/// A started transport with its listener, and what it is connected with.
struct Fixture {
    Fixture()
        : factory(turn, isPortable())
        , transport(factory.make(connection.near))
    {
        transport->start(listener);
    }

    static bool isPortable()
    {
        QFETCH_GLOBAL(bool, portable);
        return portable;
    }
    qint64 write(const QList<QByteArray>& pieces)
    {
        std::vector<QByteArrayView> views(pieces.cbegin(), pieces.cend());
        listener.inCall = true;
        const qint64 taken = transport->write(views);
        listener.inCall = false;
        return taken;
    }
    bool waitToHear(qsizetype size)
    {
        return support::waitUntil([&] {
            connection.hear();
            return connection.heard.size() >= size;
        });
    }

    Connection connection;
    Listener listener;
    Turn turn;
    TransportFactory factory;
    std::unique_ptr<Transport> transport;
};

} // namespace landline::server::testing
