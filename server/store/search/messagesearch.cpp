// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/search/messagesearch.h"

#include "server/store/eventstore.h"

#include <QDir>

#include <utility>

namespace landline::server {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What was said can be found after this, and what was said meanwhile is one piece of work.
constexpr auto noticeDelay = 100ms;
/// The index is behind where it has not caught up after this.
constexpr auto longBehind = 2s;
/// What one search may take, and where it holds up all else.
constexpr auto budgetApart = 200ms;
constexpr auto budgetHere = 10ms;
/// Some 20 ms of work, and where it holds up all else a hundredth of the time.
constexpr SearchIndexer::Pace paceApart { 1000, 0ms };
constexpr SearchIndexer::Pace paceHere { 50, 50ms };
/// Searches that wait at most: some seconds of them.
constexpr std::size_t mostWaiting = 32;

} // namespace

MessageSearch::MessageSearch(Turn& turn, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_turn(turn)
    , m_clock(clock)
    , m_noticeTimer(this)
{
    m_noticeTimer.setSingleShot(true);
    m_noticeTimer.setInterval(noticeDelay);
    connect(&m_noticeTimer, &QTimer::timeout, this, &MessageSearch::sendNotice);
}

MessageSearch::~MessageSearch()
{
    close();
}

void MessageSearch::open(EventStore& store, const QString& directory)
{
    m_memory = store.memory();
    if (m_memory != nullptr) {
        m_indexer = std::make_unique<SearchIndexer>(*m_memory, paceHere);
        m_reader = std::make_unique<SearchReader>(QString(), QString(), m_clock, budgetHere);
    } else {
        const QString log = QDir(directory).filePath(u"landline.sqlite"_s);
        const QString index = QDir(directory).filePath(u"search.sqlite"_s);
        m_indexer = std::make_unique<SearchIndexer>(log, index, paceApart);
        m_reader = std::make_unique<SearchReader>(log, index, m_clock, budgetApart);
        m_indexThread = std::make_unique<EventThread>(u"search-index"_s);
        m_findThread = std::make_unique<EventThread>(u"search-find"_s);
        m_indexThread->adopt(*m_indexer);
        m_findThread->adopt(*m_reader);
    }
    connectIndexer();
    m_indexing = true;
    QMetaObject::invokeMethod(
        m_indexer.get(), [indexer = m_indexer.get()] { indexer->open(); }, Qt::QueuedConnection);
}

void MessageSearch::connectIndexer()
{
    // Queued in either case: none of it is to happen in the middle of something else.
    connect(m_indexer.get(), &SearchIndexer::opened, this, &MessageSearch::openReader,
        Qt::QueuedConnection);
    connect(m_indexer.get(), &SearchIndexer::caughtUp, this, &MessageSearch::takeCaughtUp,
        Qt::QueuedConnection);
    connect(m_indexer.get(), &SearchIndexer::damageFound, this, &MessageSearch::replaceIndex,
        Qt::QueuedConnection);
    connect(
        m_indexer.get(), &SearchIndexer::failed, this,
        [this] {
            m_state = m_state == State::Ready ? State::Ready : State::Failed;
            m_isReplacing = false;
            m_indexing = false; // it asks for itself when it goes on
            findNext();
        },
        Qt::QueuedConnection);
}

void MessageSearch::close()
{
    if (!m_indexer) {
        return;
    }
    m_indexer->stop();
    m_noticeTimer.stop();
    // Timers and connections end in the thread that has them.
    const auto end = [](std::unique_ptr<EventThread>& thread, auto& worker) {
        if (thread) {
            thread->run([&worker] { worker.reset(); });
            thread.reset();
        }
        worker.reset();
    };
    end(m_findThread, m_reader);
    end(m_indexThread, m_indexer);
    m_jobs.clear();
    m_askers.clear();
}

// --- Filling ---

void MessageSearch::notice(RoomId room)
{
    if (!m_indexer) {
        return;
    }
    m_noticed.insert(room.value);
    if (!m_indexing && !m_noticeTimer.isActive()) {
        m_noticeTimer.start();
    }
}

void MessageSearch::sendNotice()
{
    m_indexing = true;
    m_noticedAt = m_clock.steadyNow();
    QMetaObject::invokeMethod(
        m_indexer.get(),
        [indexer = m_indexer.get(), rooms = std::exchange(m_noticed, {})] {
            indexer->notice(rooms);
        },
        Qt::QueuedConnection);
}

void MessageSearch::takeCaughtUp()
{
    m_indexing = false;
    m_isFilled = true;
    if (!m_noticed.isEmpty()) {
        m_noticeTimer.start();
    }
}

bool MessageSearch::isIndexing() const
{
    return !m_isFilled || (m_indexing && m_clock.steadyNow() - m_noticedAt > longBehind);
}

// --- Opening ---

void MessageSearch::openReader()
{
    if (!m_indexer) {
        return; // closed meanwhile
    }
    m_isReplacing = false;
    m_isFilled = false;
    m_indexing = true;
    if (m_memory != nullptr) {
        m_reader->open(*m_memory, *m_indexer->index());
        setReady();
        return;
    }
    QMetaObject::invokeMethod(m_reader.get(), [this] {
        m_reader->open();
        QMetaObject::invokeMethod(this, &MessageSearch::setReady);
    });
}

void MessageSearch::setReady()
{
    m_state = State::Ready;
    findNext();
}

void MessageSearch::replaceIndex()
{
    if (!m_indexer || std::exchange(m_isReplacing, true)) {
        return;
    }
    m_state = State::Opening;
    m_isFilled = false;
    QMetaObject::invokeMethod(m_reader.get(), [this] {
        m_reader->close();
        QMetaObject::invokeMethod(
            m_indexer.get(), [indexer = m_indexer.get()] { indexer->makeAnew(); });
    });
}

// --- Finding ---

void MessageSearch::find(SearchWish wish, Told told)
{
    const bool isBusy = m_askers.contains(wish.asker) || m_jobs.size() >= mostWaiting;
    if (!m_indexer || isBusy) {
        const Error error = isBusy
            ? Error { ErrorCode::RateLimited,
                  u"Other searches are under way. Wait a moment, then search again."_s }
            : Error { ErrorCode::Unsupported,
                  u"This server does not search: its operator has turned that off."_s };
        QMetaObject::invokeMethod(
            this,
            [this, told = std::move(told), error] {
                const Turn::Scope scope(m_turn);
                told(error);
            },
            Qt::QueuedConnection);
        return;
    }
    m_askers.insert(wish.asker);
    m_jobs.push_back({ std::move(wish), std::move(told) });
    findNext();
}

void MessageSearch::findNext()
{
    if (m_finding || m_jobs.empty() || m_state == State::Opening || !m_indexer) {
        return;
    }
    m_finding = true;
    QMetaObject::invokeMethod(
        m_reader.get(),
        [this, wish = m_jobs.front().wish] {
            auto found = m_reader->find(wish);
            QMetaObject::invokeMethod(
                this,
                [this, found = std::move(found), isDamaged = m_reader->isDamaged()] {
                    takeFound(found, isDamaged);
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void MessageSearch::takeFound(const Result<SearchPage>& found, bool isDamaged)
{
    if (!m_indexer) {
        return; // closed meanwhile
    }
    const Turn::Scope scope(m_turn);
    m_finding = false;
    const Job job = std::move(m_jobs.front());
    m_jobs.pop_front();
    m_askers.remove(job.wish.asker);
    job.told(
        found ? Result<Answer>(Answer { *found, isIndexing() }) : Result<Answer>(found.error()));
    if (isDamaged) {
        replaceIndex();
    }
    findNext();
}

} // namespace landline::server
