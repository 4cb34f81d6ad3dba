// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/search/searchschema.h"

#include "messages/search/searchwords.h"

namespace landline::server {

using namespace Qt::StringLiterals;

namespace {

std::vector<std::vector<const char*>> searchSteps()
{
    return {
        {
            // `origin`: which log it was made of, and how; see SearchIndex::origin().
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
            // How far the log of each room has been read, and the time of the last event that was.
            "CREATE TABLE positions (room INTEGER PRIMARY KEY, seq INTEGER NOT NULL, at INTEGER "
            "NOT NULL)",
            // `words` and `marks` are what the shelf was given, which FTS5 wants to see again when they change.
            "CREATE TABLE documents (number INTEGER PRIMARY KEY, room INTEGER NOT NULL, seq "
            "INTEGER NOT NULL, at INTEGER NOT NULL, words TEXT NOT NULL, marks TEXT NOT NULL)",
            "CREATE UNIQUE INDEX documents_by_place ON documents (room, seq)",
            // The times of its earliest and latest document. `untidy`: it holds words that were deleted, or is full
            // and in pieces.
            "CREATE TABLE shelves (number INTEGER PRIMARY KEY, first_at INTEGER NOT NULL, last_at "
            "INTEGER NOT NULL, untidy INTEGER NOT NULL DEFAULT 0)",
        },
    };
}

} // namespace

const Schema& searchSchema()
{
    // It can be made anew, so a power failure may take its last transactions, and nobody waits for it to reach the disk:
    // it is brought there (64 MiB of it at most wait) by SearchIndex::tidy().
    static const Schema schema { searchSteps(),
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; "
        "PRAGMA wal_autocheckpoint = 16384" };
    return schema;
}

QString authorMark(const UserName& author)
{
    // In hexadecimal, for a name may have any character.
    return u'u' + QString::fromLatin1(searchFolded(author.toString()).toUtf8().toHex());
}

QString roomMark(RoomId room)
{
    return u'r' + QString::number(room.value);
}

QString traitMark(SearchTrait trait)
{
    return u'h' + nameOf(trait);
}

} // namespace landline::server
