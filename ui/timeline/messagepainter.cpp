// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/messagepainter.h"

#include "ui/look/avatar.h"
#include "ui/look/icons.h"

#include <QCoreApplication>
#include <QPainter>

namespace landline::ui {

using client::Delivery;
using client::TimelineModel;

namespace {

/// Gives the free functions below a translation context.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(MessageLayout)
};

void drawRule(QPainter& painter, const QRect& band, int from, int to, const QColor& color)
{
    painter.setPen(color);
    painter.drawLine(band.left() + from, band.center().y(), band.left() + to, band.center().y());
}

void paintDay(QPainter& painter, const QRect& band, const QString& text, const Theme& theme)
{
    const QFontMetrics metrics(theme.fonts.smallStrong);
    const int half = metrics.horizontalAdvance(text) / 2 + 12;
    const int middle = band.width() / 2;
    drawRule(painter, band, theme.metrics.messageLeft, middle - half, theme.palette.border);
    drawRule(painter, band, middle + half, band.width() - theme.metrics.messageLeft,
        theme.palette.border);
    painter.setFont(theme.fonts.smallStrong);
    painter.setPen(theme.palette.textMuted);
    painter.drawText(band, Qt::AlignCenter | Qt::TextSingleLine, text);
}

void paintNewLine(QPainter& painter, const QRect& band, const Theme& theme)
{
    const QString text = Words::tr("New messages");
    const QFontMetrics metrics(theme.fonts.smallStrong);
    const int width = metrics.horizontalAdvance(text);
    const int right = band.width() - theme.metrics.messageLeft;
    drawRule(painter, band, theme.metrics.messageLeft, right - width - 8, theme.palette.danger);
    painter.setFont(theme.fonts.smallStrong);
    painter.setPen(theme.palette.danger);
    painter.drawText(
        QRect(right - width, band.top(), width + 1, band.height()), Qt::AlignVCenter, text);
}

void paintMark(QPainter& painter, const QRect& rect, Delivery delivery, const Theme& theme)
{
    switch (delivery) {
    case Delivery::Pending:
        paintIcon(painter, Icon::Clock, rect, theme.palette.textMuted);
        break;
    case Delivery::Delivered:
        paintIcon(painter, Icon::Sent, rect, theme.palette.textMuted);
        break;
    case Delivery::Failed:
        paintIcon(painter, Icon::Failed, rect, theme.palette.danger);
        break;
    case Delivery::Received:
        break;
    }
}

void paintAction(
    QPainter& painter, const QRect& rect, const QString& text, bool hovered, const Theme& theme)
{
    QFont font = theme.fonts.smallStrong;
    font.setUnderline(hovered);
    painter.setFont(font);
    painter.setPen(theme.palette.link);
    painter.drawText(rect, Qt::AlignVCenter | Qt::TextSingleLine, text);
}

Icon noticeIcon(TimelineModel::Kind kind)
{
    switch (kind) {
    case TimelineModel::Kind::Joined:
        return Icon::Joined;
    case TimelineModel::Kind::Left:
        return Icon::Left;
    default:
        return Icon::Topic;
    }
}

void paintTime(
    QPainter& painter, const QPoint& origin, const MessageLayout& layout, const Theme& theme)
{
    painter.setFont(theme.fonts.small);
    painter.setPen(theme.palette.textMuted);
    painter.drawText(layout.time.translated(origin),
        Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine, layout.timeText);
}

void paintPin(QPainter& painter, const QRect& rect, const Theme& theme)
{
    constexpr int side = 13;
    const int top = rect.center().y() - side / 2;
    paintIcon(painter, Icon::Pin, QRectF(rect.left(), top, side, side), theme.palette.warning);
    painter.setFont(theme.fonts.small);
    painter.setPen(theme.palette.warning);
    painter.drawText(
        rect.adjusted(side + 5, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, Words::tr("Pinned"));
}

void paintQuote(QPainter& painter, const QPoint& origin, const MessageLayout& layout,
    const TimelineRow& row, bool hovered, const Theme& theme)
{
    const Palette& p = theme.palette;
    const auto at = [&origin](const QRect& rect) { return rect.translated(origin); };
    const QRect quote = at(layout.quote);
    const bool isHeld = row.quote.state == client::Quote::State::Held;
    const QColor who = isHeld ? theme.authorColor(row.quote.author) : p.fieldBorder;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(hovered ? p.hover : p.window);
    painter.drawRoundedRect(quote, 4, 4);
    painter.setBrush(who);
    painter.drawRoundedRect(QRect(quote.topLeft(), QSize(3, quote.height())), 1.5, 1.5);
    painter.restore();
    painter.setFont(theme.fonts.smallStrong);
    painter.setPen(who);
    painter.drawText(at(layout.quoteAuthor), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        layout.quoteAuthorText);
    QFont words = theme.fonts.small;
    words.setItalic(!isHeld || row.quote.isDeleted);
    painter.setFont(words);
    painter.setPen(p.textMuted);
    painter.drawText(at(layout.quoteWords),
        Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip, layout.quoteText);
}

void paintWords(QPainter& painter, const QPoint& origin, const MessageLayout& layout,
    const TimelineRow& row, const MessagePaintState& state, const Theme& theme)
{
    const Palette& p = theme.palette;
    const auto at = [&origin](const QRect& rect) { return rect.translated(origin); };
    const bool isSaid = row.isMessage() && !row.deleted && row.delivery != Delivery::Pending;
    const QColor ink = isSaid ? p.text : p.textMuted;
    if (!layout.pin.isNull()) {
        paintPin(painter, at(layout.pin), theme);
    }
    if (!layout.quote.isNull()) {
        paintQuote(painter, origin, layout, row, state.hover.part == MessageHit::Quote, theme);
    }
    layout.block->paintHits(painter, at(layout.text).topLeft(), state.hits, p.hitFill);
    layout.block->paint(painter, at(layout.text).topLeft(), { ink, p.link, p.textSelection },
        state.selectedFrom, state.selectedTo);
    if (!layout.edited.isNull()) {
        painter.setFont(theme.fonts.small);
        painter.setPen(p.textMuted);
        painter.drawText(at(layout.edited), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            editedWords());
    }
    if (!layout.mark.isNull()) {
        paintMark(painter, at(layout.mark), row.delivery, theme);
    }
    for (std::size_t i = 0; i < layout.chips.size(); ++i) {
        paintChip(painter, layout.chips[i], origin,
            state.hover.part == MessageHit::Chip && state.hover.chip == static_cast<int>(i), theme);
    }
    if (!layout.showAll.isNull()) {
        paintAction(painter, at(layout.showAll), layout.showAllText,
            state.hover.part == MessageHit::ShowAll, theme);
    }
    if (layout.failureBlock) {
        layout.failureBlock->paint(
            painter, at(layout.failure).topLeft(), { p.danger, p.danger, p.textSelection });
        paintAction(painter, at(layout.retry), Words::tr("Retry"),
            state.hover.part == MessageHit::Retry, theme);
        paintAction(painter, at(layout.discard), Words::tr("Discard"),
            state.hover.part == MessageHit::Discard, theme);
    }
}

} // namespace

void paintMessage(QPainter& painter, const QPoint& origin, const MessageLayout& layout,
    const TimelineRow& row, const MessagePaintState& state, const Theme& theme)
{
    const Palette& p = theme.palette;
    const auto at = [&origin](const QRect& rect) { return rect.translated(origin); };
    if (!layout.day.isNull()) {
        paintDay(painter, at(layout.day), layout.dayText, theme);
    }
    if (!layout.newLine.isNull()) {
        paintNewLine(painter, at(layout.newLine), theme);
    }
    if (state.lit) {
        painter.fillRect(at(layout.body), p.selected);
    } else if (row.isMessage() && (row.mentionsMe || state.hovered || state.current)) {
        painter.fillRect(at(layout.body), row.mentionsMe ? p.mentionFill : p.rowHover);
    }
    if (row.mentionsMe && row.isMessage()) {
        painter.fillRect(
            QRect(at(layout.body).topLeft(), QSize(3, layout.body.height())), p.warning);
    }
    if (state.current) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(p.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(at(layout.body)).adjusted(5, 1, -5, -1), 6, 6);
        painter.restore();
    }
    if (!layout.timeOnHover || state.hovered || state.current) {
        paintTime(painter, origin, layout, theme);
    }
    if (!row.isMessage()) {
        paintIcon(painter, noticeIcon(row.kind), at(layout.avatar), p.textMuted);
    } else if (!layout.avatar.isNull()) {
        paintAvatar(painter, at(layout.avatar), row.author, theme);
        painter.setFont(theme.fonts.strong);
        painter.setPen(theme.authorColor(row.author));
        painter.drawText(at(layout.author), Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine,
            layout.authorText);
    }
    paintWords(painter, origin, layout, row, state, theme);
}

} // namespace landline::ui
