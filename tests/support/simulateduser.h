// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/clock.h"
#include "messages/events.h"
#include "messages/requests.h"
#include "tests/support/roomrecord.h"
#include "tests/support/sentframes.h"
#include "tests/support/waiting.h"

#include <QObject>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

#include <functional>
#include <memory>
#include <stdexcept>

namespace landline::support {

/// What was expected did not come; what() says who waited for what, and what came instead.
class ExpectationFailed final : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// How a SimulatedUser comes in (PROTOCOL.md section 2).
enum class Manner { Simple, Session };

/// A person at a client of their own: a script calls what the person does and waits for what they
/// see.
///
/// It keeps what it said until the echo comes and says it again, under the same id, after a
/// reconnect or when a rate limit's `retry_after` has passed. All it is told is recorded by room;
/// complaints() holds the server to the protocol. Calls that wait run the event loop. Used from the
/// thread that made it.
class SimulatedUser final : public QObject {
    Q_OBJECT

public:
    template <typename T>
    using Predicate = std::function<bool(const T&)>;

    /// Not connected yet. `server` is the address of the chat path, such as ws://127.0.0.1:8800/ws.
    SimulatedUser(UserName name, QUrl server, QObject* parent = nullptr);
    ~SimulatedUser() override;

    const UserName& name() const { return m_name; }
    /// Whether it comes back by itself, resuming, when the connection ends.
    void setReconnecting(bool reconnecting) { m_reconnecting = reconnecting; }
    /// For the expiry of typing; the machine's clock unless told otherwise. Outlives the user.
    void setClock(const Clock* clock) { m_clock = clock; }
    void setServer(const QUrl& server) { m_server = server; }

    /// Begins to connect, named and joined by the query; `history` asks for so many messages.
    void openSimple(const RoomName& room, std::optional<int> history = {});
    /// Begins to connect and says hello, resuming the rooms that it knows.
    void openSession();
    /// Until the connection serves (for a session: welcomed); false where it does not.
    [[nodiscard]] bool waitUntilLive(std::chrono::milliseconds deadline = patience);
    [[nodiscard]] bool waitUntilClosed(std::chrono::milliseconds deadline = patience);
    bool isLive() const { return m_state == State::Live; }
    /// Closes in good order and stays away.
    void close();
    /// Drops the connection without a farewell; comes back where it is reconnecting.
    void drop();
    /// Of the last connection, once it has ended.
    int closeCode() const { return m_closeCode; }
    const std::optional<event::Welcome>& welcome() const { return m_welcome; }

    /// Sends a request under a new id, which it returns. For sessions.
    EventId send(const Request& request);
    /// Sends a frame that was, or is as if it was, sent before. Its answer may be an old event.
    void sendAgain(const EventId& id, const Request& request);
    EventId join(
        const RoomName& room, std::optional<Seq> since = {}, std::optional<int> limit = {});
    EventId leave(const RoomName& room);
    /// Simple connections say it without an id: then the id is empty.
    EventId say(const RoomName& room, const QString& content);
    void type(const RoomName& room, bool active = true);
    void sendRaw(const QByteArray& text) { m_socket->sendTextMessage(QString::fromUtf8(text)); }
    void sendRawBinary(const QByteArray& bytes) { m_socket->sendBinaryMessage(bytes); }

    /// The first event of that type that fits and was not taken before; it is taken.
    template <typename T>
    std::optional<T> take(const Predicate<T>& fits)
    {
        for (auto it = m_inbox.cbegin(); it != m_inbox.cend(); ++it) {
            if (const T* event = std::get_if<T>(&*it); event && fits(*event)) {
                std::optional<T> taken = *event;
                m_inbox.erase(it);
                return taken;
            }
        }
        return {};
    }
    /// Waits for what take() takes.
    template <typename T>
    std::optional<T> waitFor(
        const Predicate<T>& fits, std::chrono::milliseconds deadline = patience)
    {
        std::optional<T> taken;
        waitUntil([&] { return (taken = take<T>(fits)).has_value(); }, deadline);
        return taken;
    }
    /// Like waitFor, and throws ExpectationFailed where it does not come. `what` completes "ann
    /// waited for ...".
    template <typename T>
    T expect(const QString& what, const Predicate<T>& fits,
        std::chrono::milliseconds deadline = patience)
    {
        std::optional<T> taken = waitFor<T>(fits, deadline);
        if (!taken)
            disappoint(what);
        return *std::move(taken);
    }
    event::Text expectText(const RoomName& room, const QString& content);
    event::Failure expectFailure(const EventId& id, ErrorCode code);

    const QList<Event>& inbox() const { return m_inbox; }
    void forgetInbox() { m_inbox.clear(); }
    const RoomRecord& record(const RoomName& room) const;
    const QHash<RoomName, RoomRecord>& records() const { return m_records; }
    /// Messages said whose echo has not come.
    int unacknowledged() const { return m_sent.unacknowledged(); }
    int connections() const { return m_connections; }
    /// Who is typing in the room, as far as this user knows.
    QList<UserName> typing(const RoomName& room) const;
    /// Everything in which the server broke the protocol towards this user.
    QStringList complaints() const;

private:
    enum class State { Offline, Connecting, ShakingHands, Live };

    void open();
    void sayHello();
    void take(const QByteArray& json);
    void record(const Event& event);
    void takeEntry(const event::Persistent& entry);
    void takeHistory(const event::History& history);
    void takeWelcome(const event::Welcome& welcome);
    void takeFailure(const event::Failure& failure);
    void takeEnd();
    void checkManner(const Event& event);
    void write(const RequestFrame& frame);
    void retryLimited();
    [[noreturn]] void disappoint(const QString& what) const;

    UserName m_name;
    QUrl m_server;
    Manner m_manner = Manner::Session;
    RoomName m_room; ///< Of a simple connection.
    std::optional<int> m_history;
    State m_state = State::Offline;
    bool m_reconnecting = false;
    int m_closeCode = 0;
    int m_connections = 0;
    SystemClock m_systemClock;
    const Clock* m_clock = &m_systemClock;
    std::unique_ptr<QWebSocket, QScopedPointerDeleteLater> m_socket;
    QTimer m_handshakeDeadline;
    QTimer m_reconnectTimer;
    QTimer m_limitTimer;
    std::optional<event::Welcome> m_welcome;
    QList<Event> m_inbox;
    SentFrames m_sent;
    QSet<RoomName> m_joined;
    QSet<EventId> m_catchUps; ///< Requests for what a resume did not bring at once.
    QHash<RoomName, RoomRecord> m_records;
    QHash<RoomName, QHash<UserName, Clock::Steady::time_point>> m_typing;
    QStringList m_complaints;
};

} // namespace landline::support
