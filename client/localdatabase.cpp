// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localdatabase.h"

#include "client/clientschema.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QSqlError>

#include <atomic>

namespace landline::client {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "landline.client.store", QtInfoMsg)

/// Primary result codes of SQLite (sqlite.org/rescode.html).
constexpr int sqliteCorrupt = 11;
constexpr int sqliteNotADatabase = 26;

bool isDamage(const QSqlError& error)
{
    const int primary = error.nativeErrorCode().toInt() & 0xff;
    return primary == sqliteCorrupt || primary == sqliteNotADatabase;
}

QString newConnectionName()
{
    static std::atomic<quint64> count { 0 };
    return u"landline-client-%1"_s.arg(++count);
}

} // namespace

LocalDatabase::LocalDatabase(QObject* parent)
    : QObject(parent)
    , m_connectionName(newConnectionName())
{
    m_endOfTurn.setSingleShot(true);
    m_endOfTurn.setInterval(0ms);
    connect(&m_endOfTurn, &QTimer::timeout, this, &LocalDatabase::commit);
}

LocalDatabase::~LocalDatabase()
{
    close();
}

Outcome LocalDatabase::open(const QString& path)
{
    m_path = path;
    if (path.isEmpty()) {
        openMemory();
        return done();
    }
    QDir().mkpath(QFileInfo(path).absolutePath());
    switch (tryOpen(path)) {
    case Opened::Yes:
        return done();
    case Opened::Damaged:
        return startOver();
    case Opened::No:
        break;
    }
    const Error error { ErrorCode::Storage, m_fault };
    close();
    openMemory();
    return error;
}

Outcome LocalDatabase::startOver()
{
    close();
    if (m_path.isEmpty()) {
        openMemory();
        return done();
    }
    const QString aside = m_path + u".damaged-"_s
        + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmsszzz"_s);
    qCWarning(log) << "the local cache is damaged and was set aside";
    const bool isAway = QFile::rename(m_path, aside);
    // What belongs to the damaged file must not be taken for the new one's.
    for (const QString& suffix : { u"-wal"_s, u"-shm"_s }) {
        QFile::rename(m_path + suffix, aside + suffix);
    }
    if (isAway && tryOpen(m_path) == Opened::Yes) {
        return done();
    }
    const Error error { ErrorCode::Storage,
        isAway ? m_fault : u"A damaged file cannot be moved."_s };
    close();
    openMemory();
    return error;
}

LocalDatabase::Opened LocalDatabase::tryOpen(const QString& path)
{
    m_damaged = false;
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connectionName);
    m_database.setDatabaseName(path);
    m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=200"_s);
    if (!m_database.open()) {
        m_fault = m_database.lastError().text();
        return isDamage(m_database.lastError()) ? Opened::Damaged : Opened::No;
    }
    if (path != ":memory:"_L1) {
        // It holds what people say to each other.
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    }
    // Exclusive: what one process holds in memory of the cache must be what the file says.
    for (const QString& pragma : { u"PRAGMA locking_mode=EXCLUSIVE"_s, u"PRAGMA journal_mode=WAL"_s,
             u"PRAGMA synchronous=NORMAL"_s }) {
        if (!exec(pragma)) {
            return m_damaged ? Opened::Damaged : Opened::No;
        }
    }
    return migrate();
}

LocalDatabase::Opened LocalDatabase::migrate()
{
    QSqlQuery query(m_database);
    if (!query.exec(u"PRAGMA user_version"_s) || !query.next()) {
        m_fault = query.lastError().text();
        return isDamage(query.lastError()) ? Opened::Damaged : Opened::No;
    }
    const auto& migrations = clientMigrations();
    const qsizetype version = query.value(0).toInt();
    query.finish();
    if (version < 0 || version > migrations.size()) {
        m_fault = u"The local file was written by a newer version of Landline."_s;
        return Opened::No;
    }
    // Taking the lock now tells at once that another process has the file.
    bool isDone = exec(u"BEGIN EXCLUSIVE"_s);
    for (qsizetype from = version; isDone && from < migrations.size(); ++from) {
        for (const QString& statement : migrations.at(from)) {
            isDone = isDone && exec(statement);
        }
    }
    isDone = isDone
        && (version == migrations.size()
            || exec(u"PRAGMA user_version=%1"_s.arg(migrations.size())));
    isDone = isDone && exec(u"COMMIT"_s);
    return isDone ? Opened::Yes : (m_damaged ? Opened::Damaged : Opened::No);
}

void LocalDatabase::openMemory()
{
    if (tryOpen(u":memory:"_s) != Opened::Yes) {
        qCWarning(log) << "no database, not even in memory:" << m_fault;
    }
}

void LocalDatabase::close()
{
    if (!m_database.isValid()) {
        return;
    }
    commit();
    m_prepared.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connectionName);
}

bool LocalDatabase::exec(const QString& sql)
{
    QSqlQuery query(m_database);
    if (query.exec(sql)) {
        return true;
    }
    noteFailure(query.lastError());
    return false;
}

void LocalDatabase::noteFailure(const QSqlError& error)
{
    m_fault = error.text();
    qCWarning(log) << "a local write or read failed:" << error.nativeErrorCode()
                   << error.databaseText();
    if (isDamage(error) && !std::exchange(m_damaged, true)) {
        Q_EMIT damageFound();
    }
}

QSqlQuery& LocalDatabase::prepared(const QString& sql)
{
    auto found = m_prepared.find(sql);
    if (found == m_prepared.end()) {
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        if (!query.prepare(sql)) {
            noteFailure(query.lastError());
        }
        found = m_prepared.emplace(sql, std::move(query)).first;
    }
    return found->second;
}

bool LocalDatabase::run(QSqlQuery& query)
{
    if (query.exec()) {
        return true;
    }
    noteFailure(query.lastError());
    return false;
}

bool LocalDatabase::write(QSqlQuery& query)
{
    if (!m_inBatch) {
        m_inBatch = exec(u"BEGIN IMMEDIATE"_s);
        m_endOfTurn.start();
    }
    const bool isDone = run(query);
    query.finish();
    return isDone;
}

bool LocalDatabase::writeNow(QSqlQuery& query)
{
    commit();
    // The one fsync that a person waits for: what was typed is worth it, the cache is not.
    exec(u"PRAGMA synchronous=FULL"_s);
    const bool isDone = run(query);
    query.finish();
    exec(u"PRAGMA synchronous=NORMAL"_s);
    return isDone;
}

void LocalDatabase::commit()
{
    m_endOfTurn.stop();
    if (std::exchange(m_inBatch, false) && !exec(u"COMMIT"_s)) {
        exec(u"ROLLBACK"_s);
    }
}

} // namespace landline::client
