// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/transportfactory.h"

#include "tests/server/transportfixture.h"
#include "tests/support/patience.h"

using namespace std::chrono_literals;
using namespace landline::server;
using namespace landline::server::testing;
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
    Turn turn;
    TransportFactory factory(turn, Fixture::isPortable());
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
