// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/result.h"
#include "server/serverstatus.h"
#include "server/store/statement.h"

#include <QString>

#include <memory>
#include <optional>
#include <unordered_map>

namespace landline::server {

/// Why a database could not be opened.
struct OpenFailure {
    ServerProblem problem = ServerProblem::Other;
    QString detail;
};

class Database;
struct Schema;

/// The rows of a query, one after the other. Ends the query when it goes; one at a time for each text.
class Rows {
public:
    Rows(Database& database, Statement& statement)
        : m_database(database)
        , m_statement(statement)
    {
    }
    ~Rows();
    Q_DISABLE_COPY_MOVE(Rows)

    /// Moves to the next row, at first to the first. False after the last, or where the database failed:
    /// Database::failure() tells.
    bool next();
    qint64 integer(int column) const { return m_statement.integer(column); }
    QString text(int column) const { return m_statement.text(column); }
    bool isNull(int column) const { return m_statement.isNull(column); }

private:
    Database& m_database;
    Statement& m_statement;
};

/// One connection to the SQLite file, with its prepared statements.
///
/// Write-ahead log and, for the log, synchronous=FULL: a committed transaction survives power loss (TRAPS.md 28).
/// To be used by one thread at a time.
class Database {
public:
    enum class Access { ReadWrite, ReadOnly };

    /// `path` may be ":memory:".
    explicit Database(const QString& path);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// Opens the file, making or upgrading its tables where that is allowed: those of the log, or of another schema.
    std::optional<OpenFailure> open(Access access);
    std::optional<OpenFailure> open(Access access, const Schema& schema);

    /// The rows of a SELECT with these values for its placeholders. The text is prepared once: it must live for ever.
    template <typename... Values>
    Rows query(const char* sql, const Values&... values)
    {
        return { *this, bound(sql, values...) };
    }
    /// Runs one statement that changes something. False where it failed, which failure() remembers.
    template <typename... Values>
    bool change(const char* sql, const Values&... values)
    {
        return finish(bound(sql, values...));
    }
    /// Of the newest row that an INSERT made.
    qint64 lastInsertId() const;
    /// Rows that the last change() touched.
    int changes() const;
    /// Rows that were changed since it was opened, in virtual tables what these changed, too.
    qint64 totalChanges() const;
    /// Runs statements without values, and forgets their rows.
    bool execute(const char* sql);

    bool begin() { return execute("BEGIN IMMEDIATE"); }
    bool commit() { return execute("COMMIT"); }
    void rollBack();

    /// What failed since clearFailure(), as the database said it.
    const std::optional<QString>& failure() const { return m_failure; }
    void clearFailure() { m_failure.reset(); }
    /// A failure told that the file is damaged, or is none of SQLite's.
    bool isDamaged() const { return m_damaged; }
    /// The failure as the protocol tells it; says nothing of paths.
    Error storageError() const;

private:
    friend class Rows;
    struct Close {
        void operator()(sqlite3* handle) const;
    };

    template <typename... Values>
    Statement& bound(const char* sql, const Values&... values)
    {
        auto& prepared = statement(sql);
        int at = 0;
        (prepared.bind(++at, values), ...);
        return prepared;
    }
    Statement& statement(const char* sql);
    bool finish(Statement& statement);
    void noteDamage(int code);
    void fail();

    QString m_path;
    std::unique_ptr<sqlite3, Close> m_connection;
    std::unordered_map<const char*, Statement> m_statements;
    std::optional<QString> m_failure;
    bool m_damaged = false;
};

} // namespace landline::server
