// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/connectionend.h"

#include <QTest>

using namespace landline;
using namespace landline::client;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(landline::client::SessionProblem)

class TestConnectionEnd : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesTheProblemOfACloseCode_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<SessionProblem>("problem");
        QTest::addColumn<bool>("final");
        QTest::newRow("normal") << 1000 << SessionProblem::Lost << false;
        QTest::newRow("stopping") << 1001 << SessionProblem::ServerStopping << false;
        QTest::newRow("abnormal") << 1006 << SessionProblem::Lost << false;
        QTest::newRow("replaced") << 4001 << SessionProblem::Replaced << true;
        QTest::newRow("kicked") << 4003 << SessionProblem::Kicked << true;
        QTest::newRow("slow") << 4008 << SessionProblem::TooSlow << false;
        QTest::newRow("no hello") << 4010 << SessionProblem::Lost << false;
        QTest::newRow("flooding") << 4029 << SessionProblem::Flooding << false;
    }

    void namesTheProblemOfACloseCode()
    {
        QFETCH(int, code);
        const ConnectionEnd end = endOfClose(code, u"said"_s);
        QTEST(end.problem, "problem");
        QTEST(isFinal(end.problem), "final");
        QCOMPARE(end.detail, u"said"_s);
    }

    void namesTheProblemOfARefusal_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<SessionProblem>("problem");
        QTest::addColumn<bool>("final");
        const auto row = [](ErrorCode code, SessionProblem problem, bool isFinal) {
            QTest::newRow(wireName(code).latin1()) << static_cast<int>(code) << problem << isFinal;
        };
        row(ErrorCode::BadName, SessionProblem::NameRefused, true);
        row(ErrorCode::NameTaken, SessionProblem::NameRefused, true);
        row(ErrorCode::BadToken, SessionProblem::TokenRefused, true);
        row(ErrorCode::ServerFull, SessionProblem::ServerFull, false);
        row(ErrorCode::Draining, SessionProblem::ServerStopping, false);
        row(ErrorCode::Storage, SessionProblem::Other, false);
    }

    void namesTheProblemOfARefusal()
    {
        QFETCH(int, code);
        event::Failure failure;
        failure.code = static_cast<ErrorCode>(code);
        failure.content = u"A sentence."_s;
        failure.retryAfter = std::chrono::milliseconds(1200);
        const ConnectionEnd end = endOfRefusal(failure);
        QTEST(end.problem, "problem");
        QTEST(isFinal(end.problem), "final");
        QCOMPARE(end.retryAfter, failure.retryAfter);
    }

    void namesTheProblemOfAnError_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("reached");
        QTest::addColumn<SessionProblem>("problem");
        const auto row = [](const char* name, QAbstractSocket::SocketError error,
                             const QString& text, Reached reached, SessionProblem problem) {
            QTest::newRow(name) << static_cast<int>(error) << text << static_cast<int>(reached)
                                << problem;
        };
        row("no such host", QAbstractSocket::HostNotFoundError, {}, Reached::Nothing,
            SessionProblem::HostNotFound);
        row("nothing there", QAbstractSocket::ConnectionRefusedError, u"Connection refused"_s,
            Reached::Nothing, SessionProblem::Refused);
        row("no way", QAbstractSocket::NetworkError, u"Network unreachable"_s, Reached::Nothing,
            SessionProblem::Other);
        row("too long", QAbstractSocket::SocketTimeoutError, {}, Reached::Nothing,
            SessionProblem::TimedOut);
        row("bad handshake", QAbstractSocket::ConnectionRefusedError, u"Bad headers"_s,
            Reached::Host, SessionProblem::NotLandline);
        row("wrong token", QAbstractSocket::ConnectionRefusedError,
            u"status code: 401 (Unauthorized)"_s, Reached::Host, SessionProblem::TokenRefused);
        row("full", QAbstractSocket::ConnectionRefusedError, u"status code: 503 (x)"_s,
            Reached::Host, SessionProblem::ServerFull);
        row("too many", QAbstractSocket::ConnectionRefusedError, u"status code: 429 (x)"_s,
            Reached::Host, SessionProblem::ServerFull);
        row("other page", QAbstractSocket::ConnectionRefusedError, u"status code: 404 (x)"_s,
            Reached::Host, SessionProblem::NotLandline);
        row("cut", QAbstractSocket::NetworkError, u"x"_s, Reached::Open, SessionProblem::Lost);
        row("closed in the handshake", QAbstractSocket::RemoteHostClosedError, u"x"_s,
            Reached::Host, SessionProblem::NotLandline);
    }

    void namesTheProblemOfAnError()
    {
        QFETCH(int, error);
        QFETCH(QString, text);
        QFETCH(int, reached);
        const ConnectionEnd end = endOfError(
            static_cast<QAbstractSocket::SocketError>(error), text, static_cast<Reached>(reached));
        QTEST(end.problem, "problem");
    }
};

QTEST_GUILESS_MAIN(TestConnectionEnd)
#include "tst_connectionend.moc"
