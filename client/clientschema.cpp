// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/clientschema.h"

namespace landline::client {

using namespace Qt::StringLiterals;

const QList<QStringList>& clientMigrations()
{
    // Rooms are known by their folded name (RoomName::key). An event is kept as its wire frame, so
    // that fields of later versions need no migration; what is counted stands beside it.
    static const QList<QStringList> migrations {
        {
            u"CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"_s,
            u"CREATE TABLE rooms (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT "
            u"NULL,"
            u" topic TEXT NOT NULL, is_private INTEGER NOT NULL, members INTEGER NOT NULL,"
            u" read_seq INTEGER NOT NULL, unread INTEGER NOT NULL, mentions INTEGER NOT NULL,"
            u" counted_to INTEGER NOT NULL, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL,"
            u" has_older INTEGER NOT NULL, last_author TEXT NOT NULL, last_message TEXT NOT NULL,"
            u" last_time INTEGER)"_s,
            u"CREATE TABLE events (room INTEGER NOT NULL, seq INTEGER NOT NULL, is_text INTEGER "
            u"NOT NULL,"
            u" author TEXT NOT NULL, mentions_me INTEGER NOT NULL, frame BLOB NOT NULL,"
            u" PRIMARY KEY (room, seq)) WITHOUT ROWID"_s,
            u"CREATE TABLE outbox (position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL "
            u"UNIQUE,"
            u" room TEXT NOT NULL, content TEXT NOT NULL, reply_to INTEGER, written_at INTEGER NOT "
            u"NULL,"
            u" failure TEXT)"_s,
            u"CREATE TABLE drafts (key TEXT PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL)"
            u" WITHOUT ROWID"_s,
            u"CREATE TABLE wishes (key TEXT PRIMARY KEY, name TEXT NOT NULL, joins INTEGER NOT "
            u"NULL)"
            u" WITHOUT ROWID"_s,
        },
        // Changes are no rows any more: messages are kept as they read now. What is here is asked
        // for again.
        {
            u"DELETE FROM events"_s,
            u"UPDATE rooms SET first_seq = -1, last_seq = 0, has_older = 0"_s,
        },
        // What can be looked for in the messages held: searchText() of each, who said it (folded) and
        // its SearchTraits. What is held without is asked for again.
        {
            u"CREATE TABLE words (room INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL,"
            u" author TEXT NOT NULL, traits INTEGER NOT NULL, words TEXT NOT NULL,"
            u" PRIMARY KEY (room, seq)) WITHOUT ROWID"_s,
            u"DELETE FROM events"_s,
            u"UPDATE rooms SET first_seq = -1, last_seq = 0, has_older = 0"_s,
        },
    };
    return migrations;
}

} // namespace landline::client
