// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/prove/crashproof.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace landline::prove {

using support::patience;
using support::RoomRecord;
using support::SimulatedUser;
using support::waitUntil;

namespace {

constexpr int speakerCount = 5;
constexpr int listenerCount = 2;
/// Words that a speaker has without an echo at most; beyond them nothing new is said until the server is back.
constexpr int mostUnacknowledged = 300;
/// The server dies this long after everyone is back: in the middle of catching up, or of talking.
constexpr int shortestLifeMs = 5;
constexpr int longestLifeMs = 600;
/// Findings beyond these are counted only.
constexpr int findingsTold = 20;

double secondsSince(std::chrono::steady_clock::time_point when)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - when).count();
}

QString summary(QList<double> seconds)
{
    std::sort(seconds.begin(), seconds.end());
    return u"median %1 s, worst %2 s"_s.arg(seconds[seconds.size() / 2], 0, 'f', 3)
        .arg(seconds.last(), 0, 'f', 3);
}

support::ServerProgram::Command commandFor(const CrashPlan& plan, const QString& dir)
{
    return { plan.program,
        { u"--listen"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--data-dir"_s, dir, u"--storage"_s,
            plan.storage },
        { { u"LANDLINE_RATE_LIMIT"_s, u"off"_s },
            { u"LANDLINE_CONNECTIONS_PER_ADDRESS"_s, u"0"_s } },
        {} };
}

} // namespace

CrashProof::CrashProof(CrashPlan plan, QTextStream& out, QObject* parent)
    : QObject(parent)
    , m_plan(std::move(plan))
    , m_out(out)
    , m_server(commandFor(m_plan, m_dir.path()))
    , m_random(m_plan.seed)
    , m_rooms { RoomName::general(), RoomName::fromString(u"kitchen"_s).value() }
{
    m_speaking.setTimerType(Qt::PreciseTimer);
    connect(&m_speaking, &QTimer::timeout, this, &CrashProof::speak);
}

CrashProof::~CrashProof() = default;

void CrashProof::finding(const QString& sentence)
{
    if (++m_findings <= findingsTold)
        m_out << "FOUND  " << sentence << Qt::endl;
}

bool CrashProof::run()
{
    m_out << "crash proof: " << m_plan.kills << " kills, " << m_plan.perSecond
          << " messages a second, seed " << m_plan.seed << ", storage " << m_plan.storage
          << Qt::endl;
    if (!gather())
        return false;
    m_began = Clock::now();
    m_speaking.start(10ms);
    for (int i = 1; i <= m_plan.kills; ++i) {
        if (!killOnce(i))
            return false;
    }
    m_speaking.stop();
    return settle() && judge();
}

SimulatedUser* CrashProof::invite(const QString& name)
{
    m_users.push_back(
        std::make_unique<SimulatedUser>(UserName::fromString(name).value(), m_server.url()));
    SimulatedUser* user = m_users.back().get();
    user->setReconnecting(true);
    user->openSession();
    if (!user->waitUntilLive()) {
        finding(u"%1 was not welcomed"_s.arg(name));
        return nullptr;
    }
    for (const RoomName& room : std::as_const(m_rooms)) {
        const EventId id = user->join(room);
        user->waitFor<event::History>(
            [&](const event::History& history) { return history.id == id; });
    }
    return user;
}

bool CrashProof::gather()
{
    if (!m_server.start()) {
        finding(m_server.problem());
        return false;
    }
    // From now on it is always the same port.
    QStringList& arguments = m_server.command().arguments;
    arguments[arguments.indexOf(u"--port"_s) + 1] = QString::number(m_server.port());
    for (int i = 0; i < speakerCount + listenerCount; ++i) {
        SimulatedUser* user = invite(u"user%1"_s.arg(i));
        if (!user)
            return false;
        if (i < speakerCount)
            m_speakers.push_back({ user, {} });
    }
    return true;
}

void CrashProof::speak()
{
    // As many as are due by now, so that a late timer does not slow the load down.
    const auto due = qint64(secondsSince(m_began) * m_plan.perSecond);
    for (; m_words < due; ++m_words) {
        Speaker& speaker = m_speakers[size_t(m_words) % m_speakers.size()];
        if (speaker.user->unacknowledged() >= mostUnacknowledged)
            continue;
        const RoomName& room = m_rooms[m_words / qint64(m_speakers.size()) % m_rooms.size()];
        const QString content = u"word %1"_s.arg(m_words);
        speaker.said.append({ room, speaker.user->say(room, content), content });
    }
}

