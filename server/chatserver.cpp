// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chatserver.h"

#include "messages/limits.h"
#include "server/chat.h"
#include "server/net/descriptorlimit.h"
#include "server/net/echo.h"
#include "server/net/transportfactory.h"

#include <QLoggingCategory>

#include <algorithm>

namespace landline::server {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(logServer, "landline.server", QtInfoMsg)

/// Rooms named in a status.
constexpr int mostRoomsReported = 100;

/// Connections at the door even where the house is full: those that want a page are served, the others refused.
/// Half of the descriptors that connectionsAllowed() keeps back.
constexpr std::size_t leastRoomAtDoor = 128;

bool isChatPath(const QByteArray& path)
{
    return path == "/ws" || path == "/rooms";
}

constexpr auto echoPath = "/echo";
constexpr auto dashboardPath = "/dashboard/ws";

bool isForWebSockets(const QByteArray& path)
{
    return isChatPath(path) || path == echoPath || path == dashboardPath;
}

bool isSimple(const RequestHead& head)
{
    return head.parameter(u"username"_s).has_value() || head.parameter(u"room"_s).has_value();
}

} // namespace

ChatServer::ChatServer(ServerConfig config, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_clock(clock)
    , m_hosts(m_config.allowedHosts, m_config.allowedOrigins)
    , m_addresses({ m_config.connectionsPerAddress, m_config.connectRate, m_config.connectBurst })
    , m_peerLimits { limits::frame, m_config.lagBytes, m_config.pingInterval,
        m_config.silenceDeadline, m_config.writeDeadline, m_config.closeDeadline }
    , m_turn(this)
    , m_conversations(this)
    , m_sweepTimer(this)
    , m_reportTimer(this)
    , m_drainTimer(this)
{
    connect(&m_sweepTimer, &QTimer::timeout, this, &ChatServer::sweep);
    m_reportTimer.setInterval(500ms); // ServerStatus: at most twice a second
    m_reportTimer.setSingleShot(true);
    connect(&m_reportTimer, &QTimer::timeout, this, &ChatServer::report);
    m_drainTimer.setSingleShot(true);
    connect(&m_drainTimer, &QTimer::timeout, this, &ChatServer::finish);
}

ChatServer::~ChatServer()
{
    kill();
}

// --- Starting ---

void ChatServer::start()
{
    m_status = {};
    setState(ServerState::Starting);
    m_mostConnections = static_cast<std::size_t>(m_config.connections > 0
            ? std::min(m_config.connections, connectionsAllowed())
            : connectionsAllowed());
    if (const auto failure
        = m_config.inMemory ? std::nullopt : m_dataDirectory.take(m_config.dataDir)) {
        fail(failure->problem, failure->detail);
        return;
    }
    m_store = std::make_unique<EventStore>(m_turn);
    if (const auto failure = m_store->open(m_config.inMemory ? QString() : m_config.dataDir)) {
        fail(failure->problem, failure->detail);
        return;
    }
    connect(m_store.get(), &EventStore::failingChanged, this, &ChatServer::noteFailing);
    m_metrics = {};
    m_dashboard = std::make_unique<Dashboard>(Dashboard::Source {
        [this] {
            m_meter.begin({ m_metrics, gauges(), processUsage(), m_clock.steadyNow() });
        },
        [this] {
            return m_meter.read(
                { m_metrics, gauges(), processUsage(), m_clock.steadyNow() }, m_clock.now());
        } });
    m_startedAt = m_clock.steadyNow();
    m_store->onCommitted = [this](auto took) { m_metrics.commits.record(took); };
    m_chat = std::make_unique<Chat>(m_config, *m_store, m_turn, m_metrics, m_clock,
        [this](Participant& participant) { forget(participant); });
    m_transports = std::make_unique<TransportFactory>(m_turn, m_config.portableSockets);
    m_door = std::make_unique<FrontDoor>(static_cast<DoorKeeper&>(*this), *m_transports,
        m_addresses, m_clock, m_config.headDeadline);
    if (const auto failure = m_door->listen(m_config.listen, m_config.port)) {
        fail(failure->problem, failure->detail);
        return;
    }
    m_status.port = m_door->port();
    // Often enough for the shortest deadline to be kept within a quarter.
    const auto shortest = std::min({ m_config.pingInterval, m_config.silenceDeadline,
        m_config.writeDeadline, m_config.closeDeadline, m_config.helloDeadline });
    m_sweepTimer.start(std::clamp<std::chrono::milliseconds>(shortest / 4, 10ms, 2000ms));
    setState(ServerState::Running);
}

void ChatServer::fail(ServerProblem problem, const QString& detail)
{
    m_door.reset();
    m_chat.reset();
    m_store.reset();
    m_dataDirectory.release();
    m_status.problem = problem;
    m_status.detail = detail;
    setState(ServerState::Failed);
}

void ChatServer::setState(ServerState state)
{
    m_status.state = state;
    m_reported = m_status;
    qCInfo(logServer) << state << "port" << m_status.port << m_status.problem << m_status.detail;
    Q_EMIT statusChanged(m_status);
}

void ChatServer::noteFailing(bool failing)
{
    if (m_status.state != ServerState::Running && m_status.state != ServerState::Degraded) {
        return;
    }
    m_status.problem = failing ? ServerProblem::StorageFailing : ServerProblem::None;
    setState(failing ? ServerState::Degraded : ServerState::Running);
}

// --- At the door ---

std::size_t ChatServer::roomAtDoor() const
{
    // A crowd at the door leaves descriptors for files, and for those who are to be refused.
    return std::max(
        m_mostConnections - std::min(m_mostConnections, m_conversations.size()), leastRoomAtDoor);
}

Gauges ChatServer::gauges() const
{
    return { static_cast<qint64>(m_conversations.size()), m_chat->users.count(),
        m_chat->rooms.inhabited(), m_store->waiting(), m_store->isFailing(),
        m_clock.steadyNow() - m_startedAt };
}

HttpReply ChatServer::answer(const RequestHead& head)
{
    if (const auto refusal = m_hosts.check(head)) {
        return HttpReply::problem(*refusal);
    }
    if (isForWebSockets(head.path)) {
        return HttpReply::problem({ 426, "This path is for WebSockets." });
    }
    if (head.method != "GET" && head.method != "HEAD") {
        return HttpReply::problem({ 405, "Only GET and HEAD are served." });
    }
    if (head.path == "/healthz") {
        const bool well = m_status.state == ServerState::Running;
        return { well ? 200 : 503, "application/json",
            well ? "{\"status\":\"ok\"}" : "{\"status\":\"unavailable\"}", {} };
    }
    if (head.path == "/metrics") {
        return { 200, "text/plain; version=0.0.4; charset=utf-8", exposition(m_metrics, gauges()),
            {} };
    }
    if (auto page = m_pages.answer(head)) {
        return *std::move(page);
    }
    return HttpReply::problem({ 404, "There is no such path." });
}

std::optional<Refusal> ChatServer::refuseUpgrade(
    const RequestHead& head, const QHostAddress& address)
{
    if (const auto refusal = m_hosts.check(head)) {
        return refusal;
    }
    if (!isForWebSockets(head.path)) {
        return Refusal { 404, "There is no such path." };
    }
    if (isChatPath(head.path) && isSimple(head)) {
        if (const auto wish = m_chat->requests.entrance().readSimpleWish(head); !wish) {
            return Refusal { 400, wish.error().detail.toUtf8() };
        }
    }
    if (m_addresses.isFull(AddressKey::of(address), AddressLimits::Where::Inside)) {
        return Refusal { 429, "There are too many connections from your address." };
    }
    if (m_conversations.size() >= m_mostConnections) {
        return Refusal { 503, "The server is full." };
    }
    return std::nullopt;
}

void ChatServer::arrived(Arrival arrival)
{
    if (arrival.head.path == echoPath) {
        const auto echo = std::make_shared<Echo>(
            makePeer(arrival), [this](Conversation& ended) { forget(ended); });
        converse(echo, arrival.address);
        echo->peer().start(*echo, arrival.early);
    } else if (arrival.head.path == dashboardPath) {
        startDashboard(std::move(arrival));
    } else {
        startChat(std::move(arrival));
    }
}

void ChatServer::startDashboard(Arrival arrival)
{
    const auto viewer
        = std::make_shared<DashboardViewer>(makePeer(arrival), [this](DashboardViewer& ended) {
              m_dashboard->remove(ended);
              forget(ended);
          });
    converse(viewer, arrival.address);
    m_dashboard->add(*viewer);
    viewer->peer().start(*viewer, arrival.early);
}

void ChatServer::startChat(Arrival arrival)
{
    const auto dialect = isSimple(arrival.head) ? Dialect::Simple : Dialect::Session;
    const auto participant = std::make_shared<Participant>(
        makePeer(arrival), dialect, m_chat->requests, m_config.helloDeadline, m_clock);
    converse(participant, arrival.address);
    if (dialect == Dialect::Session) {
        participant->peer().start(*participant, arrival.early);
        return;
    }
    const auto wish = m_chat->requests.entrance().readSimpleWish(arrival.head);
    // In its room before its first frame (PROTOCOL.md section 2).
    participant->hold();
    participant->peer().start(*participant, arrival.early);
    if (wish) {
        m_chat->requests.entrance().enterSimple(
            *participant, *wish, [weak = std::weak_ptr(participant)] {
                if (const auto entered = weak.lock()) {
                    entered->proceed();
                }
            });
    }
}

std::unique_ptr<Peer> ChatServer::makePeer(Arrival& arrival)
{
    const auto compression = arrival.deflate ? m_compression.forWindow(arrival.deflate->windowBits)
                                             : PeerCompression {};
    return std::make_unique<Peer>(
        std::move(arrival.transport), m_peerLimits, m_clock, compression, &m_metrics.traffic);
}

void ChatServer::converse(
    const std::shared_ptr<Conversation>& conversation, const QHostAddress& address)
{
    ++m_metrics.connects;
    conversation->countAs(m_addresses.enter(
        AddressKey::of(address), AddressLimits::Where::Inside, m_clock.steadyNow()));
    m_conversations.add(conversation);
    if (!m_reportTimer.isActive()) {
        m_reportTimer.start();
    }
}

void ChatServer::forget(Conversation& conversation)
{
    if (!m_conversations.remove(conversation)) {
        return;
    }
    if (!m_reportTimer.isActive()) {
        m_reportTimer.start();
    }
    if (m_status.state == ServerState::Stopping && m_conversations.isEmpty()) {
        m_drainTimer.start(0ms);
    }
}

// --- While running ---

void ChatServer::sweep()
{
    const auto now = m_clock.steadyNow();
    m_conversations.sweep(now);
    m_chat->rooms.sweep();
    m_chat->users.forgetAbsent(now);
    m_addresses.forgetAbsent(now);
    if (m_store->isFailing() && m_store->waiting() == 0) {
        m_store->probe({});
    }
}

void ChatServer::report()
{
    if (!m_chat) {
        return;
    }
    m_status.people = m_chat->users.count();
    m_status.connections = static_cast<int>(m_conversations.size());
    m_status.rooms = m_chat->rooms.status(mostRoomsReported);
    if (m_status != m_reported) {
        m_reported = m_status;
        Q_EMIT statusChanged(m_status);
    }
}

// --- Stopping ---

void ChatServer::stop()
{
    if (m_status.state != ServerState::Running && m_status.state != ServerState::Degraded) {
        return;
    }
    setState(ServerState::Stopping);
    m_door->close();
    m_chat->requests.drain();
    m_drainTimer.start(m_config.drainDeadline);
    if (m_store->waiting() == 0) {
        closeAll();
        return;
    }
    // What was said before is stored and told first.
    connect(m_store.get(), &EventStore::groupTold, this, [this] {
        if (m_store->waiting() == 0) {
            closeAll();
        }
    });
}

void ChatServer::closeAll()
{
    m_chat->fanout.flush();
    m_conversations.closeAll(CloseCode::GoingAway, u"The server is stopping."_s);
    if (m_conversations.isEmpty()) {
        m_drainTimer.start(0ms);
    }
}

void ChatServer::finish()
{
    if (m_status.state == ServerState::Stopping) {
        kill();
    }
}

void ChatServer::kill()
{
    if (!m_store) {
        return;
    }
    m_sweepTimer.stop();
    m_reportTimer.stop();
    m_drainTimer.stop();
    m_door.reset();
    m_conversations.abortAll();
    m_chat->search.close();
    m_store->close();
    m_transports.reset();
    m_chat.reset();
    m_store.reset();
    m_dataDirectory.release();
    m_status = {};
    setState(ServerState::Stopped);
}

} // namespace landline::server
