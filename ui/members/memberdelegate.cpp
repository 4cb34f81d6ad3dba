// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/members/memberdelegate.h"

#include "client/memberlistmodel.h"
#include "ui/look/appearance.h"
#include "ui/look/avatar.h"
#include "ui/timeline/displaytext.h"

#include <QPainter>

namespace landline::ui {

using client::MemberListModel;

namespace {

constexpr int headingHeight = 34;
constexpr int side = 8;
constexpr int dot = 10;

} // namespace

MemberDelegate::MemberDelegate(const Appearance& appearance, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_appearance(appearance)
{
}

QString MemberDelegate::headingOf(const QModelIndex& index)
{
    const auto* members = qobject_cast<const MemberListModel*>(index.model());
    if (!members) {
        return {};
    }
    const bool online = index.data(MemberListModel::OnlineRole).toBool();
    if (online) {
        return index.row() == 0 ? tr("Online – %n", nullptr, members->onlineCount()) : QString();
    }
    return index.row() == members->onlineCount()
        ? tr("Offline – %n", nullptr, members->rowCount() - members->onlineCount())
        : QString();
}

QSize MemberDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return { 80,
        m_appearance.theme().metrics.memberRow + (headingOf(index).isEmpty() ? 0 : headingHeight) };
}

void MemberDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = m_appearance.theme();
    QRect row = option.rect;
    painter->save();
    if (const QString heading = headingOf(index); !heading.isEmpty()) {
        painter->setFont(theme.fonts.smallStrong);
        painter->setPen(theme.palette.textMuted);
        painter->drawText(
            QRect(row.left() + 2 * side, row.top(), row.width() - 2 * side, headingHeight - 4),
            Qt::AlignLeft | Qt::AlignBottom, heading);
        row.setTop(row.top() + headingHeight);
    }
    paintMember(*painter, row.adjusted(side, 1, -side, -1),
        (option.state & QStyle::State_MouseOver) != 0, index);
    painter->restore();
}

void MemberDelegate::paintMember(
    QPainter& painter, const QRect& row, bool hovered, const QModelIndex& index) const
{
    const Theme& theme = m_appearance.theme();
    const bool online = index.data(MemberListModel::OnlineRole).toBool();
    const QString name = index.data(MemberListModel::NameRole).toString();
    painter.setRenderHint(QPainter::Antialiasing);
    if (hovered) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.palette.hover);
        painter.drawRoundedRect(row, theme.metrics.radius, theme.metrics.radius);
    }
    const int size = theme.metrics.smallAvatar;
    const QRectF avatar(row.left() + side, row.top() + (row.height() - size) / 2.0, size, size);
    painter.setOpacity(online ? 1 : 0.55);
    paintAvatar(painter, avatar, name, theme);
    painter.setOpacity(1);
    const QRectF dotRect(avatar.right() - dot + 2, avatar.bottom() - dot + 2, dot, dot);
    painter.setPen(QPen(hovered ? theme.palette.hover : theme.palette.window, 2));
    painter.setBrush(online ? theme.palette.online : theme.palette.scrollHandle);
    painter.drawEllipse(dotRect);

    QRect words = row.adjusted(side + size + 10, 0, -side, 0);
    const bool self = index.data(MemberListModel::SelfRole).toBool();
    const bool typing = index.data(MemberListModel::TypingRole).toBool();
    const QString note = typing ? tr("typing…") : self ? tr("you") : QString();
    const QFontMetrics small(theme.fonts.small);
    painter.setFont(theme.fonts.small);
    painter.setPen(theme.palette.textMuted);
    painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, note);
    words.setRight(words.right() - (note.isEmpty() ? 0 : small.horizontalAdvance(note) + 8));
    painter.setFont(theme.fonts.body);
    painter.setPen(online ? theme.palette.text : theme.palette.textMuted);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(theme.fonts.body).elidedText(onOneLine(name), Qt::ElideRight, words.width()));
}

} // namespace landline::ui
