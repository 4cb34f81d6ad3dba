// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rooms/roomdelegate.h"

#include "client/roomlistmodel.h"
#include "ui/look/appearance.h"
#include "ui/look/icons.h"
#include "ui/timeline/displaytext.h"
#include "ui/timewords.h"

#include <QPainter>

namespace landline::ui {

using namespace Qt::StringLiterals;
using client::RoomListModel;

namespace {

constexpr int side = 8; ///< Between the row's ground and the panel's edge.
constexpr int inner = 8; ///< Between the ground's edge and what is in it.
constexpr int sign = 36;
constexpr int badgeHeight = 18;
constexpr int mostCounted = 999;

QString previewOf(const QModelIndex& index)
{
    const QString said = onOneLine(index.data(RoomListModel::LastMessageRole).toString(), 120);
    if (said.isEmpty()) {
        const QString topic = onOneLine(index.data(RoomListModel::TopicRole).toString(), 120);
        return topic.isEmpty() ? RoomDelegate::tr("No messages yet") : topic;
    }
    const QString author = onOneLine(index.data(RoomListModel::LastAuthorRole).toString());
    return author.isEmpty() ? said : RoomDelegate::tr("%1: %2").arg(author, said);
}

} // namespace

void paintRoomSign(QPainter& painter, const QRect& rect, const QString& name, bool isPrivate,
    const Appearance& appearance)
{
    const Theme& theme = appearance.theme();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = theme.authorColor(name);
    const QColor ink = ground;
    ground.setAlphaF(theme.kind == ThemeKind::Dark ? 0.20F : 0.14F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect, 10, 10);
    if (isPrivate) {
        paintIcon(painter, Icon::Lock, QRectF(rect.center() - QPointF(8, 8), QSizeF(18, 18)), ink);
    } else {
        QFont font = theme.fonts.strong;
        font.setPixelSize(rect.height() * 4 / 9);
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(rect, Qt::AlignCenter, u"#"_s);
    }
    painter.restore();
}

RoomDelegate::RoomDelegate(const Appearance& appearance, const Clock& clock, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_appearance(appearance)
    , m_clock(clock)
{
}

QSize RoomDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return { 120, m_appearance.theme().metrics.roomRow };
}

void RoomDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = m_appearance.theme();
    const QRect ground = option.rect.adjusted(side, 1, -side, -1);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = (option.state & QStyle::State_Selected) != 0;
    if (selected || (option.state & QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? theme.palette.selected : theme.palette.hover);
        painter->drawRoundedRect(ground, theme.metrics.radius, theme.metrics.radius);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(theme.palette.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(
            ground.adjusted(1, 1, -1, -1), theme.metrics.radius, theme.metrics.radius);
    }
    const QRect signRect(
        ground.left() + inner, ground.top() + (ground.height() - sign) / 2, sign, sign);
    paintRoomSign(*painter, signRect, index.data(RoomListModel::NameRole).toString(),
        index.data(RoomListModel::PrivateRole).toBool(), m_appearance);
    const int left = signRect.right() + 11;
    const int width = ground.right() - inner - left;
    const int lineHeight = QFontMetrics(theme.fonts.strong).height() + 2;
    const int top = ground.top() + (ground.height() - 2 * lineHeight) / 2;
    paintNameLine(*painter, QRect(left, top, width, lineHeight), index);
    paintPreviewLine(*painter, QRect(left, top + lineHeight, width, lineHeight), index, !selected);
    painter->restore();
}

void RoomDelegate::paintNameLine(
    QPainter& painter, const QRect& line, const QModelIndex& index) const
{
    const Theme& theme = m_appearance.theme();
    const QDateTime time = index.data(RoomListModel::LastTimeRole).toDateTime();
    int timeWidth = 0;
    if (time.isValid()) {
        const QDate today = QDateTime::fromMSecsSinceEpoch(m_clock.now().sinceEpoch.count()).date();
        const QString moment = shortMoment(time.toLocalTime(), today);
        timeWidth = QFontMetrics(theme.fonts.small).horizontalAdvance(moment) + 8;
        painter.setFont(theme.fonts.small);
        painter.setPen(theme.palette.textMuted);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, moment);
    }
    const QString name = onOneLine(index.data(RoomListModel::NameRole).toString());
    painter.setFont(theme.fonts.strong);
    painter.setPen(theme.palette.text);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(theme.fonts.strong)
            .elidedText(name, Qt::ElideRight, line.width() - timeWidth));
}

void RoomDelegate::paintPreviewLine(
    QPainter& painter, const QRect& line, const QModelIndex& index, bool showsDraft) const
{
    const Theme& theme = m_appearance.theme();
    const int badgeWidth = paintBadge(painter, line, index);
    const QFontMetrics metrics(theme.fonts.small);
    painter.setFont(theme.fonts.small);
    QRect rest = line.adjusted(0, 0, -badgeWidth, 0);
    QString preview = previewOf(index);
    if (index.data(RoomListModel::JoiningRole).toBool()) {
        preview = tr("Joining…");
    } else if (showsDraft && index.data(RoomListModel::DraftRole).toBool()) {
        const QString draft = tr("Draft:") + u' ';
        painter.setPen(theme.palette.danger);
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, draft);
        rest.setLeft(rest.left() + metrics.horizontalAdvance(draft));
    }
    painter.setPen(theme.palette.textMuted);
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(preview, Qt::ElideRight, rest.width()));
}

int RoomDelegate::paintBadge(QPainter& painter, const QRect& line, const QModelIndex& index) const
{
    const int unread = index.data(RoomListModel::UnreadRole).toInt();
    const int mentions = index.data(RoomListModel::MentionsRole).toInt();
    if (unread <= 0) {
        return 0;
    }
    const Theme& theme = m_appearance.theme();
    QString count = unread > mostCounted ? tr("%1+").arg(mostCounted) : QString::number(unread);
    if (mentions > 0) {
        count.prepend(u'@');
    }
    const int width = std::max(
        badgeHeight, QFontMetrics(theme.fonts.smallStrong).horizontalAdvance(count) + 10);
    const QRectF badge(
        line.right() - width + 1, line.center().y() - badgeHeight / 2.0 + 1, width, badgeHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.palette.accent);
    painter.drawRoundedRect(badge, badgeHeight / 2.0, badgeHeight / 2.0);
    painter.setFont(theme.fonts.smallStrong);
    painter.setPen(theme.palette.textOnAccent);
    painter.drawText(badge, Qt::AlignCenter, count);
    return width + 8;
}

} // namespace landline::ui
