// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/chat.h"

#include "app/cli/sentences.h"
#include "app/cli/terminaltext.h"
#include "app/clientdata.h"
#include "client/memberlistmodel.h"
#include "client/roomlistmodel.h"

#include <utility>

namespace landline::cli {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using client::MemberListModel;
using client::RoomListModel;
using client::SessionProblem;
using client::SessionState;
using client::TimelineModel;

namespace {

/// Messages that are shown of a room when one comes to it.
constexpr int openingMessages = 20;
/// Columns of a room's name in front of the input.
constexpr int widestPrompt = 16;
/// Messages that may wait before a script is read on.
constexpr int mostWaiting = 100;
/// How long a script waits for a connection that it had.
constexpr std::chrono::seconds scriptPatience = 60s;

client::SessionConfig configOf(const Order& order, const Screen& screen)
{
    client::SessionConfig config;
    config.server = order.server;
    config.username = order.name;
    config.token = order.token;
    if (screen.isForPerson()) { // a script may run many times at once
        config.databasePath
            = app::cacheFile(order.dataDir, u"terminal"_s, order.server, order.name);
    }
    return config;
}

Patience::Limits patienceOf(const Order& order, const Screen& screen)
{
    if (order.wait || screen.isForPerson()) {
        return { order.wait, order.wait };
    }
    return { 0s, scriptPatience };
}

QString addressOf(const Order& order)
{
    client::ServerAddress server = order.server;
    server.room.reset();
    return server.toString();
}

} // namespace

Chat::Chat(const Order& order, Screen& screen, const Style& style, QObject* parent)
    : QObject(parent)
    , m_order(order)
    , m_screen(screen)
    , m_form { style, screen.isForPerson() ? TimeForm::Minutes : TimeForm::Whole }
    , m_session(configOf(order, screen))
    , m_patience(patienceOf(order, screen), addressOf(order))
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(0ms);
    m_tick.setInterval(1s);
    connect(&m_refresh, &QTimer::timeout, this, &Chat::refresh);
    connect(&m_tick, &QTimer::timeout, this, &Chat::refresh);
    connect(&m_patience, &Patience::exhausted, this, &Chat::quit);
    connectScreen();
    connectSession();
}

void Chat::connectScreen()
{
    m_screen.setCompleter([this](const QString& beginning) { return complete(beginning); });
    connect(&m_screen, &Screen::lineEntered, this, &Chat::takeLine);
    connect(&m_screen, &Screen::lineChanged, this, [this](const QString& line) {
        if (m_transcript) {
            const bool isTyping = !line.trimmed().isEmpty() && !line.startsWith(u'/');
            m_session.reportTyping(m_transcript->room(), isTyping);
        }
    });
    connect(&m_screen, &Screen::inputEnded, this, [this] {
        m_inputEnded = true;
        if (m_screen.isForPerson()) {
            quit({});
        } else {
            endIfAllSaid();
        }
    });
    connect(&m_screen, &Screen::previousRoomWanted, this, [this] { goBy(-1); });
    connect(&m_screen, &Screen::nextRoomWanted, this, [this] { goBy(1); });
    connect(&m_screen, &Screen::nextNewsWanted, this, &Chat::goToNews);
}

void Chat::connectSession()
{
    connect(&m_session, &client::Session::statusChanged, this, &Chat::takeStatus);
    connect(&m_session, &client::Session::messageArrived, this, &Chat::takeMessageElsewhere);
    connect(&m_session, &client::Session::typingChanged, this, [this] { m_refresh.start(); });
    connect(&m_session, &client::Session::roomsAvailable, this, &Chat::takeRooms);
    connect(&m_session, &client::Session::joinFailed, this,
        [this](const RoomName& room, const Error& error) {
            m_screen.note(u"%1: %2"_s.arg(onOneLine(room.toString()), refusalSentence(error)));
            findRoom();
        });
    connect(&m_session, &client::Session::requestFailed, this,
        [this](const Error& error) { m_screen.note(refusalSentence(error)); });
}

