// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/senderrand.h"

#include "messages/codec.h"
#include "messages/limits.h"

namespace landline::cli {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Lines that come within this are one message: a build says much at once and then nothing for a while.
constexpr auto lingering = 500ms;
/// Bytes of input held at most, besides what is read at once: a few messages.
constexpr qsizetype mostHeld = 65536;
/// Bytes of input that are held where all of it is read first.
constexpr qsizetype mostHeldWhole = 64 << 20;
/// Messages in the outbox at a time: one under way, and one that goes when its echo is here.
constexpr qsizetype mostWaiting = 2;

LineBatcher::Form formOf(const Order& order)
{
    if (order.eachLine) {
        return LineBatcher::Form::EachLine;
    }
    return order.code ? LineBatcher::Form::Code : LineBatcher::Form::Plain;
}

} // namespace

SendErrand::SendErrand(const Order& order, QObject* parent)
    : VisitErrand(order, usualPatience, parent)
    , m_room(order.rooms.constFirst())
    , m_batcher(formOf(order), order.raw, limits::content)
    , m_outbox(m_database)
    , m_sender(m_outbox, m_clock,
          { [this](const RequestFrame& frame) { return visit().send(frame); },
              [this](const RoomName&) { return m_isIn; } })
{
    m_linger.setSingleShot(true);
    m_linger.setInterval(lingering);
    connect(&m_linger, &QTimer::timeout, this, [this] {
        m_isOver = m_batcher.hasLines();
        pump();
    });
    connect(&m_input, &InputReader::received, this, &SendErrand::takeInput);
    connect(&m_input, &InputReader::ended, this, [this] {
        m_batcher.end();
        pump();
    });
    connect(&m_sender, &client::OutboxSender::refused, this,
        [this](const client::PendingMessage&, const QString& sentence) {
            fail({ ExitCode::Failed, sentence });
        });
    connect(&visit(), &Visit::eventReceived, this, &SendErrand::takeEvent);
    connect(&visit(), &Visit::closed, this, [this] {
        m_isIn = false;
        m_sender.stop();
    });
}

void SendErrand::start()
{
    (void)m_database.open({});
    if (order().words.isEmpty()) {
        m_input.setReading(true);
    } else {
        m_batcher.add(order().words.join(u' ').toUtf8());
        m_batcher.end();
    }
    VisitErrand::start();
}

void SendErrand::takeInput(const QByteArray& bytes)
{
    m_batcher.add(bytes);
    if (m_batcher.held() > mostHeldWhole) { // which only --id comes to
        fail({ ExitCode::Failed, u"With --id the input may have 64 MiB, and it has more."_s });
        return;
    }
    pump();
}

void SendErrand::enter()
{
    visit().enter(m_room, Visit::NewRooms::Make, [this] { openWay(); });
}

void SendErrand::openWay()
{
    const event::Limits& limits = visit().welcome().limits;
    m_isIn = true;
    m_batcher.setLongest(limits.content > 0 ? limits.content : landline::limits::content);
    m_sender.start(limits);
    pump();
}

bool SendErrand::isDue() const
{
    // What is to be the same another time may not hang on when it came.
    return m_batcher.hasEnded() || (!order().id && (m_batcher.isFull() || m_isOver));
}

void SendErrand::pump()
{
    if (isFinished()) {
        return;
    }
    while (m_isIn && isDue() && m_outbox.messages().size() < mostWaiting) {
        const auto content = m_batcher.next();
        m_isOver = false;
        if (!content) {
            break;
        }
        add(*content);
    }
    if (m_batcher.hasLines() && !m_linger.isActive() && !m_isOver) {
        m_linger.start();
    }
    m_input.setReading(order().words.isEmpty() && (order().id || m_batcher.held() < mostHeld));
    const bool isAllMade = m_batcher.hasEnded() && m_batcher.held() == 0;
    if (m_isIn && isAllMade && m_outbox.messages().isEmpty()) {
        const bool isNothing = m_made == 0 && !order().words.isEmpty();
        end(isNothing ? End { ExitCode::Failed, u"A message must not be empty."_s } : End {});
    } else {
        m_sender.pump();
    }
}

void SendErrand::add(const QString& content)
{
    ++m_made;
    const auto id = !order().id ? m_ids.next()
        : m_made == 1
        ? *order().id
        : EventId::fromString(order().id->toString() + u'-' + QString::number(m_made)).value();
    m_outbox.add({ id, m_room, content, std::nullopt, m_clock.now(), std::nullopt });
}

void SendErrand::takeEvent(const Event& event)
{
    if (const auto* text = std::get_if<event::Text>(&event)) {
        takeEcho(*text);
    } else if (const auto* failure = std::get_if<event::Failure>(&event)) {
        m_sender.takeFailure(*failure);
    }
}

void SendErrand::takeEcho(const event::Text& text)
{
    const bool isOwn = text.id && text.username == visit().welcome().username
        && m_outbox.find(*text.id) != nullptr;
    if (!isOwn) {
        return;
    }
    ++m_said;
    if (output().isJson()) {
        output().printJson(encode(Event(text)));
    }
    m_sender.takeEcho(*text.id);
    pump();
}

void SendErrand::fail(const End& reason)
{
    QStringList sentences;
    if (!reason.sentence.isEmpty()) {
        sentences.append(reason.sentence);
    }
    // What is under way may be stored, and its echo lost.
    if (m_said > 0) {
        const QString stored = m_said == 1 ? u"1 message was"_s : u"%1 messages were"_s.arg(m_said);
        sentences.append(
            stored + u" stored; what came after was not, or it is not known whether it was."_s);
    } else if (m_made > 0 && reason.code != ExitCode::Failed) {
        sentences.append(u"It is not known whether what was sent is stored."_s);
    }
    end({ reason.code, sentences.join(u' ') });
}

} // namespace landline::cli
