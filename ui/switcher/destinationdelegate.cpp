// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/switcher/destinationdelegate.h"

#include "ui/look/appearance.h"
#include "ui/look/icons.h"
#include "ui/rooms/roomdelegate.h"
#include "ui/switcher/switchermodel.h"
#include "ui/timeline/displaytext.h"

#include <QPainter>

namespace landline::ui {

using Kind = Destination::Kind;

namespace {

constexpr int sign = 26;
constexpr int padding = 8;
constexpr int badgeHeight = 18;
constexpr int mostCounted = 999;

Kind kindOf(const QModelIndex& index)
{
    return static_cast<Kind>(index.data(SwitcherModel::KindRole).toInt());
}

} // namespace

DestinationDelegate::DestinationDelegate(const Appearance& appearance, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_appearance(appearance)
{
}

QSize DestinationDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return { 120, rowHeight };
}

void DestinationDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = m_appearance.theme();
    const bool isCurrent = (option.state & QStyle::State_Selected) != 0;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isCurrent || (option.state & QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(isCurrent ? theme.palette.selected : theme.palette.hover);
        painter->drawRoundedRect(
            option.rect.adjusted(0, 1, 0, -1), theme.metrics.radius, theme.metrics.radius);
    }
    const QString name = onOneLine(index.data().toString());
    const QRect signRect(option.rect.left() + padding,
        option.rect.top() + (option.rect.height() - sign) / 2, sign, sign);
    if (kindOf(index) == Kind::Command) {
        paintIcon(*painter, Icon::ArrowRight,
            QRectF(signRect.center() - QPointF(8, 8), QSizeF(18, 18)), theme.palette.textMuted);
    } else {
        paintRoomSign(*painter, signRect, name, index.data(SwitcherModel::PrivateRole).toBool(),
            m_appearance);
    }
    QRect line = option.rect.adjusted(sign + 2 * padding + 2, 0, -padding, 0);
    line.setRight(line.right() - paintState(*painter, line, index));
    const QFontMetrics strong(theme.fonts.strong);
    const QString shown = strong.elidedText(name, Qt::ElideRight, line.width());
    painter->setFont(theme.fonts.strong);
    painter->setPen(theme.palette.text);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, shown);
    line.setLeft(line.left() + strong.horizontalAdvance(shown) + 12);
    painter->setFont(theme.fonts.small);
    painter->setPen(theme.palette.textMuted);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(theme.fonts.small)
            .elidedText(onOneLine(index.data(SwitcherModel::DetailRole).toString()), Qt::ElideRight,
                std::max(line.width(), 0)));
    painter->restore();
}

int DestinationDelegate::paintState(
    QPainter& painter, const QRect& line, const QModelIndex& index) const
{
    const Theme& theme = m_appearance.theme();
    const QFontMetrics metrics(theme.fonts.smallStrong);
    painter.setFont(theme.fonts.smallStrong);
    if (kindOf(index) == Kind::Joinable) {
        const QString words = tr("Join");
        painter.setPen(theme.palette.link);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, words);
        return metrics.horizontalAdvance(words) + padding;
    }
    const int unread = index.data(SwitcherModel::UnreadRole).toInt();
    if (unread <= 0) {
        return 0;
    }
    QString count = unread > mostCounted ? tr("%1+").arg(mostCounted) : QString::number(unread);
    if (index.data(SwitcherModel::MentionsRole).toInt() > 0) {
        count.prepend(u'@');
    }
    const int width = std::max(badgeHeight, metrics.horizontalAdvance(count) + 10);
    const QRectF badge(
        line.right() - width + 1, line.center().y() - badgeHeight / 2.0 + 1, width, badgeHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.palette.accent);
    painter.drawRoundedRect(badge, badgeHeight / 2.0, badgeHeight / 2.0);
    painter.setPen(theme.palette.textOnAccent);
    painter.drawText(badge, Qt::AlignCenter, count);
    return width + padding;
}

} // namespace landline::ui
