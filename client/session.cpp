// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session.h"

#include "client/memberlistmodel.h"
#include "client/session_p.h"
#include "client/timelinemodel.h"

namespace landline::client {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Reads of this long are told to the server as one.
constexpr auto readPause = 300ms;
/// Events in an older page.
constexpr int olderPage = 100;

} // namespace

Session::Private::Private(Session* session, SessionConfig sessionConfig)
    : q(session)
    , config(std::move(sessionConfig))
    , clock(config.clock ? *config.clock : static_cast<const Clock&>(systemClock))
    , username(config.username)
    , cache(database, config.username)
    , outbox(database)
    , notes(database)
    , keeper(config, [this] { return hello(); })
    , sender(outbox, clock,
          { [this](const RequestFrame& frame) { return keeper.send(frame); },
              [this](const RoomName& room) {
                  return notes.wishes().value(room, Notes::Wish::Leave) != Notes::Wish::Join;
              } })
    , changes([this](const RequestFrame& frame) { return keeper.send(frame); })
    , searcher(cache,
          [this](qint64 ticket, const request::Search& search) {
              return askForResults(ticket, search);
          })
    , typing(clock)
    , throttle(clock)
{
    readTimer.setSingleShot(true);
    readTimer.setInterval(readPause);
    missingTimer.setSingleShot(true);
}

Session::Session(SessionConfig config, QObject* parent)
    : QObject(parent)
    , m_d(std::make_unique<Private>(this, std::move(config)))
{
    connect(&m_d->keeper, &ConnectionKeeper::statusChanged, this, &Session::statusChanged);
    connect(&m_d->keeper, &ConnectionKeeper::welcomed, this,
        [this](const event::Welcome& welcome) { m_d->takeWelcome(welcome); });
    connect(&m_d->keeper, &ConnectionKeeper::eventReceived, this,
        [this](const Event& event) { m_d->take(event); });
    connect(&m_d->keeper, &ConnectionKeeper::disconnected, this, [this] { m_d->takeDisconnect(); });
    connect(&m_d->sender, &OutboxSender::refused, this,
        [this](const PendingMessage& message, const QString& sentence) {
            m_d->feed(message.room).timeline().setFailed(message.id, sentence);
        });
    connect(&m_d->changes, &ChangeSender::refused, this, &Session::changeFailed);
    connect(&m_d->typing, &TypingTracker::changed, this,
        [this](const RoomName& room, const QList<UserName>& users) {
            if (MemberListModel* members = m_d->feed(room).shownMembers()) {
                members->setTyping(users);
            }
            Q_EMIT typingChanged(room, users);
        });
    connect(&m_d->readTimer, &QTimer::timeout, this, [this] { m_d->sendReads(); });
    connect(&m_d->missingTimer, &QTimer::timeout, this, [this] {
        if (m_d->keeper.isWelcomed()) {
            m_d->fulfilWishes();
            m_d->askForMissing();
        }
    });
    connect(
        &m_d->database, &LocalDatabase::damageFound, this, [this] { m_d->mendDatabase(); },
        Qt::QueuedConnection);
}

Session::~Session()
{
    // What the parts still say while they end is for nobody.
    m_d->keeper.disconnect(this);
    m_d->database.disconnect(this);
    m_d->keeper.stop();
}

Outcome Session::Private::open()
{
    isOpen = true;
    Outcome outcome = database.open(config.databasePath);
    notes.load();
    outbox.load();
    for (const CachedRoom& state : cache.load()) {
        RoomFeed& room = feed(state.info.room);
        room.restore(state);
        show(room);
    }
    for (auto wish = notes.wishes().cbegin(); wish != notes.wishes().cend(); ++wish) {
        show(feed(wish.key()));
    }
    return outcome;
}

