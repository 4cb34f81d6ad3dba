// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/search/searchindexer.h"

#include "server/backgroundthread.h"

#include <QFile>
#include <QLoggingCategory>

namespace landline::server {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(logSearch, "landline.server.search", QtInfoMsg)

/// Words that were deleted are gone from the disk after this, or after as much again where there is a lot to do.
constexpr auto tidyDelay = 30s;
/// Until the next attempt where the disk is full.
constexpr auto retryDelay = 10s;
/// Until another index is begun in the place of one that was damaged.
constexpr auto anewDelay = 1s;

const QString inMemory = u":memory:"_s;

} // namespace

SearchIndexer::SearchIndexer(QString logPath, QString indexPath, Pace pace, QObject* parent)
    : QObject(parent)
    , m_logPath(std::move(logPath))
    , m_indexPath(std::move(indexPath))
    , m_pace(pace)
    , m_next(this)
    , m_tidy(this)
    , m_retry(this)
{
    for (QTimer* timer : { &m_next, &m_tidy, &m_retry }) {
        timer->setSingleShot(true);
    }
    connect(&m_next, &QTimer::timeout, this, &SearchIndexer::work);
    connect(&m_tidy, &QTimer::timeout, this, &SearchIndexer::tidy);
    connect(&m_retry, &QTimer::timeout, this, &SearchIndexer::begin);
}

SearchIndexer::SearchIndexer(Database& log, Pace pace, QObject* parent)
    : SearchIndexer(QString(), inMemory, pace, parent)
{
    m_log = &log;
}

SearchIndexer::~SearchIndexer()
{
    close();
}

void SearchIndexer::open()
{
    if (m_log == nullptr) {
        giveWayToOtherThreads(); // it is a thread of its own then
    }
    begin();
}

void SearchIndexer::begin()
{
    close();
    if (!openLog()) {
        fail();
        return;
    }
    if (!openIndex()) {
        closeIndex();
        removeFiles();
        if (!openIndex()) {
            fail();
            return;
        }
    }
    Q_EMIT opened();
    m_next.start(m_pace.pause);
}

bool SearchIndexer::openLog()
{
    if (m_log != nullptr) {
        return true;
    }
    m_ownLog = std::make_unique<Database>(m_logPath);
    return !m_ownLog->open(Database::Access::ReadOnly);
}

bool SearchIndexer::openIndex()
{
    m_index = std::make_unique<Database>(m_indexPath);
    if (const auto failure = m_index->open(Database::Access::ReadWrite, searchSchema())) {
        qCInfo(logSearch).noquote() << "the search index cannot be used:" << failure->detail;
        return false;
    }
    m_writer = std::make_unique<SearchIndex>(*m_index);
    m_follower = std::make_unique<SearchFollower>(m_ownLog ? *m_ownLog : *m_log, *m_writer);
    if (!m_follower->begin()) {
        qCInfo(logSearch) << "the search index is of another log, and is made anew";
        return false;
    }
    return !m_index->failure();
}

void SearchIndexer::removeFiles()
{
    if (m_indexPath != inMemory) {
        for (const QString& suffix : { QString(), u"-wal"_s, u"-shm"_s }) {
            QFile::remove(m_indexPath + suffix);
        }
    }
}

void SearchIndexer::makeAnew()
{
    close();
    removeFiles();
    // Not at once, lest a disk that damages whatever is written keep a processor busy.
    m_retry.start(anewDelay);
}

void SearchIndexer::close()
{
    for (QTimer* timer : { &m_next, &m_tidy, &m_retry }) {
        timer->stop();
    }
    closeIndex();
    m_ownLog.reset();
}

void SearchIndexer::closeIndex()
{
    m_follower.reset();
    m_writer.reset();
    m_index.reset();
}

void SearchIndexer::notice(const QSet<qint64>& rooms)
{
    // Without a follower it will find out by itself.
    if (m_follower) {
        m_follower->notice(rooms);
        work();
    }
}

void SearchIndexer::work()
{
    if (m_stopping || !m_follower) {
        return;
    }
    if (!m_follower->advance(m_pace.events, [this] { return m_stopping.load(); })) {
        fail();
        return;
    }
    if (!m_follower->isDone()) {
        m_next.start(m_pace.pause);
        return;
    }
    Q_EMIT caughtUp();
    if (!m_tidy.isActive()) {
        m_tidy.start(tidyDelay);
    }
}

void SearchIndexer::tidy()
{
    if (m_stopping || !m_writer) {
        return;
    }
    if (m_writer->tidy()) {
        m_tidy.start(m_pace.pause);
    } else {
        m_writer->settle();
    }
}

void SearchIndexer::fail()
{
    m_follower.reset(); // begin() is due again
    if (m_index && m_index->isDamaged()) {
        Q_EMIT damageFound();
        return;
    }
    Q_EMIT failed();
    if (m_log == nullptr) {
        m_retry.start(retryDelay);
    }
}

} // namespace landline::server
