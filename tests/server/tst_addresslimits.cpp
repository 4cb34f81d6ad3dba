// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/addresslimits.h"

#include "tests/support/manualclock.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using landline::support::ManualClock;
using namespace landline::server;

using Where = AddressLimits::Where;

class AddressLimitsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatCountsAsOneAddress_data();
    void whatCountsAsOneAddress();
    void aPlaceCountsForAsLongAsItLives();
    void doorAndInsideAreCountedApart();
    void anAddressKnocksAtItsRate();
    void whatIsOverIsForgotten();
    void noLimitsKeepNothing();

private:
    static AddressKey key(const char* address)
    {
        return AddressKey::of(QHostAddress(QString::fromLatin1(address)));
    }

    ManualClock m_clock;
};

void AddressLimitsTest::whatCountsAsOneAddress_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<bool>("same");
    const auto row = [](const char* a, const char* b, bool same) {
        QTest::addRow("%s %s", a, b) << QByteArray(a) << QByteArray(b) << same;
    };
    row("192.168.1.7", "192.168.1.7", true);
    row("192.168.1.7", "192.168.1.8", false);
    row("192.168.1.7", "::ffff:192.168.1.7", true);
    row("::ffff:192.168.1.7", "::ffff:192.168.1.8", false);
    row("0.0.0.1", "::1", false);
    row("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true);
    row("2001:db8:1:2::1", "2001:db8:1:3::1", false);
    row("fd00:1::1", "fd00:1::2", true);
    row("fe80::1", "fe80::2", false);
    row("fe80::1%eth0", "fe80::1%eth0", true);
    row("::1", "::1", true);
    row("::1", "fe80::1", false);
}

void AddressLimitsTest::whatCountsAsOneAddress()
{
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QFETCH(bool, same);
    QCOMPARE(key(a.constData()) == key(b.constData()), same);
}

void AddressLimitsTest::aPlaceCountsForAsLongAsItLives()
{
    AddressLimits limits({ 2, 1, 100 });
    const auto now = m_clock.steadyNow();
    const auto ann = key("10.0.0.1");
    auto first = limits.enter(ann, Where::Inside, now);
    QVERIFY(!limits.isFull(ann, Where::Inside));
    {
        const auto second = limits.enter(ann, Where::Inside, now);
        QVERIFY(limits.isFull(ann, Where::Inside));
        QVERIFY(!limits.isFull(key("10.0.0.2"), Where::Inside));
    }
    QVERIFY(!limits.isFull(ann, Where::Inside));
    // Moved, it counts once.
    auto moved = std::move(first);
    auto other = limits.enter(ann, Where::Inside, now);
    QVERIFY(limits.isFull(ann, Where::Inside));
    other = std::move(moved);
    QVERIFY(!limits.isFull(ann, Where::Inside));
    other = {};
    const auto again = limits.enter(ann, Where::Inside, now);
    QVERIFY(!limits.isFull(ann, Where::Inside));
}

void AddressLimitsTest::doorAndInsideAreCountedApart()
{
    AddressLimits limits({ 1, 1, 100 });
    const auto ann = key("10.0.0.1");
    const auto atDoor = limits.enter(ann, Where::Door, m_clock.steadyNow());
    QVERIFY(limits.isFull(ann, Where::Door));
    QVERIFY(!limits.isFull(ann, Where::Inside));
}

void AddressLimitsTest::anAddressKnocksAtItsRate()
{
    AddressLimits limits({ 100, 2, 3 });
    const auto ann = key("10.0.0.1");
    for (int i = 0; i < 3; ++i) {
        QVERIFY(!limits.knock(ann, m_clock.steadyNow()));
    }
    QCOMPARE(limits.knock(ann, m_clock.steadyNow()), 500ms);
    QVERIFY(!limits.knock(key("10.0.0.2"), m_clock.steadyNow()));
    m_clock.advance(500ms);
    QVERIFY(!limits.knock(ann, m_clock.steadyNow()));
    QVERIFY(limits.knock(ann, m_clock.steadyNow()));
}

void AddressLimitsTest::whatIsOverIsForgotten()
{
    AddressLimits limits({ 100, 1, 2 });
    for (int i = 0; i < 1000; ++i) {
        limits.knock(AddressKey::of(QHostAddress(static_cast<quint32>(i))), m_clock.steadyNow());
    }
    const auto stays = limits.enter(key("10.0.0.1"), Where::Inside, m_clock.steadyNow());
    QCOMPARE(limits.size(), 1001U);
    limits.forgetAbsent(m_clock.steadyNow());
    QCOMPARE(limits.size(), 1001U); // their bursts are not whole yet
    m_clock.advance(1s);
    limits.forgetAbsent(m_clock.steadyNow());
    QCOMPARE(limits.size(), 1U);
}

void AddressLimitsTest::noLimitsKeepNothing()
{
    AddressLimits limits({ 0, 1, 1 });
    const auto ann = key("10.0.0.1");
    std::vector<AddressLimits::Place> places;
    for (int i = 0; i < 10; ++i) {
        QVERIFY(!limits.knock(ann, m_clock.steadyNow()));
        places.push_back(limits.enter(ann, Where::Inside, m_clock.steadyNow()));
    }
    QVERIFY(!limits.isFull(ann, Where::Inside));
    QCOMPARE(limits.size(), 0U);
}

QTEST_GUILESS_MAIN(AddressLimitsTest)
#include "tst_addresslimits.moc"
