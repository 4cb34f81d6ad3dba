// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/founddelegate.h"

#include "client/searchmodel.h"
#include "ui/look/appearance.h"
#include "ui/search/foundlayout.h"
#include "ui/timewords.h"

#include <QAbstractItemView>
#include <QDateTime>

namespace landline::ui {

FoundDelegate::FoundDelegate(const client::SearchModel& results, const Appearance& appearance,
    const Clock& clock, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_results(results)
    , m_appearance(appearance)
    , m_clock(clock)
{
}

QDate FoundDelegate::today() const
{
    return QDateTime::fromMSecsSinceEpoch(m_clock.now().sinceEpoch.count()).date();
}

FoundLayout FoundDelegate::layOut(const FoundRow& row, int width) const
{
    return layOutFound(row, m_results.query(), width, m_appearance.theme(), today());
}

QString FoundDelegate::describe(const QModelIndex& index) const
{
    if (!index.isValid()) {
        return {};
    }
    const FoundRow row = FoundRow::fromIndex(index);
    return tr("%1 in %2, %3: %4")
        .arg(row.author, row.room, momentWords(row.time, today()),
            excerptOf(row.content, m_results.query()).text);
}

QSize FoundDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* list = qobject_cast<const QAbstractItemView*>(option.widget);
    const int width = list ? list->viewport()->width() : option.rect.width();
    return { 80, layOut(FoundRow::fromIndex(index), width).height };
}

void FoundDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const FoundRow row = FoundRow::fromIndex(index);
    const FoundState state {
        .hovered = (option.state & QStyle::State_MouseOver) != 0,
        .current = (option.state & QStyle::State_Selected) != 0,
        .focused = (option.state & QStyle::State_HasFocus) != 0,
    };
    paintFound(*painter, option.rect.topLeft(), row, layOut(row, option.rect.width()), state,
        m_appearance.theme());
}

} // namespace landline::ui
