// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/clock.h"

#include <QDate>
#include <QStyledItemDelegate>

namespace landline::client {
class SearchModel;
}

namespace landline::ui {

class Appearance;
struct FoundLayout;
struct FoundRow;

/// Paints a row of a SearchModel.
class FoundDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    FoundDelegate(const client::SearchModel& results, const Appearance& appearance,
        const Clock& clock, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
    /// As high as a row is that is as wide as the list.
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// A row as a screen reader says it; empty for no row.
    QString describe(const QModelIndex& index) const;

private:
    QDate today() const;
    FoundLayout layOut(const FoundRow& row, int width) const;

    const client::SearchModel& m_results;
    const Appearance& m_appearance;
    const Clock& m_clock;
};

} // namespace landline::ui
