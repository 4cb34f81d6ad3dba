// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/result.h"
#include "server/serverstatus.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

#include <optional>
#include <unordered_map>

namespace landline::server {

/// Why a database could not be opened.
struct OpenFailure {
    ServerProblem problem = ServerProblem::Other;
    QString detail;
};

/// One connection to the SQLite file, with its prepared statements.
///
/// Write-ahead log and synchronous=FULL: a committed transaction survives power loss (TRAPS.md 28).
/// To be made, used and destroyed in one thread.
class Database {
public:
    enum class Access { ReadWrite, ReadOnly };

    /// `path` may be ":memory:". `name` tells Qt's connections apart and must be unique in the process.
    Database(const QString& path, const QString& name);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// Opens the file, making or upgrading its tables where that is allowed.
    std::optional<OpenFailure> open(Access access);

    /// The statement, prepared once. Valid until the next call with the same text.
    QSqlQuery& statement(const char* sql);
    /// Runs a statement with its values bound in place; remembers a failure.
    bool run(QSqlQuery& query);
    /// One statement without values or rows.
    bool execute(const QString& sql);

    bool begin();
    bool commit();
    void rollBack();

    /// What failed since clearFailure(), as the database said it.
    const std::optional<QString>& failure() const { return m_failure; }
    void clearFailure() { m_failure.reset(); }
    /// The failure as the protocol tells it; says nothing of paths.
    Error storageError() const;

private:
    void fail(const QString& text);

    QString m_path;
    QString m_name;
    QSqlDatabase m_connection;
    std::unordered_map<const char*, QSqlQuery> m_statements;
    std::optional<QString> m_failure;
};

} // namespace landline::server
