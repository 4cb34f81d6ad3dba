// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stage.h"

#include "client/connection.h"
#include "tests/support/processusage.h"

#include <QCoreApplication>
#include <QDir>
#include <QRandomGenerator>
#include <QScopeGuard>

#include <algorithm>
#include <csignal>

using namespace Qt::StringLiterals;

namespace landline::support {

namespace {

/// For a handshake with somebody on this machine.
constexpr std::chrono::milliseconds connectionDeadline { 300 };

} // namespace

void Subject::callByConnection(const QUrl& url, QObject* parent, const std::function<void()>& ended)
{
    auto* connection = new client::Connection(parent); // which deletes itself
    QObject::connect(connection, &client::Connection::ended, parent, ended);
    connection->open(url, connectionDeadline);
}

Stage::Stage(Subject subject, QTextStream& out)
    : m_subject(std::move(subject))
    , m_out(out)
    , m_suffix(u'-' + QString::number(QRandomGenerator::system()->bounded(1u << 31), 36))
{
}

void Stage::tell(const QString& verdict, const QString& what)
{
    m_out << "  " << verdict << "  " << what << Qt::endl;
}

void Stage::endStep()
{
    if (!m_step.isEmpty())
        tell(u"ok"_s, m_step);
    m_step.clear();
}

void Stage::step(const QString& what)
{
    endStep();
    m_step = what;
}

void Stage::attempt(const QString& what, const std::function<void()>& action)
{
    step(what);
    try {
        action();
    } catch (const ExpectationFailed& failure) {
        fail(QString::fromUtf8(failure.what()));
    }
}

void Stage::check(bool holds, const QString& otherwise) const
{
    if (!holds)
        throw ExpectationFailed(otherwise.toStdString());
}

void Stage::finish()
{
    endStep();
    QStringList complaints;
    for (const auto& user : m_users)
        complaints += user->complaints();
    if (complaints.isEmpty())
        return;
    m_step = u"the protocol is kept"_s;
    fail(complaints.join(u"; "_s));
}

void Stage::fail(const QString& why)
{
    ++m_failures;
    tell(u"FAILED"_s, m_step.isEmpty() ? why : m_step + u": "_s + why);
    m_step.clear();
}

RoomName Stage::room(const QString& name) const
{
    return RoomName::fromString(name + m_suffix).value();
}

UserName Stage::name(const QString& name) const
{
    return UserName::fromString(name + m_suffix).value();
}

QUrl Stage::url(const QString& path) const
{
    QUrl url = m_subject.server;
    url.setPath(path);
    return url;
}

std::optional<double> Stage::serverMemory() const
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return {};
#else
    return m_subject.processId ? std::optional(usageOf(*m_subject.processId).anonymousMiB)
                               : std::nullopt;
#endif
}

std::optional<double> Stage::serverProcessorSeconds() const
{
    return m_subject.processId ? std::optional(usageOf(*m_subject.processId).cpuSeconds)
                               : std::nullopt;
}

std::optional<int> Stage::serverDescriptors() const
{
    if (!m_subject.processId)
        return {};
    const QDir folder(u"/proc/%1/fd"_s.arg(*m_subject.processId));
    return int(folder.entryList(QDir::System | QDir::Files).size());
}

FaultProxy& Stage::proxy()
{
    if (!m_proxy) {
        m_proxy = std::make_unique<FaultProxy>(
            m_subject.server.host(), quint16(m_subject.server.port(80)));
    }
    return *m_proxy;
}

QUrl Stage::proxyUrl()
{
    QUrl proxied = url();
    proxied.setHost(u"127.0.0.1"_s);
    proxied.setPort(proxy().port());
    return proxied;
}

void Stage::whileServerWaits(const std::function<void()>& action) const
{
    const pid_t process = pid_t(m_subject.processId.value_or(0));
    const bool isOther = process != 0 && process != pid_t(QCoreApplication::applicationPid());
    const auto signal = [&](int number) {
        if (isOther)
            ::kill(process, number);
    };
    signal(SIGSTOP);
    const auto resume = qScopeGuard([&] { signal(SIGCONT); });
    action();
}

SimulatedUser& Stage::user(const QString& plainName)
{
    m_users.push_back(std::make_unique<SimulatedUser>(name(plainName), url()));
    return *m_users.back();
}

SimulatedUser& Stage::simple(
    const QString& plainName, const RoomName& room, std::optional<int> history)
{
    SimulatedUser& newcomer = user(plainName);
    newcomer.openSimple(room, history);
    check(newcomer.waitUntilLive(), u"%1 could not connect"_s.arg(plainName));
    newcomer.expect<event::UserList>(
        u"the user list"_s, [&](const event::UserList& list) { return list.room == room; });
    return newcomer;
}

SimulatedUser& Stage::session(const QString& plainName)
{
    SimulatedUser& newcomer = user(plainName);
    newcomer.openSession();
    check(newcomer.waitUntilLive(), u"%1 was not welcomed"_s.arg(plainName));
    return newcomer;
}

SimulatedUser& Stage::member(const QString& plainName, const RoomName& room)
{
    SimulatedUser& newcomer = session(plainName);
    enter(newcomer, room);
    return newcomer;
}

void Stage::enter(SimulatedUser& user, const RoomName& room, std::optional<Seq> since) const
{
    const EventId id = user.join(room, since);
    user.expect<event::UserList>(
        u"the user list"_s, [&](const event::UserList& list) { return list.room == room; });
    user.expect<event::History>(
        u"the history"_s, [&](const event::History& history) { return history.id == id; });
}

void Stage::spread(
    const RoomName& room, const QString& content, const QList<SimulatedUser*>& readers) const
{
    for (SimulatedUser* reader : readers)
        reader->expectText(room, content);
}

void Stage::agree(const RoomName& room, const QList<SimulatedUser*>& readers) const
{
    Seq newest;
    for (const SimulatedUser* reader : readers) {
        const auto& entries = reader->record(room).entries();
        newest = std::max(newest, entries.isEmpty() ? Seq {} : entries.lastKey());
    }
    for (const SimulatedUser* reader : readers) {
        waitUntil([&] { return reader->record(room).last() >= newest; });
        check(reader->record(room).last() >= newest,
            u"%1 has the room up to seq %2 and not to %3"_s.arg(reader->name().toString())
                .arg(reader->record(room).last().value)
                .arg(newest.value));
        const QStringList unlike = differences(readers.first()->record(room), reader->record(room));
        check(unlike.isEmpty(), unlike.join(u"; "_s));
    }
}

} // namespace landline::support
