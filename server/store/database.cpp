// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/database.h"

#include "server/store/schema.h"

#include <QLoggingCategory>
#include <QSqlError>

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(logStore, "landline.server.store", QtInfoMsg)

} // namespace

Database::Database(const QString& path, const QString& name)
    : m_path(path)
    , m_name(name)
    , m_connection(QSqlDatabase::addDatabase(u"QSQLITE"_s, name))
{
}

Database::~Database()
{
    m_statements.clear();
    m_connection.close();
    m_connection = {};
    QSqlDatabase::removeDatabase(m_name);
}

std::optional<OpenFailure> Database::open(Access access)
{
    m_connection.setDatabaseName(m_path);
    // Another process may hold the lock for the moment of a backup.
    m_connection.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (!m_connection.open()) {
        return OpenFailure { ServerProblem::DataDirUnusable, m_connection.lastError().text() };
    }
    if (access == Access::ReadOnly) {
        execute(u"PRAGMA query_only = 1"_s);
        return std::nullopt;
    }
    const bool durable = execute(u"PRAGMA journal_mode = WAL"_s)
        && execute(u"PRAGMA synchronous = FULL"_s) && execute(u"PRAGMA foreign_keys = ON"_s);
    if (!durable) {
        return OpenFailure { ServerProblem::DataDirUnusable, m_failure.value_or(QString()) };
    }
    return migrate(*this);
}

QSqlQuery& Database::statement(const char* sql)
{
    const auto found = m_statements.find(sql);
    if (found != m_statements.end()) {
        return found->second;
    }
    QSqlQuery query(m_connection);
    query.setForwardOnly(true);
    if (!query.prepare(QString::fromLatin1(sql))) {
        fail(query.lastError().text());
        // Not kept: the next call prepares it anew, when the disk may be well again.
        return m_statements[""] = std::move(query);
    }
    return m_statements.emplace(sql, std::move(query)).first->second;
}

bool Database::run(QSqlQuery& query)
{
    if (query.exec()) {
        return true;
    }
    fail(query.lastError().text());
    return false;
}

bool Database::execute(const QString& sql)
{
    QSqlQuery query(m_connection);
    if (query.exec(sql)) {
        return true;
    }
    fail(query.lastError().text());
    return false;
}

bool Database::begin()
{
    return execute(u"BEGIN IMMEDIATE"_s);
}

bool Database::commit()
{
    return execute(u"COMMIT"_s);
}

void Database::rollBack()
{
    for (auto& [sql, query] : m_statements) {
        query.finish(); // an open statement would keep the transaction
    }
    QSqlQuery(m_connection).exec(u"ROLLBACK"_s);
}

Error Database::storageError() const
{
    return { ErrorCode::Storage,
        u"The server cannot write to its disk at the moment. Nothing was stored."_s };
}

void Database::fail(const QString& text)
{
    qCWarning(logStore).noquote() << "SQLite:" << text;
    if (!m_failure) {
        m_failure = text;
    }
}

} // namespace landline::server
