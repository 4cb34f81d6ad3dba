// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/look/theme.h"
#include "ui/search/excerpt.h"
#include "ui/timeline/textblock.h"

#include <QDateTime>
#include <QRect>

#include <memory>

class QModelIndex;
class QPainter;

namespace landline::ui {

/// What one row of search results says.
struct FoundRow {
    QString room;
    QString author;
    QString content;
    QDateTime time; ///< Local.

    /// Of a client::SearchModel.
    static FoundRow fromIndex(const QModelIndex& index);
};

/// Where the parts of a row are, relative to its top left: who and where on one line, the moment at its end, below it the
/// excerpt.
struct FoundLayout {
    int height = 0;
    QRect ground; ///< What is lit under the pointer, and where the keys are.
    QRect avatar;
    QRect author;
    QString authorText; ///< Elided to its rectangle, as is the next.
    QRect room;
    QString roomText;
    QRect time;
    QString timeText;
    QPoint words; ///< Where the block begins.
    std::shared_ptr<const TextBlock> block;
    QList<SearchQuery::Hit> hits; ///< In the block's text.
};

/// Lays out a row that is `width` pixels wide. `today` is for the names of days.
FoundLayout layOutFound(
    const FoundRow& row, const SearchQuery& query, int width, const Theme& theme, QDate today);

/// How a row stands in its list.
struct FoundState {
    bool hovered = false;
    bool current = false;
    bool focused = false; ///< The list has the keys.
};

/// Paints a row whose top left is at `origin`.
void paintFound(QPainter& painter, const QPoint& origin, const FoundRow& row,
    const FoundLayout& layout, const FoundState& state, const Theme& theme);

} // namespace landline::ui
