// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/reactionchips.h"

#include "ui/look/emojibutton.h"
#include "ui/timeline/displaytext.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace landline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int chipHeight = 24;
constexpr int chipPadding = 8; ///< At either end.
constexpr int chipGap = 4; ///< Between chips, and between emoji and count.
/// Names in a sentence before the others, of whom there are several then, are counted.
constexpr qsizetype namesSaid = 8;

/// Gives the free functions below a translation context.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Reactions)
};

} // namespace

bool isOwn(const event::Reaction& reaction, const QString& self)
{
    return std::any_of(reaction.users.cbegin(), reaction.users.cend(),
        [&self](const UserName& user) { return user.toString() == self; });
}

std::vector<ReactionChip> layOutChips(const QList<event::Reaction>& reactions, const QString& self,
    const QPoint& origin, int width, const Theme& theme)
{
    const QFontMetrics emojiMetrics(emojiFont(theme.fonts.body));
    const QFontMetrics countMetrics(theme.fonts.smallStrong);
    std::vector<ReactionChip> chips;
    chips.reserve(static_cast<std::size_t>(reactions.size()));
    QPoint at = origin;
    for (const event::Reaction& reaction : reactions) {
        ReactionChip chip;
        chip.emoji = reaction.emoji;
        chip.count = QLocale().toString(reaction.users.size());
        chip.own = isOwn(reaction, self);
        // An emoji that the font does not have as one falls apart: no chip is wider for it.
        chip.emojiWidth
            = std::min(emojiMetrics.horizontalAdvance(reaction.emoji.toString()), 3 * chipHeight);
        const int wide = chip.emojiWidth + chipGap + countMetrics.horizontalAdvance(chip.count)
            + 2 * chipPadding;
        if (at.x() > origin.x() && at.x() + wide > origin.x() + width) {
            at = { origin.x(), at.y() + chipHeight + chipGap };
        }
        chip.rect = QRect(at, QSize(wide, chipHeight));
        at.rx() += wide + chipGap;
        chips.push_back(std::move(chip));
    }
    return chips;
}

void paintChip(QPainter& painter, const ReactionChip& chip, const QPoint& origin, bool hovered,
    const Theme& theme)
{
    const Palette& p = theme.palette;
    const QRect rect = chip.rect.translated(origin);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor edge = chip.own ? p.accent : p.border;
    if (hovered) {
        edge = chip.own ? p.link : p.fieldBorder;
    }
    painter.setPen(QPen(edge, 1));
    painter.setBrush(chip.own ? p.selected : p.window);
    painter.drawRoundedRect(
        QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), chipHeight / 2.0, chipHeight / 2.0);
    const QRect emoji(rect.left() + chipPadding, rect.top() + 1, chip.emojiWidth, rect.height());
    painter.setFont(emojiFont(theme.fonts.body));
    painter.setPen(p.text);
    painter.setClipRect(emoji, Qt::IntersectClip);
    painter.drawText(
        emoji, Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip, chip.emoji.toString());
    painter.restore();
    painter.setFont(theme.fonts.smallStrong);
    painter.setPen(chip.own ? p.link : p.textMuted);
    painter.drawText(
        rect.adjusted(0, 0, -chipPadding, 0), Qt::AlignRight | Qt::AlignVCenter, chip.count);
}

QString reactionSentence(const event::Reaction& reaction, const QString& self)
{
    const qsizetype all = reaction.users.size();
    const qsizetype named = all <= namesSaid + 1 ? all : namesSaid;
    QStringList names;
    names.reserve(named);
    if (isOwn(reaction, self)) {
        names.append(Words::tr("You"));
    }
    for (const UserName& user : reaction.users) {
        if (names.size() < named && user.toString() != self) {
            names.append(onOneLine(user.toString()));
        }
    }
    const QString emoji = reaction.emoji.toString();
    const auto others = static_cast<int>(all - names.size());
    if (others > 0) {
        return Words::tr("%1 and %n others reacted with %2", nullptr, others)
            .arg(names.join(Words::tr(", ")), emoji);
    }
    if (names.size() < 2) {
        return Words::tr("%1 reacted with %2").arg(names.value(0), emoji);
    }
    const QString last = names.takeLast();
    return Words::tr("%1 and %2 reacted with %3").arg(names.join(Words::tr(", ")), last, emoji);
}

} // namespace landline::ui
