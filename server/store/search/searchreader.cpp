// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/search/searchreader.h"

namespace landline::server {

using namespace Qt::StringLiterals;

SearchReader::SearchReader(QString logPath, QString indexPath, const Clock& clock,
    std::chrono::milliseconds budget, QObject* parent)
    : QObject(parent)
    , m_logPath(std::move(logPath))
    , m_indexPath(std::move(indexPath))
    , m_clock(clock)
    , m_budget(budget)
{
}

SearchReader::~SearchReader() = default;

void SearchReader::open()
{
    close();
    m_ownLog = std::make_unique<Database>(m_logPath);
    m_ownIndex = std::make_unique<Database>(m_indexPath);
    if (!m_ownLog->open(Database::Access::ReadOnly)
        && !m_ownIndex->open(Database::Access::ReadOnly)) {
        m_finder = std::make_unique<SearchFinder>(*m_ownLog, *m_ownIndex, m_clock, m_budget);
    }
}

void SearchReader::open(Database& log, Database& index)
{
    m_finder = std::make_unique<SearchFinder>(log, index, m_clock, m_budget);
}

void SearchReader::close()
{
    m_finder.reset();
    m_ownIndex.reset();
    m_ownLog.reset();
}

Result<SearchPage> SearchReader::find(const SearchWish& wish)
{
    if (!m_finder) {
        return Error { ErrorCode::Storage,
            u"The server cannot read its search index at the moment."_s };
    }
    return m_finder->find(wish);
}

} // namespace landline::server
