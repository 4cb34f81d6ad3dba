// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/search/searchquery.h"

namespace landline::ui {

/// A piece of a message that shows why it was found.
struct Excerpt {
    QString
        text; ///< On one line and safe to lay out (see onOneLine); "…" where something was left out.
    QList<SearchQuery::Hit> hits; ///< In `text`; rising, and apart from each other.

    bool operator==(const Excerpt&) const = default;
};

/// At most `longest` characters of a content, and the ellipses: from its beginning, or around the first hit where that
/// is further on. `query` is what the message was found by.
Excerpt excerptOf(const QString& content, const SearchQuery& query, qsizetype longest = 150);

} // namespace landline::ui
