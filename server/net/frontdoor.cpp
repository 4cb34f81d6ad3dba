// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/frontdoor.h"

#include "server/net/listener.h"
#include "server/net/transportfactory.h"

#include <algorithm>

namespace landline::server {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Connections that were turned away and may wait for the client to take the reply. Of more than these the reply may
/// be lost, if the client is still sending.
constexpr std::size_t mostTurnedAway = 64;
/// For taking it.
constexpr auto turnedAwayDeadline = 2s;

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

FrontDoor::FrontDoor(DoorKeeper& keeper, TransportFactory& transports, AddressLimits& addresses,
    const Clock& clock, std::chrono::milliseconds headDeadline, QObject* parent)
    : QObject(parent)
    , m_keeper(keeper)
    , m_transports(transports)
    , m_addresses(addresses)
    , m_clock(clock)
    , m_headDeadline(headDeadline)
    , m_deadlineTimer(this)
{
    // Often enough for the deadline to be kept within a quarter.
    m_deadlineTimer.setInterval(
        std::clamp<std::chrono::milliseconds>(headDeadline / 4, 10ms, 1000ms));
    connect(&m_deadlineTimer, &QTimer::timeout, this, &FrontDoor::checkDeadlines);
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
        connect(listener.get(), &Listener::overflowed, this, &FrontDoor::refuse);
        if (!listener->open(address, port)) {
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
    m_deadlineTimer.stop();
    m_visitors.clear();
    m_turnedAway.clear();
    m_gone.clear();
}

void FrontDoor::receive(qintptr descriptor)
{
    const auto now = m_clock.steadyNow();
    auto transport = m_transports.make(descriptor);
    const auto key = AddressKey::of(transport->peerAddress());
    const auto visitor = [&](std::chrono::milliseconds deadline) {
        return std::make_unique<Visitor>(++m_count, std::move(transport), m_keeper,
            static_cast<VisitorHandler&>(*this), now + deadline);
    };
    if (const auto wait = m_addresses.knock(key, now)) {
        turnAway(visitor(std::min<std::chrono::milliseconds>(m_headDeadline, turnedAwayDeadline)),
            { 429, "Your address connects too often.",
                static_cast<int>(std::chrono::ceil<std::chrono::seconds>(*wait).count()) });
        return;
    }
    makeRoom(key);
    keep(m_visitors, visitor(m_headDeadline))
        .start(m_addresses.enter(key, AddressLimits::Where::Door, now));
}

void FrontDoor::refuse(qintptr descriptor)
{
    // Closed at the end of this, because the listener needs the descriptor.
    Visitor(++m_count, m_transports.make(descriptor), m_keeper, static_cast<VisitorHandler&>(*this),
        m_clock.steadyNow())
        .turnAway({ 503, "The server is full." });
}

void FrontDoor::turnAway(std::unique_ptr<Visitor> visitor, const Refusal& refusal)
{
    if (m_turnedAway.size() >= mostTurnedAway) {
        visitor->turnAway(refusal);
        return; // and the connection closes
    }
    auto& waiting = keep(m_turnedAway, std::move(visitor));
    waiting.start({});
    waiting.turnAway(refusal);
}

void FrontDoor::makeRoom(const AddressKey& key)
{
    const bool isAddressFull = m_addresses.isFull(key, AddressLimits::Where::Door);
    if (!isAddressFull && m_visitors.size() < m_keeper.roomAtDoor()) {
        return;
    }
    const auto oldest
        = std::find_if(m_visitors.cbegin(), m_visitors.cend(), [&](const auto& numbered) {
              return !isAddressFull || numbered.second->addressKey() == key;
          });
    if (oldest != m_visitors.cend()) {
        auto& visitor = *oldest->second;
        visitor.turnAway({ isAddressFull ? 429 : 503, "Others are waiting at the door." });
        visitor.leave();
    }
}

Visitor& FrontDoor::keep(Visitors& visitors, std::unique_ptr<Visitor> visitor)
{
    if (!m_deadlineTimer.isActive()) {
        m_deadlineTimer.start();
    }
    auto& kept = *visitor;
    visitors.emplace_hint(visitors.cend(), kept.number(), std::move(visitor));
    return kept;
}

void FrontDoor::forget(Visitor& visitor)
{
    auto entry = m_visitors.extract(visitor.number());
    if (!entry) {
        entry = m_turnedAway.extract(visitor.number());
    }
    if (m_gone.empty()) {
        QMetaObject::invokeMethod(
            this, [this] { m_gone.clear(); }, Qt::QueuedConnection);
    }
    m_gone.push_back(std::move(entry.mapped()));
}

void FrontDoor::handshakeDue(Visitor& visitor, const RequestHead& head)
{
    m_handshaker.shake(head, [this, number = visitor.number()](const QByteArray& answer) {
        // Who has left meanwhile needs no answer.
        if (const auto found = m_visitors.find(number); found != m_visitors.end()) {
            found->second->handshakeDone(answer);
        }
    });
}

void FrontDoor::upgradeGranted(Visitor& visitor)
{
    auto arrival = visitor.takeArrival();
    forget(visitor);
    m_keeper.arrived(std::move(arrival));
}

void FrontDoor::served(Visitor& visitor)
{
    // Who asks again waits behind those that have not been served.
    auto entry = m_visitors.extract(visitor.number());
    Q_ASSERT(entry);
    entry.key() = ++m_count;
    visitor.awaitRequest(m_count, m_clock.steadyNow() + m_headDeadline);
    m_visitors.insert(m_visitors.cend(), std::move(entry));
}

void FrontDoor::checkDeadlines()
{
    const auto now = m_clock.steadyNow();
    std::vector<Visitor*> late;
    for (const auto* visitors : { &m_visitors, &m_turnedAway }) {
        for (const auto& [number, visitor] : *visitors) {
            if (now < visitor->deadline()) {
                break; // those who came later have more time
            }
            late.push_back(visitor.get());
        }
    }
    for (auto* visitor : late) {
        visitor->leave();
    }
    if (m_visitors.empty() && m_turnedAway.empty()) {
        m_deadlineTimer.stop();
    }
}

} // namespace landline::server