bool CrashProof::killOnce(int number)
{
    const auto isBack = [](const auto& user) { return user->isLive(); };
    const auto everyoneIsBack = [&] { return std::all_of(m_users.begin(), m_users.end(), isBack); };
    if (!waitUntil(everyoneIsBack)) {
        finding(u"before kill %1 not everyone was back"_s.arg(number));
        return false;
    }
    waitUntil([] { return false; },
        std::chrono::milliseconds(m_random.bounded(shortestLifeMs, longestLifeMs)));
    for (const auto& user : m_users)
        user->forgetInbox();
    m_server.kill();
    const auto died = Clock::now();
    if (!m_server.start()) {
        finding(u"after kill %1: %2"_s.arg(number).arg(m_server.problem()));
        return false;
    }
    m_readyAfter.append(secondsSince(died));
    // The users have not read their ends yet: only those that were closed and came back count.
    QList<int> connections;
    for (const auto& user : m_users)
        connections.append(user->connections());
    const auto everyoneCameBack = [&] {
        for (size_t i = 0; i < m_users.size(); ++i) {
            if (!m_users[i]->isLive() || m_users[i]->connections() == connections[qsizetype(i)])
                return false;
        }
        return true;
    };
    if (!waitUntil(everyoneCameBack)) {
        finding(u"after kill %1 not everyone came back"_s.arg(number));
        return false;
    }
    m_allBackAfter.append(secondsSince(died));
    return true;
}

bool CrashProof::settle()
{
    const auto isAcknowledged
        = [](const auto& user) { return user->isLive() && user->unacknowledged() == 0; };
    if (waitUntil([&] { return std::all_of(m_users.begin(), m_users.end(), isAcknowledged); },
            3 * patience))
        return true;
    for (const auto& user : m_users) {
        if (!isAcknowledged(user))
            finding(u"%1 has no echo of %2 words"_s.arg(user->name().toString())
                        .arg(user->unacknowledged()));
    }
    return false;
}

std::unique_ptr<SimulatedUser> CrashProof::readAll()
{
    auto witness = std::make_unique<SimulatedUser>(
        UserName::fromString(u"witness"_s).value(), m_server.url());
    witness->openSession();
    if (!witness->waitUntilLive())
        return nullptr;
    for (const RoomName& room : std::as_const(m_rooms)) {
        const EventId joined = witness->join(room, {}, 0);
        bool more
            = witness->waitFor<event::History>([&](auto& h) { return h.id == joined; }).has_value();
        for (Seq after; more;) {
            const EventId asked = witness->send(request::History { room, {}, after, 200 });
            const auto page
                = witness->waitFor<event::History>([&](auto& h) { return h.id == asked; });
            if (!page)
                return nullptr;
            after = page->last;
            more = page->more;
        }
    }
    return witness;
}

bool CrashProof::judge()
{
    const std::unique_ptr<SimulatedUser> witness = readAll();
    if (!witness) {
        finding(u"the log could not be read"_s);
        return false;
    }
    qint64 events = 0;
    for (const RoomName& room : std::as_const(m_rooms)) {
        const auto& entries = witness->record(room).entries();
        events += entries.size();
        if (!entries.isEmpty()
            && (entries.firstKey() != Seq { 1 } || entries.lastKey().value != entries.size()))
            finding(u"the log of %1 has a gap"_s.arg(room.toString()));
    }
    for (const QString& complaint : witness->complaints())
        finding(complaint);
    for (const auto& user : m_users)
        compare(*witness, *user);
    qint64 said = 0;
    for (const Speaker& speaker : m_speakers) {
        find(*witness, speaker);
        said += speaker.said.size();
    }
    if (events != said)
        finding(u"%1 words were said and %2 events are in the log"_s.arg(said).arg(events));
    m_out << said << " words said, " << events << " in the log; serving again after "
          << summary(m_readyAfter) << "; everyone back after " << summary(m_allBackAfter)
          << Qt::endl;
    return m_findings == 0;
}

void CrashProof::compare(const SimulatedUser& witness, const SimulatedUser& user)
{
    for (const QString& complaint : user.complaints())
        finding(complaint);
    for (const RoomName& room : std::as_const(m_rooms)) {
        const RoomRecord& log = witness.record(room);
        for (const QString& unlike : differences(log, user.record(room)))
            finding(u"%1 in %2: %3"_s.arg(user.name().toString(), room.toString(), unlike));
        for (auto it = user.record(room).entries().keyBegin();
             it != user.record(room).entries().keyEnd(); ++it) {
            if (!log.entries().contains(*it))
                finding(u"%1 saw seq %2 of %3, which is lost"_s.arg(user.name().toString())
                            .arg(it->value)
                            .arg(room.toString()));
        }
    }
}

void CrashProof::find(const SimulatedUser& witness, const Speaker& speaker)
{
    QHash<EventId, QList<event::Text>> found;
    for (const RoomName& room : std::as_const(m_rooms)) {
        for (const event::Text& text : witness.record(room).texts()) {
            if (text.username == speaker.user->name() && text.id)
                found[*text.id].append(text);
        }
    }
    for (const Saying& saying : speaker.said) {
        const QList<event::Text> texts = found.value(saying.id);
        if (texts.size() != 1)
            finding(u"%1's '%2' is in the log %3 times"_s
                        .arg(speaker.user->name().toString(), saying.content)
                        .arg(texts.size()));
        else if (texts.first().content != saying.content || !(texts.first().room == saying.room))
            finding(u"'%1' reads '%2' in the log"_s.arg(saying.content, texts.first().content));
    }
}

} // namespace landline::prove
