// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/search/searchfollower.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <memory>

namespace landline::server {

/// Keeps the search index in step with the log, in the thread it lives in; a small piece at a time, so that whoever
/// shares the thread is not held up. An index that cannot be used is thrown away and made anew.
class SearchIndexer final : public QObject {
    Q_OBJECT

public:
    struct Pace {
        int events = 0; ///< In one piece.
        std::chrono::milliseconds pause { 0 }; ///< Between two pieces.
    };

    /// The log's file, and that of the index, beside it.
    SearchIndexer(QString logPath, QString indexPath, Pace pace, QObject* parent = nullptr);
    /// Of a log in memory: its only connection, which is in this thread. The index is in memory then, too.
    SearchIndexer(Database& log, Pace pace, QObject* parent = nullptr);
    ~SearchIndexer() override;

    /// Opens the index, and begins. Answered by opened() or failed().
    void open();
    /// The index was found damaged: another is made in its place. Answered likewise.
    void makeAnew();
    /// Something was stored in these rooms. Answered by caughtUp().
    void notice(const QSet<qint64>& rooms);
    /// What is under way ends soon, and nothing more is begun. To be called from any thread.
    void stop() { m_stopping = true; }

    /// The index's connection, for who shares this thread; from opened() to close().
    Database* index() const { return m_index.get(); }

Q_SIGNALS:
    void opened();
    /// All that it was told of is in the index.
    void caughtUp();
    /// The index cannot be written at the moment; it goes on by itself when that is over.
    void failed();
    void damageFound();

private:
    void begin();
    void close();
    bool openLog();
    bool openIndex();
    void closeIndex();
    void removeFiles();
    void work();
    void tidy();
    void fail();

    const QString m_logPath;
    const QString m_indexPath;
    const Pace m_pace;
    std::unique_ptr<Database> m_ownLog; ///< Where the log is a file.
    Database* m_log = nullptr;
    std::unique_ptr<Database> m_index;
    std::unique_ptr<SearchIndex> m_writer;
    std::unique_ptr<SearchFollower> m_follower;
    QTimer m_next;
    QTimer m_tidy;
    QTimer m_retry;
    std::atomic<bool> m_stopping = false;
};

} // namespace landline::server
