// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session_p.h"

#include "client/memberlistmodel.h"
#include "client/timelinemodel.h"
#include "messages/limits.h"

#include <algorithm>

namespace landline::client {

using namespace Qt::StringLiterals;

namespace {

/// Requests for history under way at once: enough to keep the line busy, few enough not to flood.
constexpr int mostHistoryRequests = 8;
/// Events in the first page of a room: a few screens.
constexpr int newestPage = 100;

} // namespace

request::Hello Session::Private::hello()
{
    request::Hello hello;
    hello.protocol = limits::protocolVersion;
    hello.client = QStringLiteral("landline/" LANDLINE_VERSION);
    hello.username = config.username;
    if (!config.token.isEmpty()) {
        hello.token = config.token;
    }
    resumed.clear();
    for (const auto& [key, feed] : feeds) {
        const auto last = feed->sequencer().last();
        if (feed->isMember() && last && hello.resume.size() < limits::resumedRooms) {
            hello.resume.insert(feed->room(), *last);
            resumed.insert(feed->room());
        }
    }
    return hello;
}

void Session::Private::takeWelcome(const event::Welcome& welcome)
{
    username = welcome.username;
    serverLimits = welcome.limits;
    takeFeatures(welcome.features);
    takeServer(welcome);
    takeRooms(welcome.rooms);
    fulfilWishes();
    for (const auto& [key, feed] : feeds) {
        if (feed->isMember() && feed->shownMembers()) {
            ask(Asked::For::Members, feed->room(), request::Users { feed->room() });
        }
    }
    sendReads();
    sender.start(welcome.limits);
    changes.start();
    askForMissing();
    checkSynced();
}

void Session::Private::takeServer(const event::Welcome& welcome)
{
    const QString known = cache.serverId();
    const bool isNew = known != welcome.serverId;
    if (isNew && !known.isEmpty()) {
        forgetServer();
    }
    if (isNew && notes.wishes().isEmpty() && (config.server.room || welcome.rooms.isEmpty())) {
        notes.setWish(config.server.room.value_or(RoomName::general()), Notes::Wish::Join);
    }
    if (isNew) {
        cache.setServerId(welcome.serverId);
    }
    if (serverName != welcome.serverName) {
        serverName = welcome.serverName;
        Q_EMIT q->serverNameChanged(serverName);
    }
}

void Session::Private::forgetServer()
{
    // Another server's data: its seqs mean nothing here. What was not delivered is kept, and its room
    // entered again; but what was to be said in private is not said in a room made anew for all.
    for (const PendingMessage& message : outbox.messages()) {
        if (!message.failure && !feed(message.room).state().info.isPrivate) {
            notes.setWish(message.room, Notes::Wish::Join);
        }
    }
    for (const auto& [key, room] : feeds) {
        endMembership(*room);
    }
    cache.clear();
}

void Session::Private::takeRooms(const QList<event::RoomInfo>& infos)
{
    QSet<RoomName> mine;
    for (const event::RoomInfo& info : infos) {
        mine.insert(info.room);
        RoomFeed& room = feed(info.room);
        const bool wasHeld = room.sequencer().last().has_value();
        room.takeInfo(info);
        if (room.state().info.readSeq > info.readSeq) {
            unsentReads.insert(info.room, room.state().info.readSeq);
        }
        const bool isHeld = room.sequencer().last().has_value();
        if (wasHeld && isHeld && resumed.contains(info.room) && room.sequencer().needsHistory()) {
            room.sequencer().beginFilling(); // It comes by itself.
        }
        show(room);
    }
    for (const auto& [key, room] : feeds) {
        if (room->isMember() && !mine.contains(room->room())) {
            endMembership(*room);
        }
    }
}

void Session::Private::fulfilWishes()
{
    const auto wishes = notes.wishes();
    for (auto wish = wishes.cbegin(); wish != wishes.cend(); ++wish) {
        RoomFeed& room = feed(wish.key());
        if (wish.value() == Notes::Wish::Join && !room.isMember()) {
            enter(room.room());
        } else if (wish.value() == Notes::Wish::Leave && room.isMember()) {
            ask(Asked::For::Leave, room.room(), request::Leave { room.room() });
        } else {
            notes.clearWish(room.room());
        }
        show(room);
    }
}

void Session::Private::enter(const RoomName& room)
{
    request::Join join { room, feed(room).sequencer().last(), {} };
    if (!join.since) {
        join.limit = newestPage;
    }
    feed(room).sequencer().beginFilling();
    ask(Asked::For::Join, room, join);
}

void Session::Private::fill(RoomFeed& room)
{
    request::History history;
    history.room = room.room();
    const auto last = room.sequencer().last();
    if (last) {
        history.after = last;
        history.limit = limits::historyPage;
    } else {
        history.limit = newestPage;
    }
    room.sequencer().beginFilling();
    ask(last ? Asked::For::After : Asked::For::Newest, room.room(), history);
}

void Session::Private::askForMissing()
{
    if (!keeper.isWelcomed()) {
        return;
    }
    auto underWay = std::count_if(asked.cbegin(), asked.cend(), [](const Asked& request) {
        return request.what == Asked::For::After || request.what == Asked::For::Newest;
    });
    for (const auto& [key, room] : feeds) {
        if (underWay >= mostHistoryRequests) {
            return;
        }
        if (room->isMember() && room->sequencer().needsHistory()) {
            fill(*room);
            ++underWay;
        }
    }
}

void Session::Private::checkSynced()
{
    const bool isMissing = std::any_of(feeds.cbegin(), feeds.cend(), [](const auto& entry) {
        EventSequencer& sequencer = entry.second->sequencer();
        return entry.second->isMember() && (sequencer.isFilling() || sequencer.needsHistory());
    });
    if (!isMissing) {
        keeper.setSynced();
    }
}

void Session::Private::takeDisconnect()
{
    sender.stop();
    changes.stop();
    typing.clear();
    throttle.clear();
    asked.clear();
    searcher.loseConnection();
    missingTimer.stop();
    for (const auto& [key, room] : feeds) {
        room->sequencer().loseConnection();
        room->endOlder();
    }
}

} // namespace landline::client
