// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/search/searchschema.h"

namespace landline::server {

/// What the shelves are asked for a query (https://www.sqlite.org/fts5.html#full_text_query_syntax): the documents that
/// match but for the time, and perhaps some that do not.
///
/// Whatever was typed, the expression is one that FTS5 takes: of it only words come in, which have neither quotes nor
/// operators. `in` and `notIn` are the rooms of the query.
QString searchExpression(
    const SearchQuery& query, const QList<RoomId>& in, const QList<RoomId>& notIn);

} // namespace landline::server
