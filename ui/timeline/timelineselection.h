// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <compare>
#include <optional>
#include <utility>

namespace landline::ui {

/// Selected text of a timeline: from where the mouse went down to where it is, over any number of rows.
struct TimelineSelection {
    struct Point {
        int row = 0;
        int position = 0; ///< In the row's text.

        auto operator<=>(const Point&) const = default;
    };

    Point anchor;
    Point cursor;

    bool isEmpty() const { return anchor == cursor; }
    Point first() const { return std::min(anchor, cursor); }
    Point last() const { return std::max(anchor, cursor); }

    /// The positions selected in a row whose text is `length` long; equal where none.
    std::pair<int, int> within(int row, int length) const
    {
        if (row < first().row || row > last().row) {
            return { 0, 0 };
        }
        return { row == first().row ? first().position : 0,
            row == last().row ? last().position : length };
    }

    /// The selection stays on its messages when rows come or (with a negative count) go above them.
    void shift(int from, int count)
    {
        anchor.row += anchor.row >= from ? count : 0;
        cursor.row += cursor.row >= from ? count : 0;
    }
};

} // namespace landline::ui
