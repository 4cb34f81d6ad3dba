// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/result.h"

#include <QObject>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QTimer>

#include <map>

namespace landline::client {

/// The SQLite file of one server and user, or a database in memory in its place.
///
/// One process has the file at a time. Writes of one loop turn are one transaction; what must be on
/// disk at once goes through writeNow(). A damaged file is set aside beside itself and a new one
/// made.
class LocalDatabase final : public QObject {
    Q_OBJECT

public:
    explicit LocalDatabase(QObject* parent = nullptr);
    /// Commits what is written.
    ~LocalDatabase() override;

    /// Opens the file, making and migrating it as needed. Where that fails (ErrorCode::Storage: not
    /// to be written, in use, of a newer version) a database in memory is open instead.
    Outcome open(const QString& path);
    /// Sets the file aside as damaged and opens an empty one in its place.
    Outcome startOver();

    /// A prepared query, kept for the next time. Bind, run() and, when it was read, finish() it.
    QSqlQuery& prepared(const QString& sql);
    /// Runs a query that reads. False, and logged, where it fails.
    bool run(QSqlQuery& query);
    /// Runs a query that writes, in the transaction of this loop turn.
    bool write(QSqlQuery& query);
    /// Runs a query that writes; on return it has reached the disk (and not only the system).
    bool writeNow(QSqlQuery& query);
    /// Ends the transaction of this loop turn now.
    void commit();

Q_SIGNALS:
    /// A query found the file damaged. startOver() is due, and to be called from the event loop.
    void damageFound();

private:
    enum class Opened { Yes, Damaged, No };

    Opened tryOpen(const QString& path);
    Opened migrate();
    void openMemory();
    void close();
    bool exec(const QString& sql);
    void noteFailure(const QSqlError& error);

    QString m_path;
    QString m_connectionName;
    QSqlDatabase m_database;
    std::map<QString, QSqlQuery> m_prepared;
    QTimer m_endOfTurn;
    QString m_fault; ///< Why the last tryOpen() failed.
    bool m_inBatch = false;
    bool m_damaged = false;
};

} // namespace landline::client
