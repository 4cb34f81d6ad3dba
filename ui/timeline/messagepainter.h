// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/messagelayout.h"

class QPainter;

namespace landline::ui {

/// What of a row depends on the pointer and the selection.
struct MessagePaintState {
    bool hovered = false;
    MessageHit hover; ///< What of it is under the pointer.
    bool current = false; ///< Where the keys are.
    bool lit = false; ///< Just jumped to.
    QList<SearchQuery::Hit> hits; ///< What of the text was searched for.
    int selectedFrom = 0; ///< Positions in the text.
    int selectedTo = 0;
};

/// Paints a row whose top left is at `origin`, as `layout` has it.
void paintMessage(QPainter& painter, const QPoint& origin, const MessageLayout& layout,
    const TimelineRow& row, const MessagePaintState& state, const Theme& theme);

} // namespace landline::ui
