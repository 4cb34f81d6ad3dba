// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/database.h"

#include "server/store/schema.h"

#include <QLoggingCategory>

#include <sqlite3.h>

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(logStore, "landline.server.store", QtInfoMsg)

/// Another process may hold the lock for the moment of a backup.
constexpr int busyTimeoutMs = 5000;

} // namespace

Rows::~Rows()
{
    m_statement.reset();
}

bool Rows::next()
{
    const auto step = m_statement.step();
    if (step == Statement::Step::Failed) {
        m_database.fail();
    }
    return step == Statement::Step::Row;
}

Database::Database(const QString& path)
    : m_path(path)
{
}

Database::~Database() = default;

void Database::Close::operator()(sqlite3* handle) const
{
    sqlite3_close_v2(handle);
}

std::optional<OpenFailure> Database::open(Access access)
{
    return open(access, logSchema());
}

std::optional<OpenFailure> Database::open(Access access, const Schema& schema)
{
    // Nobody asks how much memory SQLite has taken, and to count it takes a lock each time. Heard only before the first use.
    [[maybe_unused]] static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3* handle = nullptr;
    const int opened = sqlite3_open_v2(m_path.toUtf8().constData(), &handle,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    m_connection.reset(handle); // also where it failed (https://www.sqlite.org/c3ref/open.html)
    if (opened != SQLITE_OK) {
        noteDamage(opened);
        return OpenFailure { ServerProblem::DataDirUnusable,
            QString::fromUtf8(
                handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(opened)) };
    }
    sqlite3_busy_timeout(handle, busyTimeoutMs);
    if (access == Access::ReadOnly) {
        execute("PRAGMA query_only = 1");
        return std::nullopt;
    }
    if (!execute(schema.pragmas)) {
        return OpenFailure { ServerProblem::DataDirUnusable, m_failure.value_or(QString()) };
    }
    return migrate(*this, schema);
}

Statement& Database::statement(const char* sql)
{
    const auto found = m_statements.find(sql);
    if (found != m_statements.end()) {
        return found->second;
    }
    Statement statement(m_connection.get(), sql);
    if (!statement.isValid()) {
        fail();
        // Not kept: the next call prepares it anew, when the disk may be well again.
        m_statements.erase("");
        return m_statements.emplace("", std::move(statement)).first->second;
    }
    return m_statements.emplace(sql, std::move(statement)).first->second;
}

bool Database::finish(Statement& statement)
{
    auto step = Statement::Step::Row;
    while (step == Statement::Step::Row) {
        step = statement.step();
    }
    if (step == Statement::Step::Failed) {
        fail(); // before reset(), which may say something else
    }
    statement.reset();
    return step == Statement::Step::Done;
}

qint64 Database::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_connection.get());
}

int Database::changes() const
{
    return sqlite3_changes(m_connection.get());
}

qint64 Database::totalChanges() const
{
    return sqlite3_total_changes(m_connection.get());
}

bool Database::execute(const char* sql)
{
    if (sqlite3_exec(m_connection.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK) {
        return true;
    }
    fail();
    return false;
}

void Database::rollBack()
{
    // After some errors SQLite has done so itself (https://www.sqlite.org/lang_transaction.html).
    if (sqlite3_get_autocommit(m_connection.get()) == 0) {
        execute("ROLLBACK");
    }
}

Error Database::storageError() const
{
    return { ErrorCode::Storage,
        u"The server cannot write to its disk at the moment. Nothing was stored."_s };
}

void Database::noteDamage(int code)
{
    const int primary = code & 0xff;
    m_damaged = m_damaged || primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

void Database::fail()
{
    noteDamage(sqlite3_errcode(m_connection.get()));
    const QString text = QString::fromUtf8(sqlite3_errmsg(m_connection.get()));
    qCWarning(logStore).noquote() << "SQLite:" << text;
    if (!m_failure) {
        m_failure = text;
    }
}

} // namespace landline::server