void Session::Private::mendDatabase()
{
    const QString serverId = cache.serverId();
    if (!database.startOver()) {
        return;
    }
    cache.load();
    cache.setServerId(serverId);
    outbox.rewrite();
    notes.rewrite();
    for (const auto& [key, room] : feeds) {
        if (room->isMember()) {
            cache.put(room->state());
        }
    }
}

bool Session::Private::ask(Asked::For what, const RoomName& room, Request request, Seq before)
{
    const EventId id = ids.next();
    const bool isSent = keeper.send({ id, std::move(request) });
    if (isSent) {
        asked.insert(id, { what, room, before });
    }
    return isSent;
}

RoomFeed& Session::Private::feed(const RoomName& room)
{
    auto& feed = feeds[room.key()];
    if (!feed) {
        feed = std::make_unique<RoomFeed>(room, config.username, cache, outbox);
    }
    return *feed;
}

RoomFeed* Session::Private::knownFeed(const RoomName& room)
{
    const auto found = feeds.find(room.key());
    return found == feeds.end() ? nullptr : found->second.get();
}

void Session::Private::show(RoomFeed& room)
{
    const auto wishes = notes.wishes();
    const auto wish = wishes.constFind(room.room());
    const bool wantsIn = wish != wishes.cend() && *wish == Notes::Wish::Join;
    const bool wantsOut = wish != wishes.cend() && *wish == Notes::Wish::Leave;
    if ((!room.isMember() && !wantsIn) || wantsOut) {
        rooms.remove(room.room());
        return;
    }
    const CachedRoom& state = room.state();
    RoomEntry entry;
    entry.room = room.room();
    entry.topic = state.info.topic;
    entry.unread = state.info.unread;
    entry.mentions = state.info.mentions;
    entry.lastMessage = state.lastMessage;
    entry.lastAuthor = state.lastAuthor;
    entry.lastTime = state.lastTime;
    entry.members = state.info.members;
    entry.isPrivate = state.info.isPrivate;
    entry.joining = wantsIn && !room.isMember();
    entry.hasDraft = notes.drafts().contains(room.room());
    rooms.put(entry);
}

void Session::Private::markRead(RoomFeed& room, Seq seq)
{
    if (room.markRead(seq)) {
        unsentReads.insert(room.room(), seq);
        if (!readTimer.isActive()) {
            readTimer.start();
        }
        show(room);
    }
}

void Session::Private::sendReads()
{
    if (!keeper.isWelcomed()) {
        return; // takeRooms() finds out what the server does not know.
    }
    const auto reads = std::exchange(unsentReads, {});
    for (auto read = reads.cbegin(); read != reads.cend(); ++read) {
        ask(Asked::For::Read, read.key(), request::Read { read.key(), read.value() });
    }
}

Outcome Session::open()
{
    return m_d->open();
}

void Session::start()
{
    if (!m_d->isOpen) {
        (void)m_d->open();
    }
    m_d->keeper.start();
}

void Session::stop()
{
    m_d->sendReads();
    m_d->keeper.stop();
    m_d->database.commit();
}

void Session::tryNow()
{
    m_d->keeper.tryNow();
}

const SessionStatus& Session::status() const
{
    return m_d->keeper.status();
}

const SessionConfig& Session::config() const
{
    return m_d->config;
}

UserName Session::username() const
{
    return m_d->username;
}

QString Session::serverName() const
{
    return m_d->serverName;
}

RoomListModel& Session::rooms()
{
    return m_d->rooms;
}

TimelineModel& Session::timeline(const RoomName& room)
{
    TimelineModel& timeline = m_d->feed(room).timeline();
    if (m_d->openRoom != room) {
        m_d->openRoom = room;
        beginReading(room);
    }
    return timeline;
}

MemberListModel& Session::members(const RoomName& room)
{
    RoomFeed& feed = m_d->feed(room);
    const bool isNew = !feed.shownMembers();
    MemberListModel& members = feed.members();
    if (isNew && feed.isMember()) {
        m_d->ask(Private::Asked::For::Members, room, request::Users { room });
    }
    return members;
}

