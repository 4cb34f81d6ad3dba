// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/clock.h"

#include <QStyledItemDelegate>

namespace landline::ui {

class Appearance;

/// Paints a row of a RoomListModel: name and time, preview and badge.
class RoomDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    RoomDelegate(const Appearance& appearance, const Clock& clock, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintNameLine(QPainter& painter, const QRect& line, const QModelIndex& index) const;
    /// The draft of the room one is in stands in the composer already: `showsDraft` is false for it.
    void paintPreviewLine(
        QPainter& painter, const QRect& line, const QModelIndex& index, bool showsDraft) const;
    int paintBadge(QPainter& painter, const QRect& line, const QModelIndex& index) const;

    const Appearance& m_appearance;
    const Clock& m_clock;
};

/// The disc or square that stands for a room: '#', or a lock.
void paintRoomSign(QPainter& painter, const QRect& rect, const QString& name, bool isPrivate,
    const Appearance& appearance);

} // namespace landline::ui
