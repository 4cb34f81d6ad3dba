// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/simulateduser.h"

#include "messages/codec.h"
#include "messages/limits.h"

#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace landline::support {

namespace {

/// A failed handshake is told by nobody (TRAPS: a client's handshake has no deadline).
constexpr auto handshakeDeadline = 10s;
/// Short, because what is tested is that they come back and not how patiently.
constexpr auto reconnectDelay = 50ms;

} // namespace

SimulatedUser::SimulatedUser(UserName name, QUrl server, QObject* parent)
    : QObject(parent)
    , m_name(std::move(name))
    , m_server(std::move(server))
{
    for (QTimer* timer : { &m_handshakeDeadline, &m_reconnectTimer, &m_limitTimer })
        timer->setSingleShot(true);
    connect(&m_handshakeDeadline, &QTimer::timeout, this, &SimulatedUser::drop);
    connect(&m_reconnectTimer, &QTimer::timeout, this, &SimulatedUser::open);
    connect(&m_limitTimer, &QTimer::timeout, this, &SimulatedUser::retryLimited);
}

SimulatedUser::~SimulatedUser()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void SimulatedUser::openSimple(const RoomName& room, std::optional<int> history)
{
    m_manner = Manner::Simple;
    m_room = room;
    m_history = history;
    open();
}

void SimulatedUser::openSession()
{
    m_manner = Manner::Session;
    open();
}

void SimulatedUser::open()
{
    QUrl url = m_server;
    if (m_manner == Manner::Simple) {
        // As text: QUrlQuery would leave a '+' as it is, which a server reads as a space.
        QByteArray query = "username=" + QUrl::toPercentEncoding(m_name.toString())
            + "&room=" + QUrl::toPercentEncoding(m_room.toString());
        if (m_history)
            query += "&history=" + QByteArray::number(*m_history);
        url.setQuery(QString::fromLatin1(query));
    }
    if (m_socket)
        m_socket->disconnect(this);
    m_socket.reset(new QWebSocket);
    connect(m_socket.get(), &QWebSocket::connected, this, &SimulatedUser::sayHello);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &SimulatedUser::takeEnd);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this,
        [this](const QString& text) { take(text.toUtf8()); });
    connect(
        m_socket.get(), qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, [this] {
            if (m_state == State::Connecting)
                drop();
        });
    m_state = State::Connecting;
    m_closeCode = 0;
    m_welcome.reset();
    m_handshakeDeadline.start(handshakeDeadline);
    m_socket->open(url);
}

void SimulatedUser::sayHello()
{
    if (m_manner == Manner::Simple) {
        m_records[m_room].beginConnection({});
        m_handshakeDeadline.stop();
        m_state = State::Live;
        ++m_connections;
        return;
    }
    m_state = State::ShakingHands;
    request::Hello hello;
    hello.protocol = limits::protocolVersion;
    hello.client = u"landline-harness/" LANDLINE_VERSION ""_s;
    hello.username = m_name;
    for (const RoomName& room : std::as_const(m_joined))
        hello.resume.insert(room, record(room).last());
    write({ {}, hello });
}

bool SimulatedUser::waitUntilLive(std::chrono::milliseconds deadline)
{
    waitUntil(
        [this] { return isLive() || (m_state == State::Offline && !m_reconnecting); }, deadline);
    return isLive();
}

bool SimulatedUser::waitUntilClosed(std::chrono::milliseconds deadline)
{
    return waitUntil([this] { return m_state == State::Offline; }, deadline);
}

void SimulatedUser::close()
{
    m_reconnecting = false;
    m_reconnectTimer.stop();
    if (m_socket)
        m_socket->close();
}

void SimulatedUser::drop()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    takeEnd();
}

void SimulatedUser::takeEnd()
{
    m_handshakeDeadline.stop();
    m_limitTimer.stop();
    m_state = State::Offline;
    m_typing.clear();
    m_closeCode = m_socket->closeCode();
    if (m_reconnecting)
        m_reconnectTimer.start(reconnectDelay);
}

