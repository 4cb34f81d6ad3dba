// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/foundlayout.h"

#include "client/searchmodel.h"
#include "ui/look/avatar.h"
#include "ui/timewords.h"

#include <QCoreApplication>
#include <QModelIndex>
#include <QPainter>

#include <algorithm>

namespace landline::ui {

using client::SearchModel;

namespace {

constexpr int side = 8; ///< Between the ground and the edge of the list.
constexpr int inner = 10; ///< Between the ground and what is on it.
constexpr int above = 8; ///< Likewise, at the top and at the bottom.
constexpr int gap = 10; ///< Between the avatar and the words.
constexpr int apart = 6; ///< Between the words of the first line.
constexpr int narrowest = 60; ///< Of a column of words, however narrow the list.
constexpr int mostLines = 4; ///< Of an excerpt.
/// Of an excerpt in characters: in Latin letters about as long as its lines.
constexpr qsizetype longest = 150;

/// Gives the free functions below a translation context.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(FoundLayout)
};

void addFirstLine(
    FoundLayout& layout, const FoundRow& row, const QRect& line, const Theme& theme, QDate today)
{
    const QFontMetrics strong(theme.fonts.strong);
    const QFontMetrics small(theme.fonts.small);
    layout.timeText = momentWords(row.time, today);
    const int timeWidth = small.horizontalAdvance(layout.timeText) + 2;
    layout.time = QRect(line.right() + 1 - timeWidth, line.top(), timeWidth, line.height());
    const int rest = std::max(line.width() - timeWidth - apart, narrowest / 2);
    layout.roomText = Words::tr("in %1").arg(onOneLine(row.room));
    const int roomWanted = small.horizontalAdvance(layout.roomText) + 2 + apart;
    // The room makes way for the name first, but not altogether.
    const int forAuthor = std::max(rest - roomWanted, rest * 3 / 5);
    layout.authorText = strong.elidedText(onOneLine(row.author), Qt::ElideRight, forAuthor);
    const int authorWidth = std::min(strong.horizontalAdvance(layout.authorText) + 1, forAuthor);
    layout.author = QRect(line.left(), line.top(), authorWidth, line.height());
    const int roomWidth = std::max(rest - authorWidth - apart, 0);
    layout.roomText = small.elidedText(layout.roomText, Qt::ElideRight, roomWidth);
    layout.room = QRect(layout.author.right() + 1 + apart, line.top(), roomWidth, line.height());
}

void addExcerpt(FoundLayout& layout, const FoundRow& row, const SearchQuery& query, int width,
    const Theme& theme)
{
    const int most = TextBlock({}, theme.fonts.body, width).size().height() * mostLines;
    Excerpt excerpt = excerptOf(row.content, query, longest);
    layout.block = std::make_shared<TextBlock>(excerpt.text, theme.fonts.body, width);
    const int height = layout.block->size().height();
    if (height > most) {
        // Wide letters or a narrow list: as much less as there was too much.
        excerpt
            = excerptOf(row.content, query, std::max<qsizetype>(longest * most / height - 4, 8));
        layout.block = std::make_shared<TextBlock>(excerpt.text, theme.fonts.body, width);
    }
    layout.hits = std::move(excerpt.hits);
}

} // namespace

FoundRow FoundRow::fromIndex(const QModelIndex& index)
{
    return {
        .room = index.data(SearchModel::RoomRole).toString(),
        .author = index.data(SearchModel::AuthorRole).toString(),
        .content = index.data(SearchModel::ContentRole).toString(),
        .time = index.data(SearchModel::TimestampRole).toDateTime().toLocalTime(),
    };
}

FoundLayout layOutFound(
    const FoundRow& row, const SearchQuery& query, int width, const Theme& theme, QDate today)
{
    FoundLayout layout;
    const int avatar = theme.metrics.smallAvatar;
    const int left = side + inner + avatar + gap;
    const int column = std::max(width - left - side - inner, narrowest);
    const int lineHeight = QFontMetrics(theme.fonts.strong).height() + 2;
    layout.avatar = QRect(side + inner, above + 3, avatar, avatar);
    addFirstLine(layout, row, QRect(left, above, column, lineHeight), theme, today);
    addExcerpt(layout, row, query, column, theme);
    layout.words = QPoint(left, above + lineHeight);
    const int bottom
        = std::max(layout.words.y() + layout.block->size().height(), layout.avatar.bottom() + 1);
    layout.height = bottom + above;
    layout.ground = QRect(side, 1, width - 2 * side, layout.height - 2);
    return layout;
}

void paintFound(QPainter& painter, const QPoint& origin, const FoundRow& row,
    const FoundLayout& layout, const FoundState& state, const Theme& theme)
{
    const Palette& p = theme.palette;
    const auto at = [&origin](const QRect& rect) { return rect.translated(origin); };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (state.hovered || state.current) {
        const QRectF ground = at(layout.ground);
        painter.setBrush(state.current ? p.selected : p.hover);
        painter.setPen(Qt::NoPen);
        painter.drawRoundedRect(ground, theme.metrics.radius, theme.metrics.radius);
        if (state.current && state.focused) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(p.accent, 2));
            painter.drawRoundedRect(
                ground.adjusted(1, 1, -1, -1), theme.metrics.radius, theme.metrics.radius);
        }
    }
    paintAvatar(painter, at(layout.avatar), row.author, theme);
    constexpr int onLine = Qt::AlignVCenter | Qt::TextSingleLine;
    painter.setFont(theme.fonts.strong);
    painter.setPen(theme.authorColor(row.author));
    painter.drawText(at(layout.author), onLine | Qt::AlignLeft, layout.authorText);
    painter.setFont(theme.fonts.small);
    painter.setPen(p.textMuted);
    painter.drawText(at(layout.room), onLine | Qt::AlignLeft, layout.roomText);
    painter.drawText(at(layout.time), onLine | Qt::AlignRight, layout.timeText);
    layout.block->paintHits(painter, origin + layout.words, layout.hits, p.hitFill);
    layout.block->paint(painter, origin + layout.words, { p.text, p.link, p.textSelection });
    painter.restore();
}

} // namespace landline::ui
