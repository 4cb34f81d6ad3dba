// SPDX-License-Identifier: GPL-3.0-or-later
//
// The hub that everybody writes first with QWebSocketServer: each message is sent to each member with
// sendTextMessage. Nothing is stored and nothing bounded. A peer of landline-bench, and what the scenarios of
// TRAPS.md must fail on (tests/support/tst_traps.cpp); the options are for the latter.
#include "tests/bench/envelope.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTcpServer>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketServer>

#include <cstdio>

#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace {

class NaiveHub final : public QObject {
    Q_OBJECT

public:
    explicit NaiveHub(QObject* parent = nullptr)
        : QObject(parent)
        , m_server(u"naive hub"_s, QWebSocketServer::NonSecureMode)
    {
    }
    ~NaiveHub() override { m_server.disconnect(this); }

    /// As many may wait as the bench asks for at once, and each is admitted while it is announced.
    void makeRoom()
    {
        m_server.setMaxPendingConnections(10'000);
        connect(&m_server, &QWebSocketServer::newConnection, this, &NaiveHub::admitAll);
    }
    /// As many may wait as Qt says, and they are admitted a turn later, as by a hub in another thread.
    void admitLater()
    {
        connect(&m_server, &QWebSocketServer::newConnection, this, &NaiveHub::admitAll,
            Qt::QueuedConnection);
    }
    /// The bounds that Qt has for what comes.
    void setLimit(qint64 bytes) { m_limit = bytes; }
    /// Who lags by more is dropped.
    void setLag(qint64 bytes) { m_lag = bytes; }

    bool listen() { return m_server.listen(QHostAddress(QHostAddress::LocalHost)); }
    quint16 port() const { return m_server.serverPort(); }
    QWebSocketServer& server() { return m_server; }

private:
    void admitAll()
    {
        while (QWebSocket* member = m_server.nextPendingConnection())
            admit(member);
    }

    void admit(QWebSocket* member)
    {
        if (m_limit > 0) {
            member->setMaxAllowedIncomingFrameSize(quint64(m_limit));
            member->setMaxAllowedIncomingMessageSize(quint64(m_limit));
        }
        connect(member, &QWebSocket::disconnected, this, [this, member] {
            m_members.removeOne(member);
            member->deleteLater();
        });
        if (member->requestUrl().path() == u"/echo"_s) {
            connect(member, &QWebSocket::textMessageReceived, member, &QWebSocket::sendTextMessage);
            connect(
                member, &QWebSocket::binaryMessageReceived, member, &QWebSocket::sendBinaryMessage);
            return;
        }
        m_members.append(member);
        connect(member, &QWebSocket::textMessageReceived, this, &NaiveHub::tellAll);
    }

    void tellAll(const QString& text)
    {
        const QString message = QString::fromStdString(landline::bench::event(text.toStdString()));
        for (QWebSocket* member : std::as_const(m_members)) {
            if (m_lag > 0 && member->bytesToWrite() > m_lag)
                member->abort();
            else
                member->sendTextMessage(message);
        }
    }

    QList<QWebSocket*> m_members; // outlives the server, whose end disconnects
    QWebSocketServer m_server;
    qint64 m_limit = 0;
    qint64 m_lag = 0;
};

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption later(u"admit-later"_s,
        u"Leave the number of those who may wait as it is, and admit them a turn later."_s);
    const QCommandLineOption door(u"front-door"_s,
        u"Accept by a QTcpServer, as who serves pages too, and use handleConnection(). The handshake timeout is set."_s,
        u"ms"_s);
    const QCommandLineOption lag(
        u"lag"_s, u"Drop who lags by more while all are told."_s, u"bytes"_s);
    const QCommandLineOption limit(
        u"limit"_s, u"Take no frame and no message that is longer."_s, u"bytes"_s);
    const QCommandLineOption descriptors(
        u"descriptors"_s, u"Have no more than so many."_s, u"count"_s);
    parser.addOptions({ later, door, limit, lag, descriptors });
    parser.process(application);
    if (parser.isSet(descriptors)) {
        const rlim_t most = parser.value(descriptors).toUInt();
        const rlimit few { most, most };
        if (setrlimit(RLIMIT_NOFILE, &few) != 0)
            return 1;
    }

    NaiveHub hub;
    if (parser.isSet(later))
        hub.admitLater();
    else
        hub.makeRoom();
    hub.setLimit(parser.value(limit).toLongLong());
    hub.setLag(parser.value(lag).toLongLong());
    QTcpServer frontDoor;
    quint16 port = 0;
    if (parser.isSet(door)) {
        hub.server().setHandshakeTimeout(parser.value(door).toInt());
        QObject::connect(&frontDoor, &QTcpServer::newConnection, &hub, [&] {
            while (QTcpSocket* visitor = frontDoor.nextPendingConnection())
                hub.server().handleConnection(visitor);
        });
        if (!frontDoor.listen(QHostAddress(QHostAddress::LocalHost)))
            return 1;
        port = frontDoor.serverPort();
    } else {
        if (!hub.listen())
            return 1;
        port = hub.port();
    }
    std::printf("listening on 127.0.0.1:%d\n", int(port));
    std::fflush(stdout);
    return QCoreApplication::exec();
}

#include "naivehub.moc"