QString Session::draft(const RoomName& room) const
{
    return m_d->notes.draft(room);
}

Outcome Session::post(const RoomName& room, const QString& content, std::optional<Seq> replyTo)
{
    if (auto outcome = m_d->checkContent(content); !outcome) {
        return outcome;
    }
    const PendingMessage message { m_d->ids.next(), room, content, replyTo, m_d->clock.now(), {} };
    m_d->outbox.add(message);
    if (TimelineModel* timeline = m_d->feed(room).shownTimeline()) {
        timeline->addPending(message);
    }
    reportTyping(room, false);
    m_d->sender.pump();
    return done();
}

void Session::retry(const EventId& id)
{
    const PendingMessage* message = m_d->outbox.find(id);
    if (!message || !message->failure) {
        return;
    }
    m_d->feed(message->room).timeline().setPending(id);
    m_d->outbox.setFailure(id, std::nullopt);
    m_d->sender.pump();
}

void Session::discard(const EventId& id)
{
    if (const PendingMessage* message = m_d->outbox.find(id)) {
        m_d->feed(message->room).timeline().removePending(id);
        m_d->sender.discard(id);
    }
}

void Session::join(const RoomName& room)
{
    RoomFeed& feed = m_d->feed(room);
    if (feed.isMember()) {
        m_d->notes.clearWish(room); // Of leaving.
    } else {
        m_d->notes.setWish(room, Notes::Wish::Join);
        if (m_d->keeper.isWelcomed()) {
            m_d->enter(room);
        }
    }
    m_d->show(feed);
}

void Session::leave(const RoomName& room)
{
    RoomFeed& feed = m_d->feed(room);
    if (feed.isMember()) {
        m_d->notes.setWish(room, Notes::Wish::Leave);
        m_d->ask(Private::Asked::For::Leave, room, request::Leave { room });
    } else {
        m_d->notes.clearWish(room); // Of joining.
    }
    m_d->show(feed);
}

void Session::setTopic(const RoomName& room, const QString& topic)
{
    if (!m_d->keeper.isWelcomed()) {
        Q_EMIT requestFailed(
            { ErrorCode::NotJoined, u"There is no connection to the server now."_s });
        return;
    }
    m_d->ask(Private::Asked::For::Topic, room, request::Topic { room, topic });
}

void Session::reportTyping(const RoomName& room, bool active)
{
    if (m_d->keeper.isWelcomed() && m_d->throttle.report(room, active)) {
        m_d->keeper.send({ std::nullopt, request::Typing { room, active } });
    }
}

void Session::beginReading(const RoomName& room)
{
    RoomFeed& feed = m_d->feed(room);
    feed.timeline().setReadSeq(feed.state().info.readSeq);
}

void Session::markRead(const RoomName& room, Seq seq)
{
    if (RoomFeed* feed = m_d->knownFeed(room); feed && feed->isMember()) {
        m_d->markRead(*feed, std::min(seq, feed->sequencer().last().value_or(Seq())));
    }
}

bool Session::loadOlder(const RoomName& room)
{
    RoomFeed& feed = m_d->feed(room);
    TimelineModel& timeline = feed.timeline();
    if (!timeline.hasOlder()) {
        return false;
    }
    if (timeline.isLoadingOlder() || feed.loadOlderFromDisk()) {
        return true;
    }
    if (!m_d->keeper.isWelcomed()) {
        return false;
    }
    feed.beginOlder();
    const Seq before = timeline.firstSeq();
    m_d->ask(Private::Asked::For::Older, room,
        request::History { room, before, std::nullopt, olderPage }, before);
    return true;
}

void Session::requestAvailableRooms()
{
    m_d->ask(Private::Asked::For::Rooms, {}, request::Rooms {});
}

void Session::setDraft(const RoomName& room, const QString& text)
{
    m_d->notes.setDraft(room, text);
    m_d->show(m_d->feed(room));
}

} // namespace landline::client
