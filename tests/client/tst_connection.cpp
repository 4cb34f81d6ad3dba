// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/connection.h"
#include "tests/support/patience.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace landline;
using namespace landline::client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(landline::client::SessionProblem)

/// What answers on a port and is no Landline server. The server itself is met in tst_session.
class TestConnection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<QTcpServer>();
        QVERIFY(m_server->listen(QHostAddress::LocalHost));
    }

    void saysWhatAnsweredInstead_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("closes");
        QTest::addColumn<SessionProblem>("problem");
        const auto status = [](const char* line) {
            return QByteArray("HTTP/1.1 ") + line
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        };
        QTest::newRow("401") << status("401 Unauthorized") << true << SessionProblem::TokenRefused;
        QTest::newRow("403") << status("403 Forbidden") << true << SessionProblem::Other;
        QTest::newRow("404") << status("404 Not Found") << true << SessionProblem::NotLandline;
        QTest::newRow("200") << status("200 OK") << true << SessionProblem::NotLandline;
        QTest::newRow("429") << status("429 Too Many Requests") << true
                             << SessionProblem::ServerFull;
        QTest::newRow("503") << status("503 Service Unavailable") << true
                             << SessionProblem::ServerFull;
        QTest::newRow("another protocol")
            << QByteArray("220 mail.example ESMTP\r\n\r\n") << false << SessionProblem::NotLandline;
        QTest::newRow("closes") << QByteArray() << true << SessionProblem::NotLandline;
        QTest::newRow("silence") << QByteArray() << false << SessionProblem::TimedOut;
    }

    void saysWhatAnsweredInstead()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, closes);
        connect(m_server.get(), &QTcpServer::newConnection, this, [this, answer, closes] {
            QTcpSocket* socket = m_server->nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [socket, answer, closes] {
                socket->readAll();
                socket->write(answer);
                if (closes) {
                    socket->disconnectFromHost();
                }
            });
        });
        auto* connection = new Connection(this);
        QSignalSpy deleted(connection, &QObject::destroyed);
        std::optional<ConnectionEnd> end;
        int ends = 0;
        connect(connection, &Connection::ended, this, [&](const ConnectionEnd& e) {
            end = e;
            ++ends;
        });
        connection->open(url(m_server->serverPort()), answer.isEmpty() && !closes ? 300ms : 10s);
        QTRY_VERIFY(end);
        QTEST(end->problem, "problem");
        QTRY_COMPARE(deleted.size(), 1);
        QCOMPARE(ends, 1);
        m_server->disconnect(this);
    }

    void saysThatNothingListens()
    {
        const quint16 port = m_server->serverPort();
        m_server->close();
        QCOMPARE(problemOf(url(port)), SessionProblem::Refused);
    }

    void saysThatThereIsNoSuchHost()
    {
        QCOMPARE(
            problemOf(QUrl(u"ws://no-such-host.invalid:1/ws"_s)), SessionProblem::HostNotFound);
    }

private:
    static QUrl url(quint16 port) { return QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(port)); }

    SessionProblem problemOf(const QUrl& url)
    {
        auto* connection = new Connection(this);
        SessionProblem problem = SessionProblem::None;
        connect(connection, &Connection::ended, this,
            [&](const ConnectionEnd& e) { problem = e.problem; });
        connection->open(url, 20s);
        (void)QTest::qWaitFor([&] { return problem != SessionProblem::None; }, 25000);
        return problem;
    }

    std::unique_ptr<QTcpServer> m_server;
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
