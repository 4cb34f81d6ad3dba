// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/outboxsender.h"

#include "client/localdatabase.h"
#include "tests/client/samples.h"
#include "tests/support/manualclock.h"

#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace landline;
using namespace landline::client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestOutboxSender : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_database = std::make_unique<LocalDatabase>();
        QVERIFY(m_database->open({}));
        m_outbox = std::make_unique<Outbox>(*m_database);
        m_sender = std::make_unique<OutboxSender>(*m_outbox, m_clock,
            OutboxSender::Way { [this](const RequestFrame& frame) {
                                   m_sent.append(frame.id->toString());
                                   return true;
                               },
                [this](const RoomName& name) { return !m_closed.contains(name); } });
        m_sent.clear();
        m_closed.clear();
    }

    void cleanup()
    {
        m_sender.reset();
        m_outbox.reset();
        m_database.reset();
    }

    void sendsInOrderOneAtATime()
    {
        add("a");
        add("b");
        add("c", "other");
        m_sender->pump();
        QCOMPARE(m_sent, QStringList {});
        m_sender->start({});
        QCOMPARE(m_sent, (QStringList { u"a"_s, u"c"_s }));
        m_sender->takeEcho(id("a"));
        QCOMPARE(m_sent.last(), u"b"_s);
        m_sender->takeEcho(id("b"));
        m_sender->takeEcho(id("c"));
        m_sender->takeEcho(id("c"));
        QVERIFY(m_outbox->messages().isEmpty());
        QCOMPARE(m_sent.size(), 3);
    }

    void sendsAgainAfterEachReconnect()
    {
        add("a");
        add("b");
        m_sender->start({});
        m_sender->stop();
        m_sender->pump();
        m_sender->start({});
        QCOMPARE(m_sent, (QStringList { u"a"_s, u"a"_s }));
    }

    void staysWithinTheServersLimits()
    {
        event::Limits limits;
        limits.rate = 5;
        limits.burst = 2;
        for (const char* eventId : { "a", "b", "c" }) {
            add(eventId);
        }
        m_sender->start(limits);
        m_sender->takeEcho(id("a"));
        m_sender->takeEcho(id("b"));
        QCOMPARE(m_sent.size(), 2);
        m_clock.advance(300ms);
        m_sender->pump();
        QCOMPARE(m_sent.last(), u"c"_s);
    }

    void waitsWhereTheServerPutsOff_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("rate") << static_cast<int>(ErrorCode::RateLimited);
        QTest::newRow("storage") << static_cast<int>(ErrorCode::Storage);
        QTest::newRow("draining") << static_cast<int>(ErrorCode::Draining);
    }

    void waitsWhereTheServerPutsOff()
    {
        QFETCH(int, code);
        QSignalSpy refused(m_sender.get(), &OutboxSender::refused);
        add("a");
        add("b");
        m_sender->start({});
        QVERIFY(m_sender->takeFailure(failure("a", static_cast<ErrorCode>(code), 1200ms)));
        m_sender->pump();
        QCOMPARE(m_sent, QStringList { u"a"_s });
        m_clock.advance(1200ms);
        m_sender->pump();
        QCOMPARE(m_sent, (QStringList { u"a"_s, u"a"_s }));
        QCOMPARE(refused.size(), 0);
    }

    void givesUpWhatIsRefused()
    {
        QSignalSpy refused(m_sender.get(), &OutboxSender::refused);
        add("a");
        add("b");
        m_sender->start({});
        QVERIFY(m_sender->takeFailure(failure("a", ErrorCode::Muted, std::nullopt)));
        QCOMPARE(refused.size(), 1);
        QCOMPARE(refused.first().at(1).toString(), u"A sentence."_s);
        QCOMPARE(m_sent, (QStringList { u"a"_s, u"b"_s }));
        QVERIFY(!m_sender->takeFailure(failure("z", ErrorCode::Muted, std::nullopt)));
        m_sender->takeEcho(id("b"));
        m_outbox->setFailure(id("a"), std::nullopt);
        m_sender->pump();
        QCOMPARE(m_sent.last(), u"a"_s);
    }

    void goesOnWhenAMessageUnderWayIsDiscarded()
    {
        add("a");
        add("b");
        m_sender->start({});
        m_sender->discard(id("a"));
        QCOMPARE(m_sent, (QStringList { u"a"_s, u"b"_s }));
    }

    void waitsForTheRoom()
    {
        m_closed.insert(room("general"));
        add("a");
        m_sender->start({});
        QCOMPARE(m_sent.size(), 0);
        m_closed.clear();
        m_sender->pump();
        QCOMPARE(m_sent.size(), 1);
    }

private:
    void add(const char* eventId, const char* roomName = "general")
    {
        m_outbox->add({ id(eventId), room(roomName), u"text"_s, {}, {}, {} });
    }

    static event::Failure failure(
        const char* eventId, ErrorCode code, std::optional<std::chrono::milliseconds> retryAfter)
    {
        return { code, u"A sentence."_s, id(eventId), retryAfter };
    }

    support::ManualClock m_clock;
    std::unique_ptr<LocalDatabase> m_database;
    std::unique_ptr<Outbox> m_outbox;
    std::unique_ptr<OutboxSender> m_sender;
    QStringList m_sent;
    QSet<RoomName> m_closed;
};

QTEST_GUILESS_MAIN(TestOutboxSender)
#include "tst_outboxsender.moc"