void Chat::connectRooms()
{
    connect(&m_session.rooms(), &RoomListModel::rowsInserted, this, [this] { findRoom(); });
    connect(&m_session.rooms(), &RoomListModel::rowsRemoved, this, [this] { findRoom(); });
    connect(&m_session.rooms(), &RoomListModel::dataChanged, this, [this] { m_refresh.start(); });
}

void Chat::start()
{
    const bool hasFolder = !m_screen.isForPerson() || app::makeClientFolder(m_order.dataDir);
    const Outcome opened = m_session.open();
    if (m_screen.isForPerson()) {
        m_screen.note(
            u"landline-cli " LANDLINE_VERSION ": %1 at %2. /help tells the commands."_s.arg(
                m_order.name.toString(), addressOf(m_order)));
    }
    if (!hasFolder || !opened) {
        m_screen.note(
            u"Nothing is remembered of this chat: its file cannot be used, or is in use."_s);
    }
    if (m_order.server.room) {
        m_session.join(*m_order.server.room);
    }
    connectRooms();
    findRoom();
    m_session.start();
    refresh();
}

void Chat::interrupt()
{
    if (!m_screen.interrupt()) {
        quit({ m_screen.isForPerson() ? ExitCode::Done : ExitCode::Interrupted, {} });
    }
}

void Chat::quit(const End& end)
{
    if (std::exchange(m_finished, true)) {
        return;
    }
    const int waits = waiting();
    m_session.disconnect(this);
    m_session.stop();
    QString sentence = end.sentence;
    if (waits > 0) {
        sentence += m_screen.isForPerson()
            ? u" %1 of your messages will be sent when you are back."_s.arg(waits)
            : u" %1 messages were not stored, or it is not known whether they were."_s.arg(waits);
    }
    Q_EMIT finished({ end.code, sentence.trimmed() });
}

// --- Rooms ---

void Chat::openRoom(const RoomName& room)
{
    if (m_transcript && m_transcript->room() == room) {
        return;
    }
    TimelineModel& timeline = m_session.timeline(room);
    MemberListModel& members = m_session.members(room);
    m_wantsOlder = false;
    m_transcript = std::make_unique<Transcript>(timeline, m_form);
    connect(m_transcript.get(), &Transcript::written, this, &Chat::print);
    connect(m_transcript.get(), &Transcript::refused, this, &Chat::takeRefused);
    connect(m_transcript.get(), &Transcript::waitingChanged, this, [this] { m_refresh.start(); });
    connect(&timeline, &TimelineModel::rowsInserted, m_transcript.get(),
        [this](const QModelIndex&, int first) {
            if (first == 0 && std::exchange(m_wantsOlder, false)) {
                showOlder();
            }
        });
    connect(&members, &MemberListModel::countsChanged, m_transcript.get(),
        [this] { m_refresh.start(); });
    const QString name = onOneLine(room.toString());
    m_screen.setPrompt(cutTo(name, widestPrompt) + u"> "_s);
    if (m_screen.isForPerson()) {
        m_screen.print(m_form.style.strong(u"══ "_s + name + u" ══"_s));
    }
    print(m_transcript->opening(m_screen.isForPerson() ? openingMessages : 0));
    m_screen.setReading(true);
    m_refresh.start();
}

void Chat::findRoom()
{
    const RoomListModel& rooms = m_session.rooms();
    if (m_transcript && rooms.indexOf(m_transcript->room()).isValid()) {
        m_refresh.start();
        return;
    }
    m_transcript.reset();
    m_screen.setPrompt(u"> "_s);
    for (const RoomName& wanted :
        { m_order.server.room.value_or(RoomName::general()), RoomName::general() }) {
        if (rooms.indexOf(wanted).isValid()) {
            openRoom(wanted);
            return;
        }
    }
    if (rooms.rowCount() > 0) {
        openRoom(rooms.roomAt(rooms.index(0)));
    }
}

void Chat::goBy(int distance)
{
    const RoomListModel& rooms = m_session.rooms();
    const int count = rooms.rowCount();
    if (!m_transcript || count < 2) {
        return;
    }
    const int row = rooms.indexOf(m_transcript->room()).row();
    openRoom(rooms.roomAt(rooms.index((row + distance + count) % count)));
}

