// SPDX-License-Identifier: GPL-3.0-or-later
// What connections cost that say nothing: memory of the server program, as the kernel counts it.
#include "tests/server/clientframes.h"
#include "tests/support/patience.h"
#include "tests/support/processusage.h"
#include "tests/support/serverprogram.h"

#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline::support;
using landline::server::testing::clientText;

namespace {

/// Far above what chance adds or takes, and few enough for any machine.
constexpr int crowd = 3000;
/// Issue 3: a QTcpSocket and a QWebSocket take 20 KiB.
constexpr double mostBytesEach = 4096;

/// A connection whose other end costs this process nothing but a descriptor.
class BareClient {
public:
    BareClient(quint16 port, const QByteArray& path)
        : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval patience { 20, 0 };
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (::connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
            return;
        }
        send("GET " + path
            + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        m_isOpen = waitFor("HTTP/1.1 101 ");
    }
    ~BareClient() { ::close(m_socket); }
    Q_DISABLE_COPY_MOVE(BareClient)

    bool isOpen() const { return m_isOpen; }
    void send(const QByteArray& bytes)
    {
        [[maybe_unused]] const auto sent
            = ::send(m_socket, bytes.constData(), static_cast<size_t>(bytes.size()), MSG_NOSIGNAL);
    }
    /// Reads up to and with `text`; false where the connection closed before.
    bool waitFor(QByteArrayView text)
    {
        char buffer[4096];
        while (!m_received.contains(text)) {
            const auto count = ::recv(m_socket, buffer, sizeof buffer, 0);
            if (count <= 0) {
                return false;
            }
            m_received.append(buffer, count);
        }
        m_received.remove(0, m_received.indexOf(text) + text.size());
        return true;
    }

private:
    int m_socket;
    bool m_isOpen = false;
    QByteArray m_received;
};

} // namespace

class IdleTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void connectionsAreCheapAndGivenBack_data();
    void connectionsAreCheapAndGivenBack();
};

void IdleTest::initTestCase()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer's memory is not the server's");
#endif
    rlimit limit {};
    QCOMPARE(getrlimit(RLIMIT_NOFILE, &limit), 0);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur < 2 * crowd) {
        QSKIP("this system allows too few descriptors");
    }
}

void IdleTest::connectionsAreCheapAndGivenBack_data()
{
    // %1 is a number, %2 that of a room for ten.
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QList<QByteArray>>("says");
    QTest::addColumn<QByteArray>("until");
    QTest::newRow("echo") << QByteArray("/echo") << QList<QByteArray>() << QByteArray();
    QTest::newRow("simple") << QByteArray("/ws?username=u%1&room=r%2") << QList<QByteArray>()
                            << QByteArray("user_list");
    QTest::newRow("session")
        << QByteArray("/ws")
        << QList<QByteArray> { R"({"type":"hello","protocol":1,"username":"u%1"})",
               R"({"type":"join","room":"r%2","limit":0})" }
        << QByteArray("user_list");
}

void IdleTest::connectionsAreCheapAndGivenBack()
{
    QFETCH(QByteArray, path);
    QFETCH(QList<QByteArray>, says);
    QFETCH(QByteArray, until);
    ServerProgram::Command command;
    command.program = qEnvironmentVariable("LANDLINE_SERVER");
    command.arguments = { u"--listen"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--storage"_s,
        u"memory"_s, u"--log"_s, u"warning"_s };
    command.environment = { { u"LANDLINE_CONNECTIONS_PER_ADDRESS"_s, u"0"_s } };
    ServerProgram server(command);
    QVERIFY2(server.start(), qPrintable(server.problem()));

    std::vector<std::unique_ptr<BareClient>> clients;
    const auto enter = [&](int count) {
        for (int i = 0; i < count; ++i) {
            const auto number = static_cast<int>(clients.size());
            const auto filled = [number](QByteArray text) {
                return text.replace("%1", QByteArray::number(number))
                    .replace("%2", QByteArray::number(number / 10));
            };
            clients.push_back(std::make_unique<BareClient>(server.port(), filled(path)));
            bool isIn = clients.back()->isOpen();
            for (const auto& json : says) {
                clients.back()->send(clientText(filled(json)));
            }
            isIn = isIn && (until.isEmpty() || clients.back()->waitFor(until));
            if (!isIn) {
                return false;
            }
        }
        return true;
    };
    const auto bytes = [&] { return usageOf(server.processId()).anonymousMiB * 1024 * 1024; };
    QVERIFY(enter(100)); // what the first one costs is the program's
    const double before = bytes();
    QVERIFY(enter(crowd));
    const double each = (bytes() - before) / crowd;
    QVERIFY2(each < mostBytesEach, qPrintable(u"%1 bytes each"_s.arg(each)));

    clients.clear();
    // Rooms and members that are in the store stay, and some megabyte is in pages that others use.
    constexpr double mostKept = 2.5 * 1024 * 1024;
    QTRY_VERIFY(bytes() - before < each * crowd / 4 + mostKept);
}

QTEST_GUILESS_MAIN(IdleTest)
#include "tst_idle.moc"
