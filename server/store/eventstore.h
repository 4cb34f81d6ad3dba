// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/eventthread.h"
#include "server/store/grouppace.h"
#include "server/store/groupqueue.h"
#include "server/store/storeworker.h"
#include "server/turn.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace landline::server {

/// The durable event log, and what is kept of rooms and members.
///
/// Writes are committed in groups: one gathers while the last is committed and told, so that an idle server adds no
/// delay and a loaded one shares the cost of a flush and of a fan-out (GroupPace). Reads have a connection and a thread of
/// their own. Callbacks run in the thread of the store's maker, in the order of the calls, each once, in a later turn -
/// none after close(). A store in memory needs no thread: its group is committed at the end of the turn.
class EventStore final : public QObject {
    Q_OBJECT

public:
    template <typename T>
    using Told = std::function<void(Result<T>)>;

    explicit EventStore(Turn& turn, QObject* parent = nullptr);
    ~EventStore() override;

    /// Opens DIRECTORY/landline.sqlite, or a store in memory where the directory is empty. Blocks.
    std::optional<OpenFailure> open(const QString& directory);
    /// Commits what is under way and closes. Blocks.
    void close();

    void append(NewEvent event, Told<StoredEvent> told);
    void openRoom(RoomOpening opening, Told<RoomRecord> told);
    void setMember(
        RoomId room, UserName user, bool member, Timestamp at, Told<std::monostate> told);
    void setRead(RoomId room, UserName user, Seq seq, Told<std::monostate> told);
    /// Writes nothing, but fails where nothing could be written.
    void probe(Told<std::monostate> told);

    void readMemberships(UserName user, Told<QList<Membership>> told);
    void readRooms(UserName user, Told<QList<RoomRecord>> told);
    void readAfter(RoomId room, RoomName name, Seq after, Seq upTo, int limit, qint64 bytes,
        Told<LogPage> told);
    void readMessages(
        RoomId room, RoomName name, Seq upTo, int limit, qint64 bytes, Told<LogPage> told);

    /// The database of a store in memory, for who shares this thread; null where it is a file. None is in the middle of
    /// anything between two events of the loop.
    Database* memory() const { return isThreaded() ? nullptr : &m_writer->database(); }
    /// Given to the data when it was made.
    const QString& serverId() const { return m_serverId; }
    /// The last commit failed, so nothing is stored at the moment.
    bool isFailing() const { return m_failing; }
    /// Told how long each commit took that succeeded.
    std::function<void(std::chrono::steady_clock::duration)> onCommitted;
    /// Writes that have not been told yet.
    qsizetype waiting() const { return m_untold; }

Q_SIGNALS:
    void failingChanged(bool failing);
    /// A group's callbacks have all run.
    void groupTold();

private:
    template <typename T, typename Work>
    void write(Work work, Told<T> told);
    template <typename T, typename Work>
    void read(Work work, Told<T> told);
    bool isThreaded() const { return m_reader != nullptr; }
    std::optional<OpenFailure> startWorker(const QString& path, Database::Access access,
        EventThread& thread, std::unique_ptr<StoreWorker>& worker);
    void handOver();
    void commitHere();
    void takeCommitted(const StoreJobs& group, const std::optional<Error>& failure,
        std::chrono::steady_clock::duration took);
    void tell(const StoreJobs& group, const std::optional<Error>& failure);

    Turn& m_turn;
    std::unique_ptr<EventThread> m_writeThread; ///< Neither for a store in memory.
    std::unique_ptr<EventThread> m_readThread;
    std::unique_ptr<StoreWorker> m_writer;
    std::unique_ptr<StoreWorker>
        m_reader; ///< None for a store in memory: the writer reads, in this thread.
    StoreJobs m_group; ///< Gathered in this turn.
    GroupQueue m_queue; ///< Gathered in turns before, since the last commit began.
    GroupPace m_pace;
    qsizetype m_untold = 0;
    QString m_serverId;
    bool m_busy = false; ///< A group is being committed, or told.
    bool m_failing = false;
};

} // namespace landline::server
