// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/look/theme.h"
#include "ui/timeline/reactionchips.h"
#include "ui/timeline/textblock.h"
#include "ui/timeline/timelinerow.h"

#include <QDate>
#include <QRect>
#include <QString>

#include <memory>

namespace landline::ui {

/// Where the parts of one row are, relative to its top left. Painting and hit testing read the same
/// rectangles; a null one is a part that the row does not have.
struct MessageLayout {
    int height = 0;
    QRect day; ///< The separator above the first row of a day, across the view.
    QString dayText;
    QRect newLine; ///< The line above what was not yet read, across the view.
    QRect body; ///< All but the separators: what lights up under the pointer.
    QRect avatar; ///< Or, for a notice, its icon.
    QRect author;
    QString authorText; ///< Elided to the rectangle.
    QRect time;
    QString timeText;
    bool timeOnHover = false; ///< The time of a continued row shows only under the pointer.
    QRect pin; ///< The line that says that it is pinned.
    QRect quote; ///< What a reply answers, on one line: a bar, who said it, and the words.
    QRect quoteAuthor;
    QString quoteAuthorText; ///< Elided to its rectangle, as is the next.
    QRect quoteWords;
    QString quoteText;
    QRect text;
    std::shared_ptr<const TextBlock> block;
    QRect edited; ///< The mark "(edited)" after the words.
    QRect mark; ///< How far an own message has come.
    QRect showAll;
    QString showAllText;
    QRect failure;
    std::shared_ptr<const TextBlock> failureBlock;
    QRect retry;
    QRect discard;
    std::vector<ReactionChip> chips;

    /// The line that stays where it is on the screen while rows above come, go and grow.
    int anchor() const { return text.top(); }
};

/// Lays out a row in a view that is `width` pixels wide. `today` is for the names of the days.
MessageLayout layOutMessage(
    const TimelineRow& row, const RowContext& context, int width, const Theme& theme, QDate today);

/// What is under a point of a row.
struct MessageHit {
    enum Part { Nothing, Text, Link, ShowAll, Retry, Discard, Quote, Chip, Edited, Time };
    Part part = Nothing;
    int position = 0; ///< In the text, the nearest to the point; for any part.
    QUrl url; ///< For Link.
    int chip = -1; ///< For Chip: which.

    /// Something else is under the pointer, as far as one can see.
    bool isOther(const MessageHit& other) const { return part != other.part || chip != other.chip; }
};
MessageHit hitTest(const MessageLayout& layout, const QPoint& point);

/// What stands in place of what a deleted message said.
QString deletedWords();
/// The mark behind what was edited.
QString editedWords();

} // namespace landline::ui
