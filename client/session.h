// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/messagechange.h"
#include "client/serveraddress.h"
#include "client/sessionstate.h"
#include "messages/clock.h"
#include "messages/events.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>

namespace landline::client {

class MemberListModel;
class RoomListModel;
class SearchModel;
class TimelineModel;

/// What a Session is made with.
struct SessionConfig {
    ServerAddress server;
    UserName username;
    QString token; ///< Empty where the server lets guests in.
    QString databasePath; ///< The cache and outbox of this server and user; empty for memory only.
    std::chrono::milliseconds firstRetry { 1000 }; ///< Doubles up to lastRetry, jittered.
    std::chrono::milliseconds lastRetry { 60000 };
    std::chrono::milliseconds handshakeDeadline {
        10000
    }; ///< For the WebSocket, and again for `welcome`.
    const Clock* clock = nullptr; ///< Borrowed; none for the machine's own.
};

/// One user's presence on one server: connects, stays connected, sends what is written and shows
/// what is said.
///
/// The cache is readable at once, before the network answers. What is posted is in the outbox on
/// disk before post() returns and is sent until its echo arrives, under one id, so that the server
/// stores it exactly once (PROTOCOL.md section 5). Lives in the thread that made it.
class Session final : public QObject {
    Q_OBJECT

public:
    explicit Session(SessionConfig config, QObject* parent = nullptr);
    ~Session() override;

    /// Opens cache and outbox. Fails with ErrorCode::Storage; the session then works from memory.
    Outcome open();
    /// Connects, and from then on stays connected. On the first visit to a server (or to one
    /// whose data are new) the room that the address names, or `general`, is joined.
    void start();
    /// Closes the connection in good order and stays offline.
    void stop();
    /// Attempts the next connection now instead of at its time.
    void tryNow();

    const SessionStatus& status() const;
    const SessionConfig& config() const;
    /// As the server confirmed it, or as configured.
    UserName username() const;
    QString serverName() const;
    /// What may be done to messages here; nothing until a server has said so.
    Features features() const;

    /// The user's rooms. Lives as long as the session.
    RoomListModel& rooms();
    /// The timeline of a room, filled from the cache; one instance per room, owned by the session.
    /// Going to another room than last time counts as opening it (see beginReading).
    TimelineModel& timeline(const RoomName& room);
    /// The members of a room; one instance per room, owned by the session.
    MemberListModel& members(const RoomName& room);
    /// What search() found. Lives as long as the session.
    SearchModel& searchResults();
    /// Text written but not yet submitted in a room, kept on disk.
    QString draft(const RoomName& room) const;

public Q_SLOTS:
    /// Queues a message: in the outbox and in the timeline at once, delivered whenever possible.
    /// Refused with TooLong or BadField where it cannot be a message; nothing is queued then.
    landline::Outcome post(const landline::RoomName& room, const QString& content,
        std::optional<landline::Seq> replyTo = std::nullopt);
    /// Says a message of one's own otherwise. Refused at once where the content cannot be a message, and,
    /// like the next three, with NotJoined where there is no connection and Unsupported where the server
    /// does not offer it. What the server refuses later is told by changeFailed; what is done, by the
    /// timeline.
    landline::Outcome edit(
        const landline::RoomName& room, landline::Seq seq, const QString& content);
    /// Takes a message of one's own back, for everybody and for good.
    landline::Outcome deleteMessage(const landline::RoomName& room, landline::Seq seq);
    /// Reacts to a message, or (not `on`) takes that back.
    landline::Outcome react(
        const landline::RoomName& room, landline::Seq seq, const landline::Emoji& emoji, bool on);
    /// Pins a message to the room, or (not `on`) unpins it.
    landline::Outcome pin(const landline::RoomName& room, landline::Seq seq, bool on);
    /// Sends a failed message again under its id.
    void retry(const landline::EventId& id);
    /// Forgets a message that was not delivered.
    void discard(const landline::EventId& id);
    /// Joins a room, making it where it does not exist. Remembered while offline and done on
    /// connecting.
    void join(const landline::RoomName& room);
    void leave(const landline::RoomName& room);
    void setTopic(const landline::RoomName& room, const QString& topic);
    /// Tells the room that the user is typing; throttled, so it may be called on each key press.
    void reportTyping(const landline::RoomName& room, bool active);
    /// The user turns to this room, or comes back to it: TimelineModel::readSeq becomes what is
    /// read now, and stays there while markRead goes on. timeline() does this by itself on a change
    /// of room.
    void beginReading(const landline::RoomName& room);
    /// All in the room up to seq has been seen. Never moves back.
    void markRead(const landline::RoomName& room, landline::Seq seq);
    /// Asks for an older page where there is one; TimelineModel::isLoadingOlder tells of it. False where
    /// none will come: there is none, or no connection to ask for it.
    bool loadOlder(const landline::RoomName& room);
    /// Looks for a message that a reply quotes and that is not loaded, here and on the server; then
    /// TimelineModel::QuoteRole has it.
    void loadOriginal(const landline::RoomName& room, landline::Seq seq);
    /// Asks for the rooms that may be joined; answered by roomsAvailable.
    void requestAvailableRooms();
    void setDraft(const landline::RoomName& room, const QString& text);
    /// Looks for messages (SearchQuery::parse, with days as they are here), in one room where the text
    /// names none itself: on the server where it can, else in the cache. An empty text ends it.
    /// searchResults() tells how it goes.
    void search(
        const QString& text, const std::optional<landline::RoomName>& within = std::nullopt);
    /// Brings the next page where there is one.
    void searchMore();

Q_SIGNALS:
    void statusChanged(const landline::client::SessionStatus& status);
    void serverNameChanged(const QString& name);
    /// A message of somebody else arrived live (not from the cache, nor by catching up on history).
    void messageArrived(const landline::event::Text& message);
    /// Who else types in the room now, sorted; forgotten after limits::typingExpiry.
    void typingChanged(const landline::RoomName& room, const QList<landline::UserName>& users);
    void roomsAvailable(const QList<landline::event::RoomInfo>& rooms);
    void joinFailed(const landline::RoomName& room, const landline::Error& error);
    void featuresChanged();
    /// The server refused to change a message.
    void changeFailed(const landline::client::MessageChange& change, const landline::Error& error);
    /// The server refused something that is no message, no change and no join, such as a topic.
    void requestFailed(const landline::Error& error);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace landline::client
