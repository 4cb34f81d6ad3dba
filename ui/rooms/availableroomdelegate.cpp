// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rooms/availableroomdelegate.h"

#include "ui/look/appearance.h"
#include "ui/rooms/roomdelegate.h"
#include "ui/timeline/displaytext.h"

#include <QPainter>

namespace landline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int sign = 28;

} // namespace

AvailableRoomDelegate::AvailableRoomDelegate(const Appearance& appearance, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_appearance(appearance)
{
}

QSize AvailableRoomDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return { 120, 48 };
}

void AvailableRoomDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = m_appearance.theme();
    const QString name = index.data(Qt::DisplayRole).toString();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & (QStyle::State_MouseOver | QStyle::State_HasFocus)) {
        painter->setBrush(theme.palette.hover);
        painter->setPen(option.state & QStyle::State_HasFocus ? QPen(theme.palette.accent, 2)
                                                              : QPen(Qt::NoPen));
        painter->drawRoundedRect(
            option.rect.adjusted(1, 1, -1, -1), theme.metrics.radius, theme.metrics.radius);
    }
    const QRect signRect(
        option.rect.left() + 6, option.rect.top() + (option.rect.height() - sign) / 2, sign, sign);
    paintRoomSign(*painter, signRect, name, false, m_appearance);
    const QRect lines = option.rect.adjusted(sign + 16, 6, -8, -6);
    const auto draw = [&](const QFont& font, const QColor& color, Qt::Alignment alignment,
                          const QString& text) {
        painter->setFont(font);
        painter->setPen(color);
        painter->drawText(lines, alignment | Qt::AlignLeft,
            QFontMetrics(font).elidedText(onOneLine(text), Qt::ElideRight, lines.width()));
    };
    const QString people = tr("%n members", nullptr, index.data(MembersRole).toInt());
    const QString topic = index.data(TopicRole).toString();
    draw(theme.fonts.strong, theme.palette.text, Qt::AlignTop, name);
    draw(theme.fonts.small, theme.palette.textMuted, Qt::AlignBottom,
        topic.isEmpty() ? people : u"%1 · %2"_s.arg(people, topic));
    painter->restore();
}

} // namespace landline::ui