void Chat::goToNews()
{
    const RoomListModel& rooms = m_session.rooms();
    const int here = m_transcript ? rooms.indexOf(m_transcript->room()).row() : 0;
    for (int i = 1; i < rooms.rowCount(); ++i) {
        const QModelIndex index = rooms.index((here + i) % rooms.rowCount());
        if (index.data(RoomListModel::UnreadRole).toInt() > 0) {
            openRoom(rooms.roomAt(index));
            return;
        }
    }
}

// --- What happens ---

void Chat::print(const QString& lines)
{
    if (!lines.isEmpty()) {
        m_screen.print(lines);
    }
    if (m_transcript && m_screen.isForPerson()) {
        m_session.markRead(m_transcript->room(), m_transcript->model().lastSeq());
    }
}

void Chat::takeStatus(const client::SessionStatus& status)
{
    if (status.state == SessionState::WaitingToRetry && m_problem != status.problem
        && m_screen.isForPerson()) {
        m_problem = status.problem;
        m_screen.note(problemSentence(status, addressOf(m_order)));
    } else if (status.state == SessionState::Live) {
        if (std::exchange(m_problem, SessionProblem::None) != SessionProblem::None) {
            m_screen.note(u"Connected."_s);
        }
        m_session.requestAvailableRooms();
    }
    if (status.state == SessionState::WaitingToRetry) {
        m_tick.start();
    } else {
        m_tick.stop();
    }
    m_refresh.start();
    m_patience.take(status);
}

void Chat::takeRefused(const EventId& id, const QString& content, const QString& sentence)
{
    m_anyRefused = true;
    m_screen.note(u"Not said: %1 (%2)"_s.arg(onOneLine(content), onOneLine(sentence)));
    m_session.discard(id);
}

void Chat::takeMessageElsewhere(const event::Text& message)
{
    const bool isHere = m_transcript && m_transcript->room() == message.room;
    const bool isMeant = message.mentionsRoom || message.mentions.contains(m_session.username());
    if (!isHere && isMeant && m_screen.isForPerson()) {
        Said said;
        said.at = message.timestamp;
        said.room = message.room.toString();
        said.author = message.username.toString();
        said.content = message.content;
        said.mentionsMe = true;
        m_screen.print(lineOf(said, m_form));
    }
}

int Chat::waiting() const
{
    int sum = 0;
    for (const TimelineModel* timeline : m_spokenIn) {
        sum += waitingIn(*timeline);
    }
    return sum;
}

StatusFacts Chat::facts()
{
    StatusFacts facts;
    facts.connection = m_session.status();
    facts.untilNext = std::chrono::ceil<std::chrono::seconds>(
        facts.connection.nextAttempt.value_or(std::chrono::milliseconds(0)));
    facts.waiting = waiting();
    if (m_transcript) {
        const MemberListModel& members = m_session.members(m_transcript->room());
        facts.here = members.onlineCount();
        for (int row = 0; row < members.rowCount(); ++row) {
            const QModelIndex index = members.index(row);
            const auto name = UserName::fromString(index.data().toString());
            if (name && index.data(MemberListModel::TypingRole).toBool()) {
                facts.typing.append(*name);
            }
        }
    }
    const RoomListModel& rooms = m_session.rooms();
    for (int row = 0; row < rooms.rowCount(); ++row) {
        const client::RoomEntry* entry = rooms.find(rooms.roomAt(rooms.index(row)));
        const bool isHere = m_transcript && entry->room == m_transcript->room();
        if (!isHere && entry->unread > 0) {
            facts.news.append({ entry->room.toString(), entry->unread, entry->mentions });
        }
    }
    return facts;
}

void Chat::refresh()
{
    if (m_transcript) {
        m_transcript->tellRefused();
    }
    const StatusFacts now = facts();
    m_screen.setStatus([now](int columns) { return statusLine(now, columns); });
    m_screen.setReading(m_transcript && !m_inputEnded && now.waiting < mostWaiting);
    endIfAllSaid();
}

void Chat::endIfAllSaid()
{
    if (m_inputEnded && m_transcript && waiting() == 0) {
        quit({ m_anyRefused ? ExitCode::Failed : ExitCode::Done, {} });
    }
}

} // namespace landline::cli
