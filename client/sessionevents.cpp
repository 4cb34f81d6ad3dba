// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session_p.h"

#include "client/memberlistmodel.h"
#include "client/timelinemodel.h"

namespace landline::client {

using namespace std::chrono_literals;

namespace {

/// Before a request that the server put off is made again.
constexpr auto putOff = 2s;

bool mayPass(ErrorCode code)
{
    return code == ErrorCode::RateLimited || code == ErrorCode::Storage
        || code == ErrorCode::Draining;
}

template <typename T>
bool isBy(const T& event, const UserName& user)
{
    return event.username == user;
}

} // namespace

void Session::Private::takeEvent(const event::Text& text)
{
    typing.setTyping(text.room, text.username, false);
    takeLive(text);
}

template <typename Entry>
void Session::Private::takeEvent(
    const Entry& entry) requires std::is_constructible_v<event::Persistent, Entry>
{
    if constexpr (requires { entry.id; }) {
        if (entry.id && isBy(entry, username)) {
            asked.remove(*entry.id);
            changes.takeEcho(*entry.id);
        }
    }
    takeLive(entry);
}

void Session::Private::take(const Event& event)
{
    std::visit([this](const auto& e) { takeEvent(e); }, event);
}

void Session::Private::takeLive(const event::Persistent& entry)
{
    RoomFeed& room = feed(roomOf(entry));
    becomeMember(room);
    const auto last = room.sequencer().last();
    const bool isHeldAlready = last && seqOf(entry) <= *last;
    apply(room, room.sequencer().takeLive(entry), nullptr);
    if (isHeldAlready) {
        settleOwn(room, entry); // The answer to a message that was sent twice.
    }
    askForMissing();
}

void Session::Private::apply(
    RoomFeed& room, const EventSequencer::Ready& ready, const event::History* source)
{
    room.apply(ready, source);
    for (const event::Persistent& entry : ready.caughtUp + ready.live) {
        settleOwn(room, entry);
    }
    show(room);
    for (const event::Persistent& entry : ready.live) {
        const auto* text = std::get_if<event::Text>(&entry);
        if (text && !isBy(*text, username)) {
            Q_EMIT q->messageArrived(*text);
        }
    }
}

void Session::Private::settleOwn(RoomFeed& room, const event::Persistent& entry)
{
    const auto* text = std::get_if<event::Text>(&entry);
    if (!text || !text->id || !isBy(*text, username)) {
        return;
    }
    sender.takeEcho(*text->id);
    if (TimelineModel* timeline = room.shownTimeline()) {
        timeline->removePending(*text->id); // Where its event has a row already.
    }
}

void Session::Private::takeEvent(const event::Join& join)
{
    RoomFeed& room = feed(join.room);
    if (isBy(join, username)) {
        becomeMember(room); // Perhaps on another device.
    }
    if (MemberListModel* members = room.shownMembers()) {
        members->put(join.username, true);
        room.setMemberCount(members->rowCount());
    }
    TimelineModel* timeline = room.shownTimeline();
    if (timeline && !isBy(join, username)) { // That one is here oneself is no news.
        timeline->addNotice(TimelineModel::Kind::Joined, join.username, join.timestamp);
    }
    show(room);
    askForMissing();
}

void Session::Private::takeEvent(const event::Leave& leave)
{
    RoomFeed& room = feed(leave.room);
    typing.setTyping(leave.room, leave.username, false);
    if (isBy(leave, username)) {
        if (leave.id) {
            asked.remove(*leave.id);
        }
        if (!leave.remainsMember) {
            notes.clearWish(leave.room);
            endMembership(room);
        }
        return;
    }
    if (MemberListModel* members = room.shownMembers()) {
        if (leave.remainsMember) {
            members->put(leave.username, false);
        } else {
            members->remove(leave.username);
        }
        room.setMemberCount(members->rowCount());
    }
    if (TimelineModel* timeline = room.shownTimeline()) {
        timeline->addNotice(TimelineModel::Kind::Left, leave.username, leave.timestamp);
    }
    show(room);
}

void Session::Private::takeEvent(const event::Typing& event)
{
    if (!isBy(event, username)) {
        typing.setTyping(event.room, event.username, event.active);
    }
}

void Session::Private::takeEvent(const event::UserList& list)
{
    RoomFeed& room = feed(list.room);
    if (list.id && asked.contains(*list.id)) {
        becomeMember(room);
    }
    if (MemberListModel* members = room.shownMembers()) {
        members->setOnline(list.users);
    }
}

void Session::Private::takeEvent(const event::Users& users)
{
    if (users.id) {
        asked.remove(*users.id);
    }
    RoomFeed& room = feed(users.room);
    room.members().setMembers(users.users);
    room.members().setTyping(typing.typing(users.room));
    room.setMemberCount(static_cast<int>(users.users.size()));
    show(room);
}

void Session::Private::takeEvent(const event::History& history)
{
    RoomFeed& room = feed(history.room);
    const bool isAsked = history.id && asked.contains(*history.id);
    const Asked request = isAsked ? asked.value(*history.id) : Asked {};
    if (isAsked && request.what == Asked::For::Older) {
        asked.remove(*history.id);
        room.takeOlder(request.before, history);
        return;
    }
    if (isAsked && request.what == Asked::For::Original) {
        asked.remove(*history.id);
        room.takeOriginal(request.before, history);
        return;
    }
    const bool isJoin = isAsked && request.what == Asked::For::Join;
    if (isJoin) {
        becomeMember(room);
    }
    const bool isResync = !isAsked || (isJoin && room.sequencer().last());
    if (isAsked && (!isResync || history.reset || !history.more)) {
        asked.remove(*history.id);
    }
    if (!room.isMember()) {
        return;
    }
    apply(room,
        isResync ? room.sequencer().takeResync(history) : room.sequencer().takePage(history),
        &history);
    askForMissing();
    checkSynced();
}

void Session::Private::takeEvent(const event::Rooms& available)
{
    if (available.id) {
        asked.remove(*available.id);
    }
    Q_EMIT q->roomsAvailable(available.rooms);
}

void Session::Private::takeEvent(const event::RoomCreated& created)
{
    if (created.id) {
        asked.remove(*created.id);
    }
    RoomFeed& room = feed(created.room.room);
    room.takeInfo(created.room);
    becomeMember(room);
    askForMissing();
}

void Session::Private::takeEvent(const event::Read& read)
{
    if (read.id) {
        asked.remove(*read.id);
    }
    RoomFeed* room = knownFeed(read.room);
    if (room && isBy(read, username) && room->markRead(read.seq)) {
        show(*room);
    }
}

void Session::Private::takeEvent(const event::Failure& failure)
{
    if (sender.takeFailure(failure) || changes.takeFailure(failure)) {
        return;
    }
    const Error error { failure.code, failure.content };
    if (failure.id && asked.contains(*failure.id)) {
        takeRefusal(asked.take(*failure.id), error);
    } else {
        Q_EMIT q->requestFailed(error);
    }
}

void Session::Private::takeRefusal(const Asked& request, const Error& error)
{
    using For = Asked::For;
    if (request.what == For::Search) {
        searcher.takeRefusal(request.before.value, error);
        return;
    }
    RoomFeed& room = feed(request.room);
    switch (request.what) {
    case For::Join:
        room.sequencer().stopFilling();
        if (mayPass(error.code)) {
            missingTimer.start(putOff);
            return;
        }
        notes.clearWish(request.room);
        show(room);
        Q_EMIT q->joinFailed(request.room, error);
        sender.pump();
        return;
    case For::Leave:
        notes.clearWish(request.room);
        if (error.code == ErrorCode::NotJoined || error.code == ErrorCode::NoSuchRoom) {
            endMembership(room);
            return;
        }
        show(room);
        break;
    case For::Newest:
    case For::After:
        room.sequencer().stopFilling();
        if (mayPass(error.code)) {
            missingTimer.start(putOff);
        } else {
            room.sequencer().giveUp();
            checkSynced();
        }
        return;
    case For::Older:
        room.endOlder();
        return;
    case For::Original:
    case For::Members:
    case For::Read:
    case For::Search:
        return;
    case For::Topic:
    case For::Rooms:
        break;
    }
    Q_EMIT q->requestFailed(error);
}

void Session::Private::becomeMember(RoomFeed& room)
{
    if (notes.wishes().value(room.room(), Notes::Wish::Leave) == Notes::Wish::Join) {
        notes.clearWish(room.room());
        sender.pump();
    }
    if (room.isMember()) {
        show(room);
        return;
    }
    room.setMember(true);
    show(room);
    if (room.shownMembers()) {
        ask(Asked::For::Members, room.room(), request::Users { room.room() });
    }
}

void Session::Private::endMembership(RoomFeed& room)
{
    room.setMember(false);
    show(room);
}

} // namespace landline::client
