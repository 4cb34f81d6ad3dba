// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/eventstore.h"

#include <QDir>
#include <QUuid>

#include <utility>

namespace landline::server {

using namespace Qt::StringLiterals;

EventStore::EventStore(QObject* parent)
    : QObject(parent)
{
    m_writeThread.setObjectName(u"store-write"_s);
    m_readThread.setObjectName(u"store-read"_s);
}

EventStore::~EventStore()
{
    close();
}

std::optional<OpenFailure> EventStore::open(const QString& directory)
{
    const bool inMemory = directory.isEmpty();
    const QString path = inMemory ? u":memory:"_s : QDir(directory).filePath(u"landline.sqlite"_s);
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);

    const auto startWorker = [&path](QThread& thread, const QString& connection,
                                 Database::Access access, std::unique_ptr<StoreWorker>& worker) {
        worker = std::make_unique<StoreWorker>(path, connection);
        worker->moveToThread(&thread);
        thread.start();
        std::optional<OpenFailure> failure;
        QMetaObject::invokeMethod(
            worker.get(), [&] { failure = worker->open(access); }, Qt::BlockingQueuedConnection);
        return failure;
    };
    if (auto failure
        = startWorker(m_writeThread, u"write-"_s + name, Database::Access::ReadWrite, m_writer)) {
        return failure;
    }
    if (!inMemory) {
        if (auto failure
            = startWorker(m_readThread, u"read-"_s + name, Database::Access::ReadOnly, m_reader)) {
            return failure;
        }
    }
    QMetaObject::invokeMethod(
        m_writer.get(),
        [this] {
            m_writer->read(
                { [this](Tables& tables) { m_serverId = tables.rooms.serverId(); }, {} });
        },
        Qt::BlockingQueuedConnection);
    return std::nullopt;
}

void EventStore::close()
{
    const auto stopWorker = [](QThread& thread, std::unique_ptr<StoreWorker>& worker) {
        if (!worker) {
            return;
        }
        QMetaObject::invokeMethod(
            worker.get(), [&worker] { worker->close(); }, Qt::BlockingQueuedConnection);
        thread.quit();
        thread.wait();
        worker.reset();
    };
    stopWorker(m_readThread, m_reader);
    stopWorker(m_writeThread, m_writer);
    m_group.clear();
    m_committing = false;
}

template <typename T>
void EventStore::write(std::function<Result<T>(Tables&)> work, Told<T> told)
{
    auto result = std::make_shared<std::optional<Result<T>>>();
    m_group.push_back(
        { [work = std::move(work), result](Tables& tables) { result->emplace(work(tables)); },
            [told = std::move(told), result](const std::optional<Error>& failure) {
                if (told) {
                    told(failure ? Result<T>(*failure) : std::move(**result));
                }
            } });
    if (!m_scheduled && !m_committing) {
        // At the end of the loop's turn, so that all that arrived in it is one group.
        m_scheduled = true;
        QMetaObject::invokeMethod(this, &EventStore::handOver, Qt::QueuedConnection);
    }
}

template <typename T>
void EventStore::read(std::function<T(Tables&)> work, Told<T> told)
{
    auto* worker = m_reader ? m_reader.get() : m_writer.get();
    if (worker == nullptr) {
        return; // closed
    }
    QMetaObject::invokeMethod(
        worker, [this, worker, work = std::move(work), told = std::move(told)]() mutable {
            std::optional<T> value;
            const auto failure
                = worker->read({ [&](Tables& tables) { value = work(tables); }, {} });
            Result<T> result = failure ? Result<T>(*failure) : Result<T>(*std::move(value));
            QMetaObject::invokeMethod(
                this, [this, told = std::move(told), result = std::move(result)]() mutable {
                    if (m_writer) {
                        told(std::move(result));
                    }
                });
        });
}

void EventStore::handOver()
{
    m_scheduled = false;
    if (m_committing || m_group.empty() || !m_writer) {
        return;
    }
    m_committing = true;
    auto group = std::make_shared<std::vector<StoreTask>>(std::exchange(m_group, {}));
    QMetaObject::invokeMethod(m_writer.get(), [this, group] {
        const auto failure = m_writer->commit(*group);
        QMetaObject::invokeMethod(this, [this, group, failure] { takeCommitted(*group, failure); });
    });
}

void EventStore::takeCommitted(
    const std::vector<StoreTask>& group, const std::optional<Error>& failure)
{
    if (!m_writer) {
        return; // closed meanwhile
    }
    m_committing = false;
    // The next group goes first, so that the disk works while this one is told.
    handOver();
    for (const auto& task : group) {
        task.tell(failure);
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

void EventStore::readUpTo(
    RoomId room, RoomName name, Seq upTo, int limit, qint64 bytes, Told<LogPage> told)
{
    read<LogPage>(
        [=, name = std::move(name)](
            Tables& tables) { return tables.events.readUpTo(room, name, upTo, limit, bytes); },
        std::move(told));
}

} // namespace landline::server
