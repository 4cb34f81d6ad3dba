// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/frontdoor.h"

#include "server/net/listener.h"
#include "server/net/transportfactory.h"
#include "server/net/visitor.h"

#include <QTcpSocket>
#include <QWebSocket>

#include <unistd.h>

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

ServerProblem problemOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::AddressInUseError:
        return ServerProblem::PortInUse;
    case QAbstractSocket::SocketAddressNotAvailableError:
        return ServerProblem::AddressNotAvailable;
    case QAbstractSocket::SocketAccessError:
        return ServerProblem::PermissionDenied;
    default:
        return ServerProblem::Other;
    }
}

} // namespace

FrontDoor::FrontDoor(DoorKeeper& keeper, TransportFactory& transports,
    std::chrono::milliseconds headDeadline, QObject* parent)
    : QObject(parent)
    , m_keeper(keeper)
    , m_transports(transports)
    , m_headDeadline(headDeadline)
    , m_handshakes(u"Landline"_s, QWebSocketServer::NonSecureMode)
{
    m_handshakes.setMaxPendingConnections(std::numeric_limits<int>::max());
    connect(&m_handshakes, &QWebSocketServer::newConnection, this, &FrontDoor::takeUpgraded);
}

FrontDoor::~FrontDoor()
{
    close();
}

std::optional<ListenFailure> FrontDoor::listen(const QList<QHostAddress>& addresses, quint16 port)
{
    for (const auto& address : addresses) {
        auto listener = std::make_unique<Listener>();
        connect(listener.get(), &Listener::accepted, this, &FrontDoor::receive);
        if (!listener->listen(address, port)) {
            const ListenFailure failure {
                problemOf(listener->serverError()),
                u"%1 port %2: %3"_s.arg(address.toString()).arg(port).arg(listener->errorString())
            };
            m_listeners.clear();
            return failure;
        }
        port = listener->serverPort();
        m_listeners.push_back(std::move(listener));
    }
    return std::nullopt;
}

quint16 FrontDoor::port() const
{
    return m_listeners.empty() ? 0 : m_listeners.front()->serverPort();
}

void FrontDoor::close()
{
    m_listeners.clear();
    const auto visitors = std::exchange(m_visitors, {});
    qDeleteAll(visitors);
}

void FrontDoor::receive(qintptr descriptor)
{
    auto* socket = new QTcpSocket;
    if (!socket->setSocketDescriptor(descriptor)) {
        ::close(static_cast<int>(descriptor));
        delete socket;
        return;
    }
    auto* visitor = new Visitor(socket, m_keeper, *this, m_headDeadline);
    visitor->setParent(this);
    m_visitors.insert(socket, visitor);
}

void FrontDoor::forget(QTcpSocket* socket)
{
    if (auto* visitor = m_visitors.take(socket)) {
        visitor->deleteLater();
    }
}

void FrontDoor::shakeHands(Visitor& visitor)
{
    m_handshakes.handleConnection(visitor.socket());
}

void FrontDoor::takeUpgraded()
{
    while (auto* upgraded = m_handshakes.nextPendingConnection()) {
        upgraded->setParent(nullptr);
        const auto found = std::find_if(
            m_visitors.cbegin(), m_visitors.cend(), [upgraded](const Visitor* visitor) {
                const auto* socket = visitor->socket();
                return socket->peerPort() == upgraded->peerPort()
                    && socket->peerAddress() == upgraded->peerAddress()
                    && socket->localPort() == upgraded->localPort()
                    && socket->localAddress() == upgraded->localAddress();
            });
        if (found == m_visitors.cend()) {
            upgraded->abort();
            upgraded->deleteLater();
            continue;
        }
        auto* visitor = found.value();
        auto* socket = visitor->releaseSocket();
        socket->flush(); // the 101 goes out before anything of ours
        Arrival arrival { visitor->head(), socket->peerAddress(), nullptr,
            visitor->early() + socket->readAll() };
        // The conversation goes on under Landline's own frame layer (DESIGN.md). A second descriptor of the
        // connection survives the end of Qt's objects, which only close theirs.
        const int descriptor = ::dup(static_cast<int>(socket->socketDescriptor()));
        forget(socket);
        upgraded->abort();
        upgraded->deleteLater();
        if (descriptor >= 0) {
            arrival.transport = m_transports.make(descriptor);
            m_keeper.arrived(std::move(arrival));
        }
    }
}

} // namespace landline::server
