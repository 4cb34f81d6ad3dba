// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/transportfactory.h"

#include "tests/support/patience.h"
#include "tests/support/waiting.h"

#include <QTest>

#include <array>
#include <vector>

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace landline::server;
using landline::support::waitUntil;

/// Each transport against the contract that transport.h states.
class TransportTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void bytesGoBothWays();
    void aWriteIsAPrefixOfThePiecesInOrder();
    void theListenerIsNeverCalledFromWithinACall();
    void aStreamOfPartialWritesArrivesWhole();
    void whatItHoldsIsBounded();
    void readingStopsAndGoesOn();
    void finishSendsWhatWasTaken();
    void finishEndsThisDirection();
    void theEndIsToldOnce();
    void aBrokenConnectionTakesAll();
    void abortIsTheLastWord();
    void abortWithinACallback();
    void whatCameBeforeTheStartIsRead();
    void noDescriptorIsLeft();
};

namespace {

/// Two ends of a TCP connection on the loopback address; `far` does not block.
struct Connection {
    Connection()
    {
        const int listening = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(listening, reinterpret_cast<sockaddr*>(&address), size);
        ::listen(listening, 1);
        ::getsockname(listening, reinterpret_cast<sockaddr*>(&address), &size);
        far = ::socket(AF_INET, SOCK_STREAM, 0);
        ::connect(far, reinterpret_cast<sockaddr*>(&address), size);
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
        : factory(isPortable())
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
        return waitUntil([&] {
            connection.hear();
            return connection.heard.size() >= size;
        });
    }

    Connection connection;
    Listener listener;
    TransportFactory factory;
    std::unique_ptr<Transport> transport;
};

QByteArray numbered(qsizetype size)
{
    QByteArray bytes(size, '\0');
    for (qsizetype i = 0; i < size; ++i) {
        bytes[i] = static_cast<char>((i * 31 + i / 251) & 0xff);
    }
    return bytes;
}

int openDescriptors()
{
    int count = 0;
    for (int descriptor = 0; descriptor < 1024; ++descriptor) {
        count += ::fcntl(descriptor, F_GETFD) != -1 ? 1 : 0;
    }
    return count;
}

} // namespace

void TransportTest::initTestCase_data()
{
    QTest::addColumn<bool>("portable");
    QTest::newRow("the quickest") << false;
    QTest::newRow("portable") << true;
}

void TransportTest::bytesGoBothWays()
{
    Fixture f;
    f.connection.say("hello");
    QTRY_COMPARE(f.listener.read, "hello");
    QCOMPARE(f.write({ "ab", "", "cd" }), 4);
    QVERIFY(f.waitToHear(4));
    QCOMPARE(f.connection.heard, "abcd");
    f.connection.say("more");
    QTRY_COMPARE(f.listener.read, "hellomore");
}

