// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/visit.h"

#include "app/cli/sentences.h"
#include "messages/limits.h"

#include <algorithm>

namespace landline::cli {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A script is not patient with the steps of a person's client, whose waits double up to a minute.
constexpr auto firstRetry = 500ms;
constexpr auto lastRetry = 5s;
/// Before a question that the server put off without naming a time is asked again.
constexpr std::chrono::milliseconds putOff = 2s;
/// However long the server asks for.
constexpr std::chrono::milliseconds longestPutOff = 60s;

bool mayPass(ErrorCode code)
{
    return code == ErrorCode::RateLimited || code == ErrorCode::Storage
        || code == ErrorCode::Draining;
}

client::SessionConfig configOf(const Order& order)
{
    client::SessionConfig config;
    config.server = order.server;
    config.username = order.name;
    config.token = order.token;
    config.firstRetry = firstRetry;
    config.lastRetry = lastRetry;
    return config;
}

request::Hello helloOf(const client::SessionConfig& config)
{
    request::Hello hello;
    hello.protocol = limits::protocolVersion;
    hello.client = QStringLiteral("landline-cli/" LANDLINE_VERSION);
    hello.username = config.username;
    if (!config.token.isEmpty()) {
        hello.token = config.token;
    }
    return hello;
}

std::optional<EventId> idOf(const Event& event)
{
    return std::visit(
        [](const auto& e) -> std::optional<EventId> {
            if constexpr (requires { e.id; }) {
                return e.id;
            } else {
                return std::nullopt;
            }
        },
        event);
}

} // namespace

Visit::Visit(const Order& order, const Patience::Limits& limits, QObject* parent)
    : QObject(parent)
    , m_config(configOf(order))
    , m_keeper(m_config, [this] { return helloOf(m_config); })
    , m_patience(limits, server())
{
    connect(&m_keeper, &client::ConnectionKeeper::statusChanged, &m_patience, &Patience::take);
    connect(&m_keeper, &client::ConnectionKeeper::welcomed, this, &Visit::takeWelcome);
    connect(&m_keeper, &client::ConnectionKeeper::eventReceived, this, &Visit::takeEvent);
    connect(&m_keeper, &client::ConnectionKeeper::disconnected, this, &Visit::closed);
    connect(&m_patience, &Patience::exhausted, this, &Visit::failed);
}

QString Visit::server() const
{
    client::ServerAddress address = m_config.server;
    address.room.reset();
    return address.toString();
}

void Visit::start()
{
    m_keeper.start();
}

void Visit::stop()
{
    m_keeper.disconnect(this);
    m_keeper.disconnect(&m_patience);
    m_keeper.stop();
}

void Visit::takeWelcome(const event::Welcome& welcome)
{
    m_welcome = welcome;
    for (const Question& question : std::as_const(m_questions)) {
        m_keeper.send({ question.id, question.request });
    }
    Q_EMIT opened();
}

void Visit::takeEvent(const Event& event)
{
    if (!takeAnswer(event)) {
        Q_EMIT eventReceived(event);
    }
}

bool Visit::takeAnswer(const Event& event)
{
    const auto id = idOf(event);
    const qsizetype index = id ? indexOf(*id) : -1;
    if (index < 0) {
        return false;
    }
    if (const auto* failure = std::get_if<event::Failure>(&event)) {
        return takeRefusal(*failure);
    }
    // The answer may make for a new question, so this one is out of the list while it is taken.
    const Question question = m_questions.takeAt(index);
    if (!question.take(event)) {
        m_questions.insert(index, question);
    }
    return true;
}

bool Visit::takeRefusal(const event::Failure& failure)
{
    const EventId id = *failure.id;
    if (mayPass(failure.code)) {
        const auto pause = std::min(failure.retryAfter.value_or(putOff), longestPutOff);
        QTimer::singleShot(pause, this, [this, id] { askAgain(id); });
    } else {
        m_questions.removeAt(indexOf(id));
        Q_EMIT failed({ ExitCode::Failed, refusalSentence({ failure.code, failure.content }) });
    }
    return true;
}

void Visit::askAgain(const EventId& id)
{
    if (const qsizetype index = indexOf(id); index >= 0) {
        m_keeper.send({ id, m_questions.at(index).request });
    }
}

qsizetype Visit::indexOf(const EventId& id) const
{
    const auto found = std::find_if(m_questions.cbegin(), m_questions.cend(),
        [&id](const Question& question) { return question.id == id; });
    return found == m_questions.cend() ? -1 : found - m_questions.cbegin();
}

void Visit::add(const Request& request, std::function<bool(const Event&)> take)
{
    const Question question { m_ids.next(), request, std::move(take) };
    m_questions.append(question);
    m_keeper.send({ question.id, question.request });
}

bool Visit::isIn(const RoomName& room) const
{
    return std::any_of(m_welcome.rooms.cbegin(), m_welcome.rooms.cend(),
        [&room](const event::RoomInfo& info) { return info.room == room; });
}

void Visit::enter(const RoomName& room, NewRooms newRooms, std::function<void()> entered)
{
    if (isIn(room)) {
        entered();
        return;
    }
    if (newRooms == NewRooms::Make) {
        join(room, std::move(entered));
        return;
    }
    ask<event::Rooms>(
        request::Rooms {}, [this, room, entered = std::move(entered)](const event::Rooms& rooms) {
            const bool exists = std::any_of(rooms.rooms.cbegin(), rooms.rooms.cend(),
                [&room](const event::RoomInfo& info) { return info.room == room; });
            if (exists) {
                join(room, entered);
            } else {
                Q_EMIT failed({ ExitCode::Failed,
                    u"There is no room named \"%1\" that you may join."_s.arg(room.toString()) });
            }
        });
}

void Visit::join(const RoomName& room, std::function<void()> entered)
{
    const request::Join request { room, std::nullopt, 0 };
    ask<event::History>(
        request, [entered = std::move(entered)](const event::History&) { entered(); });
}

bool Visit::send(const RequestFrame& frame)
{
    return m_keeper.send(frame);
}

} // namespace landline::cli