void SimulatedUser::write(const RequestFrame& frame)
{
    if (m_socket && m_socket->isValid())
        m_socket->sendTextMessage(QString::fromUtf8(encode(frame)));
}

EventId SimulatedUser::send(const Request& request)
{
    const RequestFrame frame { m_sent.mint(), request };
    m_sent.add(frame);
    if (m_state == State::Live)
        write(frame);
    return *frame.id;
}

void SimulatedUser::sendAgain(const EventId& id, const Request& request)
{
    const RequestFrame frame { id, request };
    m_sent.addRepeated(frame);
    if (m_state == State::Live)
        write(frame);
}

EventId SimulatedUser::join(
    const RoomName& room, std::optional<Seq> since, std::optional<int> limit)
{
    m_joined.insert(room);
    m_records[room].beginConnection({});
    return send(request::Join { room, since, limit });
}

EventId SimulatedUser::leave(const RoomName& room)
{
    m_joined.remove(room);
    return send(request::Leave { room });
}

EventId SimulatedUser::say(const RoomName& room, const QString& content)
{
    if (m_manner == Manner::Session)
        return send(request::Text { room, content, {} });
    write({ {}, request::Text { {}, content, {} } });
    return {};
}

void SimulatedUser::type(const RoomName& room, bool active)
{
    std::optional<RoomName> named;
    if (m_manner == Manner::Session)
        named = room;
    write({ {}, request::Typing { named, active } });
}

event::Text SimulatedUser::expectText(const RoomName& room, const QString& content)
{
    return expect<event::Text>(u"'%1' in %2"_s.arg(content, room.toString()),
        [&](const event::Text& text) { return text.room == room && text.content == content; });
}

event::Failure SimulatedUser::expectFailure(const EventId& id, ErrorCode code)
{
    auto failure = expect<event::Failure>(u"an error with id %1"_s.arg(id.toString()),
        [&](const event::Failure& f) { return f.id == id; });
    if (failure.code != code)
        disappoint(u"the error %1, not %2,"_s.arg(wireName(code), wireName(failure.code)));
    return failure;
}

const RoomRecord& SimulatedUser::record(const RoomName& room) const
{
    static const RoomRecord nothing;
    const auto found = m_records.constFind(room);
    return found == m_records.constEnd() ? nothing : *found;
}

QList<UserName> SimulatedUser::typing(const RoomName& room) const
{
    QList<UserName> names;
    const auto typists = m_typing.value(room);
    for (auto it = typists.cbegin(); it != typists.cend(); ++it) {
        if (*it > m_clock->steadyNow())
            names.append(it.key());
    }
    return names;
}

QStringList SimulatedUser::complaints() const
{
    QStringList all;
    for (const QString& sentence : m_complaints)
        all.append(u"%1: %2"_s.arg(m_name.toString(), sentence));
    for (auto it = m_records.cbegin(); it != m_records.cend(); ++it) {
        for (const QString& sentence : it->audit())
            all.append(u"%1 in %2: %3"_s.arg(m_name.toString(), it.key().toString(), sentence));
    }
    return all;
}

void SimulatedUser::disappoint(const QString& what) const
{
    QStringList seen;
    for (const Event& event : m_inbox.last(std::min<qsizetype>(m_inbox.size(), 5)))
        seen.append(QString::fromUtf8(encode(event)).left(200));
    QString sentence = u"%1 waited for %2 in vain"_s.arg(m_name.toString(), what);
    if (m_state != State::Live)
        sentence += u" (not connected, close code %1)"_s.arg(m_closeCode);
    sentence += seen.isEmpty() ? u"; nothing else came"_s : u"; last came: "_s + seen.join(u' ');
    throw ExpectationFailed(sentence.toStdString());
}

} // namespace landline::support
