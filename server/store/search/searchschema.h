// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/search/searchquery.h"
#include "server/store/records.h"
#include "server/store/schema.h"

namespace landline::server {

/// The search index: a file of its own beside the log, of which it is made and can be made again.
///
/// Its documents are the messages as they read now, numbered as they came. So that the newest are found first, no query
/// looks at more than it needs, and what was deleted is soon gone from the disk, each `shelf` of so many neighbours has an
/// FTS5 table of its own, words_NUMBER, with two columns: `words` (searchText()) and `marks` (who, where, and what else).
const Schema& searchSchema();

/// Documents on one shelf: a query of the slowest kind takes some 10 ms in it, its tidying some 100. An index keeps to
/// one size; tests have smaller ones.
constexpr qint64 usualShelf = 65536;

/// How a document bears who said it, where, and what it has.
QString authorMark(const UserName& author);
QString roomMark(RoomId room);
QString traitMark(SearchTrait trait);

} // namespace landline::server
