// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/search/searchfinder.h"

#include <QObject>

#include <memory>

namespace landline::server {

/// Answers searches in the thread it lives in, with connections of its own. Only values cross.
class SearchReader final : public QObject {
    Q_OBJECT

public:
    SearchReader(QString logPath, QString indexPath, const Clock& clock,
        std::chrono::milliseconds budget, QObject* parent = nullptr);
    ~SearchReader() override;

    /// Opens what is there by now; with connections of others, in their thread, where the log is in memory.
    void open();
    void open(Database& log, Database& index);
    void close();
    Result<SearchPage> find(const SearchWish& wish);
    /// The index was found damaged.
    bool isDamaged() const { return m_ownIndex && m_ownIndex->isDamaged(); }

private:
    const QString m_logPath;
    const QString m_indexPath;
    const Clock& m_clock;
    const std::chrono::milliseconds m_budget;
    std::unique_ptr<Database> m_ownLog;
    std::unique_ptr<Database> m_ownIndex;
    std::unique_ptr<SearchFinder> m_finder;
};

} // namespace landline::server