void TransportTest::aWriteIsAPrefixOfThePiecesInOrder()
{
    Fixture f;
    QList<QByteArray> pieces;
    QByteArray all;
    for (int i = 0; i < 60; ++i) {
        pieces.append(numbered(200'000 + i));
        all += pieces.last();
    }
    const qint64 taken = f.write(pieces);
    QVERIFY(taken > 0);
    QVERIFY(taken < all.size());
    QVERIFY(f.waitToHear(taken));
    QTest::qWait(20);
    f.connection.hear();
    QCOMPARE(f.connection.heard, all.left(taken));
    QTRY_COMPARE(f.listener.writable, 1);
}

void TransportTest::theListenerIsNeverCalledFromWithinACall()
{
    Fixture f;
    const QByteArray bytes = numbered(100'000);
    // Again and again there is room when the write begins, and none when it ends.
    for (int i = 0; i < 200; ++i) {
        f.write({ bytes });
        f.connection.hear();
        f.write({ bytes, bytes });
        QCoreApplication::processEvents();
        f.connection.hear();
    }
    f.connection.resetFar();
    for (int i = 0; i < 5; ++i) {
        f.write({ bytes });
    }
    QVERIFY(!f.listener.calledWithin);
}

void TransportTest::aStreamOfPartialWritesArrivesWhole()
{
    Fixture f;
    const QByteArray all = numbered(20'000'000);
    qint64 sent = 0;
    const auto writeOn = [&] {
        while (sent < all.size()) {
            const qint64 part = std::min<qint64>(150'000, all.size() - sent);
            const qint64 taken
                = f.write({ all.mid(sent, part / 3), all.mid(sent + part / 3, part - part / 3) });
            sent += taken;
            if (taken < part) {
                return; // until writePossible
            }
        }
    };
    f.listener.onWritable = writeOn;
    writeOn();
    QVERIFY(f.waitToHear(all.size()));
    QVERIFY(f.connection.heard == all);
    QVERIFY(!f.listener.calledWithin);
}

void TransportTest::whatItHoldsIsBounded()
{
    Fixture f;
    const int small = 32768;
    ::setsockopt(f.connection.near, SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
    const QByteArray bytes = numbered(1'000'000);
    qint64 taken = 0;
    for (int i = 0; i < 100; ++i) {
        taken += f.write({ bytes });
        QCoreApplication::processEvents();
    }
    // The kernel's two buffers and at most one of our own.
    QVERIFY2(taken < 8'000'000, qPrintable(QString::number(taken)));
}

void TransportTest::readingStopsAndGoesOn()
{
    Fixture f;
    f.transport->setReading(false);
    f.connection.say("waits");
    QTest::qWait(50);
    QCOMPARE(f.listener.read, "");
    f.transport->setReading(true);
    QTRY_COMPARE(f.listener.read, "waits");
    // Stopped from within the reading, with more to come.
    f.listener.onRead = [&f] { f.transport->setReading(false); };
    f.connection.say("1");
    QTRY_COMPARE(f.listener.read, "waits1");
    f.connection.say("2");
    QTest::qWait(20);
    QCOMPARE(f.listener.read, "waits1");
    f.transport->setReading(true);
    QTRY_COMPARE(f.listener.read, "waits12");
}

void TransportTest::finishSendsWhatWasTaken()
{
    Fixture f;
    const qint64 taken = f.write({ numbered(10'000'000) });
    f.transport->finish();
    QVERIFY(waitUntil([&] { return f.connection.hear(); }));
    QCOMPARE(f.connection.heard.size(), taken);
}

void TransportTest::finishEndsThisDirection()
{
    Fixture f;
    f.write({ "bye" });
    f.transport->finish();
    QVERIFY(waitUntil([&] { return f.connection.hear(); }));
    QCOMPARE(f.connection.heard, "bye");
    f.connection.closeFar();
    QTRY_COMPARE(f.listener.ends, 1);
}

void TransportTest::theEndIsToldOnce()
{
    Fixture f;
    f.connection.say("last words");
    f.connection.closeFar();
    QTRY_COMPARE(f.listener.ends, 1);
    QCOMPARE(f.listener.read, "last words");
    QTest::qWait(50);
    QCOMPARE(f.listener.ends, 1);
}

void TransportTest::aBrokenConnectionTakesAll()
{
    Fixture f;
    f.connection.resetFar();
    QTRY_COMPARE(f.listener.ends, 1);
    for (int i = 0; i < 10; ++i) {
        QCOMPARE(f.write({ "lost", "all of it" }), 13);
    }
    QTest::qWait(20);
    QCOMPARE(f.listener.ends, 1);
    QVERIFY(!f.listener.calledWithin);
}

void TransportTest::abortIsTheLastWord()
{
    Fixture f;
    f.connection.say("unread");
    f.write({ "x" });
    f.transport->abort();
    f.transport->abort();
    QVERIFY(waitUntil([&] {
        f.connection.hear();
        char byte = 0;
        return ::recv(f.connection.far, &byte, 1, 0) == 0
            || (errno != EAGAIN && errno != EWOULDBLOCK);
    }));
    QTest::qWait(20);
    QCOMPARE(f.listener.read, "");
    QCOMPARE(f.listener.ends, 0);
    QCOMPARE(f.listener.writable, 0);
}

void TransportTest::abortWithinACallback()
{
    Fixture f;
    f.listener.onRead = [&f] { f.transport->abort(); };
    f.connection.say("x");
    f.connection.closeFar();
    QTRY_COMPARE(f.listener.read, "x");
    QTest::qWait(20);
    QCOMPARE(f.listener.ends, 0);

    Fixture g;
    g.listener.onWritable = [&g] { g.transport->abort(); };
    const qint64 taken = g.write({ numbered(20'000'000) });
    QVERIFY(g.waitToHear(taken / 2));
    QTRY_COMPARE(g.listener.writable, 1);
}

void TransportTest::whatCameBeforeTheStartIsRead()
{
    Connection connection;
    Listener listener;
    TransportFactory factory(Fixture::isPortable());
    connection.say("early");
    QTest::qWait(20);
    const auto transport = factory.make(connection.near);
    QTest::qWait(20);
    transport->start(listener);
    QTRY_COMPARE(listener.read, "early");
}

void TransportTest::noDescriptorIsLeft()
{
    const int before = openDescriptors();
    for (int i = 0; i < 50; ++i) {
        Fixture f;
        f.write({ "x" });
        if (i % 3 == 0) {
            f.connection.closeFar();
        }
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(openDescriptors(), before);
}

QTEST_GUILESS_MAIN(TransportTest)
#include "tst_transport.moc"
