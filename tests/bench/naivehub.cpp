// SPDX-License-Identifier: GPL-3.0-or-later
//
// The hub that everybody writes first with QWebSocketServer: each message is sent to each member with
// sendTextMessage. Nothing is stored and nothing bounded. A peer of landline-bench.
#include "tests/bench/envelope.h"

#include <QCoreApplication>
#include <QWebSocket>
#include <QWebSocketServer>

#include <cstdio>

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    QList<QWebSocket*> all; // outlives the server, whose end disconnects
    QWebSocketServer server(QStringLiteral("naive hub"), QWebSocketServer::NonSecureMode);
    server.setMaxPendingConnections(10'000);
    const auto admit = [&server, members = &all] {
        QWebSocket* member = server.nextPendingConnection();
        members->append(member);
        const auto tellAll = [members](const QString& text) {
            const std::string event = landline::bench::event(text.toStdString());
            const QString message = QString::fromStdString(event);
            for (QWebSocket* each : std::as_const(*members))
                each->sendTextMessage(message);
        };
        QObject::connect(member, &QWebSocket::textMessageReceived, &server, tellAll);
        QObject::connect(member, &QWebSocket::disconnected, &server, [members, member] {
            members->removeOne(member);
            member->deleteLater();
        });
    };
    QObject::connect(&server, &QWebSocketServer::newConnection, &server, admit);
    if (!server.listen(QHostAddress(QHostAddress::LocalHost)))
        return 1;
    std::printf("listening on 127.0.0.1:%d\n", int(server.serverPort()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}
