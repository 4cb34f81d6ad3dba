// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace landline::ui {

class Appearance;

/// Paints the rows of a SwitcherModel.
class DestinationDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int rowHeight = 40;

    explicit DestinationDelegate(const Appearance& appearance, QObject* parent = nullptr);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;

private:
    int paintState(QPainter& painter, const QRect& line, const QModelIndex& index) const;

    const Appearance& m_appearance;
};

} // namespace landline::ui
