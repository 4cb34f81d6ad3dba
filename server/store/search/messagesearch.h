// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/eventthread.h"
#include "server/store/search/searchindexer.h"
#include "server/store/search/searchreader.h"
#include "server/turn.h"

#include <deque>

namespace landline::server {

class EventStore;

/// Search in all that was said. Network thread only, where callbacks run, each once and in a later turn; none after
/// close().
///
/// The index is filled behind what is said, by a thread that gives way to all others, and read by another, one search
/// after the other, each within its time. Neither is waited for by anybody else. Where the log is in memory both work in
/// this thread, in small pieces.
class MessageSearch final : public QObject {
    Q_OBJECT

public:
    struct Answer {
        SearchPage page;
        bool isIndexing = false; ///< What was said may not all be in the index yet.
    };
    using Told = std::function<void(const Result<Answer>&)>;

    MessageSearch(Turn& turn, const Clock& clock, QObject* parent = nullptr);
    ~MessageSearch() override;

    /// Begins, and returns at once. The directory is that of the store, which is open.
    void open(EventStore& store, const QString& directory);
    /// Blocks until both threads have ended, which is soon.
    void close();
    bool isOpen() const { return m_indexer != nullptr; }

    /// Something was stored in this room.
    void notice(RoomId room);
    /// Fails as SearchFinder does, and with RateLimited where the asker has another search under way or too many others
    /// wait.
    void find(SearchWish wish, Told told);

private:
    enum class State {
        Opening,
        Ready,
        Failed,
    };
    struct Job {
        SearchWish wish;
        Told told;
    };

    void connectIndexer();
    void sendNotice();
    void takeCaughtUp();
    void openReader();
    void setReady();
    void replaceIndex();
    void findNext();
    void takeFound(const Result<SearchPage>& found, bool isDamaged);
    bool isIndexing() const;

    Turn& m_turn;
    const Clock& m_clock;
    Database* m_memory = nullptr; ///< The log, where it is in memory.
    std::unique_ptr<EventThread> m_indexThread; ///< Neither for a log in memory.
    std::unique_ptr<EventThread> m_findThread;
    std::unique_ptr<SearchIndexer> m_indexer;
    std::unique_ptr<SearchReader> m_reader;
    State m_state = State::Opening;
    std::deque<Job> m_jobs; ///< The first is under way where m_finding.
    bool m_finding = false;
    QSet<UserName> m_askers; ///< Of the jobs.
    QSet<qint64> m_noticed; ///< Rooms that the indexer is to be told of.
    QTimer m_noticeTimer;
    bool m_indexing = false; ///< The indexer was told of something and has not caught up.
    bool m_isFilled = false; ///< It has caught up once.
    bool m_isReplacing = false; ///< The index was found damaged.
    Clock::Steady::time_point m_noticedAt;
};

} // namespace landline::server
