// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace landline::ui {

class Appearance;

/// Paints a row of a MemberListModel; the first of those online and of those offline bears a heading above it.
class MemberDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit MemberDelegate(const Appearance& appearance, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    /// "Online – 3"; empty where the row has no heading.
    static QString headingOf(const QModelIndex& index);
    void paintMember(
        QPainter& painter, const QRect& row, bool hovered, const QModelIndex& index) const;

    const Appearance& m_appearance;
};

} // namespace landline::ui
