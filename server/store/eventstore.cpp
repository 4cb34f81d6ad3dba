// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/eventstore.h"

#include <QDir>

#include <utility>

namespace landline::server {

using namespace Qt::StringLiterals;
using Clock = std::chrono::steady_clock;

EventStore::EventStore(Turn& turn, QObject* parent)
    : QObject(parent)
    , m_turn(turn)
{
    // At the end of the loop's turn, so that all that arrived in it is one group.
    connect(&turn, &Turn::ended, this, &EventStore::handOver);
}

EventStore::~EventStore()
{
    close();
}

std::optional<OpenFailure> EventStore::open(const QString& directory)
{
    using Access = Database::Access;
    if (directory.isEmpty()) {
        m_writer = std::make_unique<StoreWorker>(u":memory:"_s);
        if (auto failure = m_writer->open(Access::ReadWrite)) {
            return failure;
        }
        m_serverId = m_writer->serverId();
        return std::nullopt;
    }
    const QString path = QDir(directory).filePath(u"landline.sqlite"_s);
    m_writeThread = std::make_unique<EventThread>(u"store-write"_s);
    auto failure = startWorker(path, Access::ReadWrite, *m_writeThread, m_writer);
    if (!failure) {
        m_readThread = std::make_unique<EventThread>(u"store-read"_s);
        failure = startWorker(path, Access::ReadOnly, *m_readThread, m_reader);
    }
    return failure;
}

std::optional<OpenFailure> EventStore::startWorker(const QString& path, Database::Access access,
    EventThread& thread, std::unique_ptr<StoreWorker>& worker)
{
    worker = std::make_unique<StoreWorker>(path);
    thread.adopt(*worker);
    std::optional<OpenFailure> failure;
    thread.run([&] {
        failure = worker->open(access);
        if (!failure) {
            m_serverId = worker->serverId();
        }
    });
    return failure;
}

void EventStore::close()
{
    const auto stopWorker
        = [](std::unique_ptr<EventThread>& thread, std::unique_ptr<StoreWorker>& worker) {
              if (thread) {
                  thread->run([&worker] { worker.reset(); });
                  thread.reset();
              }
              worker.reset();
          };
    stopWorker(m_readThread, m_reader);
    stopWorker(m_writeThread, m_writer);
    m_group.clear();
    m_queue.take();
    m_untold = 0;
    m_busy = false;
}

template <typename T, typename Work>
void EventStore::write(Work work, Told<T> told)
{
    m_group.push_back(std::make_unique<StoreJobOf<T, Work>>(std::move(work), std::move(told)));
    ++m_untold;
    m_turn.need();
}

template <typename T, typename Work>
void EventStore::read(Work work, Told<T> told)
{
    if (!isThreaded()) {
        write<T>(std::move(work), std::move(told));
        return;
    }
    auto job = std::make_shared<StoreJobOf<T, Work>>(std::move(work), std::move(told));
    QMetaObject::invokeMethod(m_reader.get(), [this, job = std::move(job)]() mutable {
        const auto failure = m_reader->read(*job);
        QMetaObject::invokeMethod(this, [this, job = std::move(job), failure] {
            if (m_writer) { // not closed meanwhile
                const Turn::Scope scope(m_turn);
                job->tell(failure);
            }
        });
    });
}

void EventStore::handOver()
{
    if (!m_writer || m_untold == 0) {
        return;
    }
    if (!isThreaded()) {
        commitHere();
        return;
    }
    if (!m_group.empty()) {
        m_queue.add(std::exchange(m_group, {}));
    }
    if (m_busy) {
        return;
    }
    m_busy = true;
    m_queue.expect(m_pace.expected(), m_pace.until());
    QMetaObject::invokeMethod(m_writer.get(), [this] {
        auto group = std::make_shared<StoreJobs>(m_queue.take());
        const auto began = Clock::now();
        const auto failure = m_writer->commit(*group);
        QMetaObject::invokeMethod(
            this, [this, group = std::move(group), failure, took = Clock::now() - began] {
                takeCommitted(*group, failure, took);
            });
    });
}

void EventStore::commitHere()
{
    if (!m_busy) { // else its callbacks are what fills this turn
        m_busy = true;
        const auto group = std::exchange(m_group, {});
        tell(group, m_writer->commit(group));
        m_busy = false;
    }
}

void EventStore::takeCommitted(
    const StoreJobs& group, const std::optional<Error>& failure, Clock::duration took)
{
    if (!m_writer) {
        return; // closed meanwhile
    }
    m_pace.committed(Clock::now(), took, static_cast<std::size_t>(m_untold));
    if (onCommitted && !failure) {
        onCommitted(took);
    }
    tell(group, failure);
    m_pace.told(Clock::now());
    m_busy = false;
    handOver();
}

void EventStore::tell(const StoreJobs& group, const std::optional<Error>& failure)
{
    // What this brings is sent before the loop turns to anything else.
    const Turn::Scope scope(m_turn);
    m_untold -= static_cast<qsizetype>(group.size());
    for (const auto& job : group) {
        job->tell(failure);
    }
    if (m_failing != failure.has_value()) {
        m_failing = failure.has_value();
        Q_EMIT failingChanged(m_failing);
    }
    Q_EMIT groupTold();
}

void EventStore::append(NewEvent event, Told<StoredEvent> told)
{
    write<StoredEvent>(
        [event = std::move(event)](Tables& tables) { return tables.events.append(event); },
        std::move(told));
}

void EventStore::openRoom(RoomOpening opening, Told<RoomRecord> told)
{
    write<RoomRecord>(
        [opening = std::move(opening)](Tables& tables) { return tables.rooms.open(opening); },
        std::move(told));
}

void EventStore::setMember(
    RoomId room, UserName user, bool member, Timestamp at, Told<std::monostate> told)
{
    write<std::monostate>(
        [room, user = std::move(user), member, at](Tables& tables) {
            tables.rooms.setMember(room, user, member, at);
            return done();
        },
        std::move(told));
}

void EventStore::setRead(RoomId room, UserName user, Seq seq, Told<std::monostate> told)
{
    write<std::monostate>(
        [room, user = std::move(user), seq](Tables& tables) {
            tables.rooms.setRead(room, user, seq);
            return done();
        },
        std::move(told));
}

void EventStore::probe(Told<std::monostate> told)
{
    write<std::monostate>(
        [](Tables& tables) {
            tables.rooms.touch();
            return done();
        },
        std::move(told));
}

void EventStore::readMemberships(UserName user, Told<QList<Membership>> told)
{
    read<QList<Membership>>(
        [user = std::move(user)](Tables& tables) { return tables.rooms.memberships(user); },
        std::move(told));
}

void EventStore::readRooms(UserName user, Told<QList<RoomRecord>> told)
{
    read<QList<RoomRecord>>(
        [user = std::move(user)](Tables& tables) { return tables.rooms.visibleTo(user); },
        std::move(told));
}

void EventStore::readAfter(
    RoomId room, RoomName name, Seq after, Seq upTo, int limit, qint64 bytes, Told<LogPage> told)
{
    read<LogPage>(
        [=, name = std::move(name)](Tables& tables) {
            return tables.events.readAfter(room, name, after, upTo, limit, bytes);
        },
        std::move(told));
}

void EventStore::readMessages(
    RoomId room, RoomName name, Seq upTo, int limit, qint64 bytes, Told<LogPage> told)
{
    read<LogPage>(
        [=, name = std::move(name)](
            Tables& tables) { return tables.events.readMessages(room, name, upTo, limit, bytes); },
        std::move(told));
}

} // namespace landline::server
