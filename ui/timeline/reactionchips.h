// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/logevents.h"
#include "ui/look/theme.h"

#include <QRect>
#include <QString>

#include <vector>

class QPainter;

namespace landline::ui {

/// One emoji below a message, with how many reacted with it.
struct ReactionChip {
    QRect rect;
    Emoji emoji;
    QString count;
    bool own = false; ///< The reader is among them.
    int emojiWidth = 0;
};

/// Lays out chips in lines from `origin` on, at most `width` wide. Those that came by one person or by
/// hundreds look alike but for the count.
std::vector<ReactionChip> layOutChips(const QList<event::Reaction>& reactions, const QString& self,
    const QPoint& origin, int width, const Theme& theme);

void paintChip(QPainter& painter, const ReactionChip& chip, const QPoint& origin, bool hovered,
    const Theme& theme);

/// Whether the reader is among those who reacted so.
bool isOwn(const event::Reaction& reaction, const QString& self);

/// "You, ann and 3 others reacted with 👍": plain text.
QString reactionSentence(const event::Reaction& reaction, const QString& self);

} // namespace landline::ui
