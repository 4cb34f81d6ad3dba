// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chatserver.h"

#include "messages/limits.h"
#include "server/net/descriptorlimit.h"
#include "server/net/echo.h"
#include "server/net/transportfactory.h"

#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>

#include <algorithm>

namespace landline::server {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(logServer, "landline.server", QtInfoMsg)

/// Rooms named in a status.
constexpr int mostRoomsReported = 100;

bool isChatPath(const QByteArray& path)
{
    return path == "/ws" || path == "/rooms";
}

bool isSimple(const RequestHead& head)
{
    return head.parameter(u"username"_s).has_value() || head.parameter(u"room"_s).has_value();
}

} // namespace

/// The parts that a running server's chat is made of, in the order of their making.
struct ChatServer::Chat {
    Chat(const ServerConfig& config, EventStore& store, const Clock& clock,
        std::function<void(Participant&)> ended)
        : rooms(store, fanout, clock, config.userListInterval)
        , users(config.rate, config.burst)
        , requests(config, store, rooms, users, fanout, clock, std::move(ended))
    {
        // What a commit brought is sent before the loop turns to anything else.
        QObject::connect(&store, &EventStore::groupTold, &fanout, &Fanout::flush);
    }

    Fanout fanout;
    RoomDirectory rooms;
    ConnectedUsers users;
    RequestHandler requests;
};

ChatServer::ChatServer(ServerConfig config, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_clock(clock)
    , m_hosts(m_config.allowedHosts, m_config.allowedOrigins)
    , m_peerLimits { limits::frame, m_config.lagBytes, m_config.pingInterval,
        m_config.silenceDeadline, m_config.writeDeadline, m_config.closeDeadline }
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
    if (const auto failure = takeDataDir()) {
        fail(failure->problem, failure->detail);
        return;
    }
    m_store = std::make_unique<EventStore>();
    if (const auto failure = m_store->open(m_config.inMemory ? QString() : m_config.dataDir)) {
        fail(failure->problem, failure->detail);
        return;
    }
    connect(m_store.get(), &EventStore::failingChanged, this, &ChatServer::noteFailing);
    m_chat = std::make_unique<Chat>(
        m_config, *m_store, m_clock, [this](Participant& participant) { forget(participant); });
    m_transports = std::make_unique<TransportFactory>(m_config.portableSockets);
    m_door = std::make_unique<FrontDoor>(
        static_cast<DoorKeeper&>(*this), *m_transports, m_config.headDeadline);
    if (const auto failure = m_door->listen(m_config.listen, m_config.port)) {
        fail(failure->problem, failure->detail);
        return;
    }
    m_status.port = m_door->port();
    // Often enough for the shortest deadline to be kept within a quarter.
    const auto shortest = std::min({ m_config.pingInterval, m_config.silenceDeadline,
        m_config.writeDeadline, m_config.closeDeadline, m_config.helloDeadline });
    m_sweepTimer.start(std::clamp<std::chrono::milliseconds>(shortest / 4, 10ms, 1000ms));
    setState(ServerState::Running);
}

std::optional<OpenFailure> ChatServer::takeDataDir()
{
    if (m_config.inMemory) {
        return std::nullopt;
    }
    const QDir directory(m_config.dataDir);
    if (m_config.dataDir.isEmpty() || !directory.mkpath(u"."_s)
        || !QFileInfo(m_config.dataDir).isWritable()) {
        return OpenFailure { ServerProblem::DataDirUnusable, m_config.dataDir };
    }
    m_lock = std::make_unique<QLockFile>(directory.filePath(u"landline.lock"_s));
    m_lock->setStaleLockTime(0ms); // a lock is stale when its process is dead, not when it is old
    if (!m_lock->tryLock(0ms)) {
        const bool inUse = m_lock->error() == QLockFile::LockFailedError;
        m_lock.reset();
        return OpenFailure { inUse ? ServerProblem::DataDirInUse : ServerProblem::DataDirUnusable,
            m_config.dataDir };
    }
    return std::nullopt;
}

