// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/changesender.h"

#include "tests/client/samples.h"
#include "tests/support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace landline;
using namespace landline::client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

MessageChange editOf(qint64 seq, const QString& content)
{
    return { MessageChange::Kind::Edit, room("general"), { seq }, content };
}

} // namespace

class TestChangeSender : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_sent.clear();
        m_isConnected = true;
    }

    void sendsWhatWasWanted()
    {
        ChangeSender sender(way());
        sender.start();
        const RoomName general = room("general");
        sender.add(id("1"), editOf(7, u"new"_s));
        sender.takeEcho(id("1"));
        sender.add(id("2"), { MessageChange::Kind::Delete, general, { 7 } });
        sender.takeEcho(id("2"));
        sender.add(id("3"), { MessageChange::Kind::React, general, { 8 }, {}, thumb(), false });
        sender.takeEcho(id("3"));
        sender.add(id("4"), { MessageChange::Kind::Pin, general, { 8 } });
        const QList<Request> expected { request::Edit { general, { 7 }, u"new"_s },
            request::Delete { general, { 7 } }, request::React { general, { 8 }, thumb(), false },
            request::Pin { general, { 8 } } };
        QCOMPARE(m_sent.size(), 4);
        for (qsizetype i = 0; i < m_sent.size(); ++i) {
            QVERIFY(m_sent.at(i).request == expected.at(i));
        }
    }

    void sendsOneAfterTheOther()
    {
        ChangeSender sender(way());
        sender.start();
        sender.add(id("1"), editOf(7, u"a"_s));
        sender.add(id("2"), editOf(7, u"b"_s));
        QCOMPARE(ids(), u"1"_s);
        sender.takeEcho(id("2")); // Somebody else's.
        QCOMPARE(ids(), u"1"_s);
        sender.takeEcho(id("1"));
        QCOMPARE(ids(), u"1 2"_s);
    }

    void sendsAgainWhatACutLeft()
    {
        ChangeSender sender(way());
        m_isConnected = false;
        sender.add(id("1"), editOf(7, u"a"_s));
        QCOMPARE(ids(), QString());
        m_isConnected = true;
        sender.start();
        sender.add(id("2"), editOf(7, u"b"_s));
        sender.stop();
        sender.start();
        QCOMPARE(ids(), u"1 1"_s);
        sender.takeEcho(id("1"));
        sender.takeEcho(id("2"));
        sender.stop();
        sender.start();
        QCOMPARE(ids(), u"1 1 2"_s);
    }

    void tellsWhatWasRefusedAndGoesOn()
    {
        ChangeSender sender(way());
        QSignalSpy refused(&sender, &ChangeSender::refused);
        sender.start();
        sender.add(id("1"), editOf(7, u"a"_s));
        sender.add(id("2"), editOf(8, u"b"_s));
        QVERIFY(!sender.takeFailure({ ErrorCode::Forbidden, u"no"_s, id("9"), {} }));
        QVERIFY(!sender.takeFailure({ ErrorCode::Forbidden, u"no"_s, {}, {} }));
        QVERIFY(sender.takeFailure({ ErrorCode::Forbidden, u"no"_s, id("1"), {} }));
        QCOMPARE(refused.size(), 1);
        QCOMPARE(refused.first().first().value<MessageChange>(), editOf(7, u"a"_s));
        QCOMPARE(refused.first().last().value<Error>(), (Error { ErrorCode::Forbidden, u"no"_s }));
        QCOMPARE(ids(), u"1 2"_s);
    }

    void waitsWhereItWasTooFast()
    {
        ChangeSender sender(way());
        QSignalSpy refused(&sender, &ChangeSender::refused);
        sender.start();
        sender.add(id("1"), editOf(7, u"a"_s));
        QVERIFY(sender.takeFailure({ ErrorCode::RateLimited, u"wait"_s, id("1"), 20ms }));
        sender.add(id("2"), editOf(7, u"b"_s));
        QCOMPARE(ids(), u"1"_s);
        QTRY_COMPARE(ids(), u"1 1"_s);
        QCOMPARE(refused.size(), 0);
    }

private:
    ChangeSender::Send way()
    {
        return [this](const RequestFrame& frame) {
            if (m_isConnected) {
                m_sent.append(frame);
            }
            return m_isConnected;
        };
    }

    QString ids() const
    {
        QStringList result;
        for (const RequestFrame& frame : m_sent) {
            result.append(frame.id->toString());
        }
        return result.join(u' ');
    }

    QList<RequestFrame> m_sent;
    bool m_isConnected = true;
};

QTEST_GUILESS_MAIN(TestChangeSender)
#include "tst_changesender.moc"
