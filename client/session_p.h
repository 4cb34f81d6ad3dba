// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/changesender.h"
#include "client/connectionkeeper.h"
#include "client/eventcache.h"
#include "client/idmint.h"
#include "client/localdatabase.h"
#include "client/notes.h"
#include "client/outbox.h"
#include "client/outboxsender.h"
#include "client/roomfeed.h"
#include "client/roomlistmodel.h"
#include "client/searcher.h"
#include "client/session.h"
#include "client/typingtracker.h"

#include <QSet>
#include <QTimer>

#include <unordered_map>

namespace landline::client {

/// What a Session is made of, and how its parts are wired. Used by Session alone.
///
/// The parts know nothing of each other: the keeper has the connection, a feed has a room, the
/// sender has the outbox. sessionsync.cpp is what happens on connecting, sessionevents.cpp what
/// comes in, session.cpp what the user does, sessionchanges.cpp what the user does to messages,
/// sessionsearch.cpp what the user looks for.
class Session::Private {
public:
    Private(Session* session, SessionConfig sessionConfig);

    /// What a request was for, until its answer comes.
    struct Asked {
        enum class For {
            Newest,
            After,
            Older,
            Original,
            Join,
            Leave,
            Members,
            Topic,
            Rooms,
            Read,
            Search,
        };
        For what = For::Read;
        RoomName room;
        Seq before; ///< Of Older; of Original, its seq; of Search, its ticket.
    };

    // session.cpp
    Outcome open();
    /// False where it could not be sent.
    bool ask(Asked::For what, const RoomName& room, Request request, Seq before = {});
    RoomFeed& feed(const RoomName& room);
    RoomFeed* knownFeed(const RoomName& room);
    /// Brings the list of rooms up to what is known of this one.
    void show(RoomFeed& feed);
    void markRead(RoomFeed& feed, Seq seq);
    void sendReads();
    void mendDatabase();

    // sessionchanges.cpp
    void takeFeatures(const QStringList& names);
    Outcome checkContent(const QString& content) const;
    Outcome change(const MessageChange& change);

    // sessionsearch.cpp
    bool askForResults(qint64 ticket, const request::Search& search);
    void takeEvent(const event::Results& results);

    // sessionsync.cpp
    request::Hello hello();
    void takeWelcome(const event::Welcome& welcome);
    void takeServer(const event::Welcome& welcome);
    void forgetServer();
    void takeRooms(const QList<event::RoomInfo>& infos);
    void fulfilWishes();
    void enter(const RoomName& room);
    void fill(RoomFeed& feed);
    void askForMissing();
    void checkSynced();
    void takeDisconnect();

    // sessionevents.cpp
    void take(const Event& event);
    void takeEvent(const event::Text& text);
    /// What else stands in a room's log.
    template <typename Entry>
    void takeEvent(const Entry& entry) requires std::is_constructible_v<event::Persistent, Entry>;
    void takeEvent(const event::Join& join);
    void takeEvent(const event::Leave& leave);
    void takeEvent(const event::Typing& typing);
    void takeEvent(const event::UserList& list);
    void takeEvent(const event::Users& users);
    void takeEvent(const event::History& history);
    void takeEvent(const event::Rooms& rooms);
    void takeEvent(const event::RoomCreated& created);
    void takeEvent(const event::Read& read);
    void takeEvent(const event::Welcome&) { }
    void takeEvent(const event::Pong&) { }
    void takeEvent(const event::Failure& failure);
    void takeLive(const event::Persistent& entry);
    void takeRefusal(const Asked& asked, const Error& error);
    void apply(RoomFeed& feed, const EventSequencer::Ready& ready, const event::History* source);
    void settleOwn(RoomFeed& feed, const event::Persistent& entry);
    void becomeMember(RoomFeed& feed);
    void endMembership(RoomFeed& feed);

    Session* const q;
    const SessionConfig config;
    const SystemClock systemClock {};
    const Clock& clock;
    UserName username;
    QString serverName;
    event::Limits serverLimits;
    Features features;

    LocalDatabase database;
    EventCache cache;
    Outbox outbox;
    Notes notes;
    IdMint ids;
    ConnectionKeeper keeper;
    OutboxSender sender;
    ChangeSender changes;
    Searcher searcher;
    TypingTracker typing;
    TypingThrottle throttle;
    RoomListModel rooms;
    std::unordered_map<QString, std::unique_ptr<RoomFeed>> feeds; ///< By RoomName::key().
    QHash<EventId, Asked> asked;
    QHash<RoomName, Seq> unsentReads;
    QTimer readTimer;
    QSet<RoomName> resumed; ///< Named in the last hello.
    QTimer missingTimer; ///< Asks again for history that could not be had.
    RoomName openRoom; ///< Whose timeline was asked for last.
    bool isOpen = false;
};

} // namespace landline::client