void ChatServer::fail(ServerProblem problem, const QString& detail)
{
    m_door.reset();
    m_chat.reset();
    m_store.reset();
    m_lock.reset();
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

std::optional<Refusal> ChatServer::refuseAll()
{
    if (m_conversations.size() >= m_mostConnections) {
        return Refusal { 503, "The server is full." };
    }
    return std::nullopt;
}

HttpReply ChatServer::answer(const RequestHead& head)
{
    if (const auto refusal = m_hosts.check(head)) {
        return HttpReply::problem(*refusal);
    }
    if (isChatPath(head.path) || head.path == "/echo") {
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
    return HttpReply::problem({ 404, "There is no such path." });
}

std::optional<Refusal> ChatServer::refuseUpgrade(const RequestHead& head)
{
    if (const auto refusal = m_hosts.check(head)) {
        return refusal;
    }
    if (!isChatPath(head.path) && head.path != "/echo") {
        return Refusal { 404, "There is no such path." };
    }
    if (isChatPath(head.path) && isSimple(head)) {
        if (const auto wish = m_chat->requests.entrance().readSimpleWish(head); !wish) {
            return Refusal { 400, wish.error().detail.toUtf8() };
        }
    }
    return std::nullopt;
}

void ChatServer::arrived(Arrival arrival)
{
    if (arrival.head.path != "/echo") {
        startChat(std::move(arrival));
        return;
    }
    auto peer = std::make_unique<Peer>(std::move(arrival.transport), m_peerLimits, m_clock);
    const auto echo
        = std::make_shared<Echo>(std::move(peer), [this](Conversation& ended) { forget(ended); });
    converse(echo);
    echo->peer().start(*echo, arrival.early);
}

void ChatServer::startChat(Arrival arrival)
{
    const auto dialect = isSimple(arrival.head) ? Dialect::Simple : Dialect::Session;
    auto peer = std::make_unique<Peer>(std::move(arrival.transport), m_peerLimits, m_clock);
    const auto participant
        = std::make_shared<Participant>(std::move(peer), dialect, m_chat->requests, m_clock);
    converse(participant);
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

void ChatServer::converse(const std::shared_ptr<Conversation>& conversation)
{
    m_conversations.emplace(conversation.get(), conversation);
    if (!m_reportTimer.isActive()) {
        m_reportTimer.start();
    }
}

void ChatServer::forget(Conversation& conversation)
{
    const auto found = m_conversations.find(&conversation);
    if (found == m_conversations.end()) {
        return;
    }
    if (m_ended.empty()) {
        QMetaObject::invokeMethod(
            this, [this] { m_ended.clear(); }, Qt::QueuedConnection);
    }
    m_ended.push_back(std::move(found->second));
    m_conversations.erase(found);
    if (!m_reportTimer.isActive()) {
        m_reportTimer.start();
    }
    if (m_status.state == ServerState::Stopping && m_conversations.empty()) {
        m_drainTimer.start(0ms);
    }
}

// --- While running ---

void ChatServer::sweep()
{
    const auto now = m_clock.steadyNow();
    std::vector<std::shared_ptr<Conversation>> all;
    all.reserve(m_conversations.size());
    for (const auto& [key, conversation] : m_conversations) {
        all.push_back(conversation);
    }
    for (const auto& conversation : all) {
        conversation->checkDeadlines();
        const auto participant = std::dynamic_pointer_cast<Participant>(conversation);
        const bool isLate = participant && participant->dialect() == Dialect::Session
            && !participant->isIdentified() && now - participant->since() >= m_config.helloDeadline;
        if (isLate) {
            participant->peer().close(CloseCode::NoHello, u"No \"hello\" came in time."_s);
        }
    }
    m_chat->rooms.sweep();
    m_chat->users.forgetAbsent(now);
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
    std::vector<std::shared_ptr<Conversation>> all;
    for (const auto& [key, conversation] : m_conversations) {
        all.push_back(conversation);
    }
    for (const auto& conversation : all) {
        conversation->peer().close(CloseCode::GoingAway, u"The server is stopping."_s);
    }
    if (m_conversations.empty()) {
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
    while (!m_conversations.empty()) {
        const auto conversation = m_conversations.begin()->second;
        conversation->peer().abort();
    }
    m_ended.clear();
    m_store->close();
    m_transports.reset();
    m_chat.reset();
    m_store.reset();
    m_lock.reset();
    m_status = {};
    setState(ServerState::Stopped);
}

} // namespace landline::server
