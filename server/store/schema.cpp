// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/schema.h"

#include <string>

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

/// The statements that lead from each version to the next. What has been released is never changed, only added to.
std::vector<std::vector<const char*>> logSteps()
{
    return {
        {
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
            // `key` is the case-folded name: RoomName::key().
            "CREATE TABLE rooms (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT "
            "NULL, "
            "topic TEXT NOT NULL DEFAULT '', private INTEGER NOT NULL DEFAULT 0, created INTEGER "
            "NOT NULL)",
            "CREATE TABLE members (room INTEGER NOT NULL REFERENCES rooms (id), "
            "user INTEGER NOT NULL REFERENCES users (id), joined INTEGER NOT NULL, "
            "read_seq INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (room, user)) WITHOUT ROWID",
            "CREATE INDEX members_by_user ON members (user)",
            // The log. `at` in milliseconds since 1970 UTC; `mentions` one name a line; `kind` is EventKind.
            "CREATE TABLE events (room INTEGER NOT NULL REFERENCES rooms (id), seq INTEGER NOT "
            "NULL, "
            "kind INTEGER NOT NULL, author INTEGER NOT NULL REFERENCES users (id), id TEXT, at "
            "INTEGER NOT NULL, "
            "content TEXT NOT NULL, reply_to INTEGER, mentions TEXT, guest INTEGER NOT NULL "
            "DEFAULT 0, "
            "PRIMARY KEY (room, seq)) WITHOUT ROWID",
            // Exactly once (PROTOCOL.md section 5.3).
            "CREATE UNIQUE INDEX events_by_id ON events (author, id) WHERE id IS NOT NULL",
            "INSERT INTO meta VALUES ('server_id', lower(hex(randomblob(16))))",
        },
        {
            // How messages read now, where that differs from the log. `edited` in milliseconds since 1970 UTC; where
            // it is there, content and mentions count. A deleted message has no row here, and it and its edits no
            // content in the log. There a change's `reply_to` is its target.
            "CREATE TABLE message_states (room INTEGER NOT NULL REFERENCES rooms (id), seq INTEGER "
            "NOT NULL, content TEXT, mentions TEXT, edited INTEGER, "
            "pinned INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (room, seq)) WITHOUT ROWID",
            "CREATE TABLE reactions (room INTEGER NOT NULL REFERENCES rooms (id), seq INTEGER NOT "
            "NULL, emoji TEXT NOT NULL, user INTEGER NOT NULL REFERENCES users (id), "
            "PRIMARY KEY (room, seq, emoji, user)) WITHOUT ROWID",
            "CREATE INDEX edits_by_target ON events (room, reply_to) WHERE kind = 2",
        },
        {
            // The log once more, now one event behind the other as they come, whatever their rooms: a commit fills few
            // pages, and a message lies in its page (WITHOUT ROWID, what is over a quarter of one has a page of its own).
            "CREATE TABLE log (number INTEGER PRIMARY KEY, room INTEGER NOT NULL REFERENCES rooms "
            "(id), "
            "seq INTEGER NOT NULL, kind INTEGER NOT NULL, author INTEGER NOT NULL REFERENCES users "
            "(id), "
            "id TEXT, at INTEGER NOT NULL, content TEXT NOT NULL, reply_to INTEGER, mentions TEXT, "
            "guest INTEGER NOT NULL DEFAULT 0, UNIQUE (room, seq))",
            "INSERT INTO log (room, seq, kind, author, id, at, content, reply_to, mentions, guest) "
            "SELECT room, seq, kind, author, id, at, content, reply_to, mentions, guest FROM "
            "events "
            "ORDER BY at, room, seq",
            "DROP TABLE events",
            "ALTER TABLE log RENAME TO events",
            "CREATE UNIQUE INDEX events_by_id ON events (author, id) WHERE id IS NOT NULL",
            "CREATE INDEX edits_by_target ON events (room, reply_to) WHERE kind = 2",
        },
    };
}

std::optional<int> versionOf(Database& database)
{
    auto row = database.query("PRAGMA user_version");
    return row.next() ? std::optional(static_cast<int>(row.integer(0))) : std::nullopt;
}

OpenFailure unusable(Database& database)
{
    database.rollBack();
    return { ServerProblem::DataDirUnusable, database.failure().value_or(QString()) };
}

} // namespace

const Schema& logSchema()
{
    // What is deleted is overwritten; Debian's SQLite does so anyway, others are told to. Foreign keys are not enforced:
    // each insert would look up again the room and the user that it has just been given.
    static const Schema schema { logSteps(),
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; "
        "PRAGMA secure_delete = ON" };
    return schema;
}

std::optional<OpenFailure> migrate(Database& database, const Schema& schema)
{
    const auto stored = versionOf(database);
    if (!stored) {
        return unusable(database);
    }
    const auto version = *stored;
    const auto known = static_cast<int>(schema.steps.size());
    if (version > known) {
        return OpenFailure { ServerProblem::DataTooNew,
            u"The data is of version %1; this program knows versions up to %2."_s.arg(version).arg(
                known) };
    }
    for (int from = version; from < known; ++from) {
        bool done = database.begin();
        for (const char* step : schema.steps[static_cast<std::size_t>(from)]) {
            done = done && database.execute(step);
        }
        done = done
            && database.execute(("PRAGMA user_version = " + std::to_string(from + 1)).c_str())
            && database.commit();
        if (!done) {
            return unusable(database);
        }
    }
    return std::nullopt;
}

} // namespace landline::server
