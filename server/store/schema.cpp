// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/schema.h"

#include <QStringList>
#include <QVariant>

#include <array>

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

/// The statements that lead from each version to the next. What has been released is never changed, only added to.
const std::array<QStringList, 1>& migrations()
{
    static const std::array<QStringList, 1> steps { {
        {
            u"CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"_s,
            u"CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)"_s,
            // `key` is the case-folded name: RoomName::key().
            u"CREATE TABLE rooms (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT "
            u"NULL, "
            "topic TEXT NOT NULL DEFAULT '', private INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL)"_s,
            u"CREATE TABLE members (room INTEGER NOT NULL REFERENCES rooms (id), "
            "user INTEGER NOT NULL REFERENCES users (id), joined INTEGER NOT NULL, "
            "read_seq INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (room, user)) WITHOUT ROWID"_s,
            u"CREATE INDEX members_by_user ON members (user)"_s,
            // The log. `at` in milliseconds since 1970 UTC; `mentions` one name a line; `kind` is EventKind.
            u"CREATE TABLE events (room INTEGER NOT NULL REFERENCES rooms (id), seq INTEGER NOT "
            u"NULL, "
            "kind INTEGER NOT NULL, author INTEGER NOT NULL REFERENCES users (id), id TEXT, at "
            "INTEGER NOT NULL, "
            "content TEXT NOT NULL, reply_to INTEGER, mentions TEXT, guest INTEGER NOT NULL "
            "DEFAULT 0, "
            "PRIMARY KEY (room, seq)) WITHOUT ROWID"_s,
            // Exactly once (PROTOCOL.md section 5.3).
            u"CREATE UNIQUE INDEX events_by_id ON events (author, id) WHERE id IS NOT NULL"_s,
            u"INSERT INTO meta VALUES ('server_id', lower(hex(randomblob(16))))"_s,
        },
    } };
    return steps;
}

OpenFailure unusable(Database& database)
{
    database.rollBack();
    return { ServerProblem::DataDirUnusable, database.failure().value_or(QString()) };
}

} // namespace

std::optional<OpenFailure> migrate(Database& database)
{
    auto& query = database.statement("PRAGMA user_version");
    if (!database.run(query) || !query.next()) {
        return unusable(database);
    }
    const auto version = query.value(0).toInt();
    query.finish();
    const auto known = static_cast<int>(migrations().size());
    if (version > known) {
        return OpenFailure { ServerProblem::DataTooNew,
            u"The data is of version %1; this program knows versions up to %2."_s.arg(version).arg(
                known) };
    }
    for (int from = version; from < known; ++from) {
        bool done = database.begin();
        for (const QString& step : migrations()[static_cast<std::size_t>(from)]) {
            done = done && database.execute(step);
        }
        done = done && database.execute(u"PRAGMA user_version = %1"_s.arg(from + 1))
            && database.commit();
        if (!done) {
            return unusable(database);
        }
    }
    return std::nullopt;
}

} // namespace landline::server
