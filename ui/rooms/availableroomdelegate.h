// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace landline::ui {

class Appearance;

/// Paints a room that may be joined: its name, and its topic or how many are in it.
class AvailableRoomDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    enum Role {
        TopicRole = Qt::UserRole + 1, ///< QString
        MembersRole, ///< int
    };

    explicit AvailableRoomDelegate(const Appearance& appearance, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Appearance& m_appearance;
};

} // namespace landline::ui
