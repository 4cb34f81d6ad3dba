// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/foundlist.h"

#include "ui/look/appearance.h"
#include "ui/search/founddelegate.h"

#include <QScrollBar>

#include <algorithm>

namespace landline::ui {

using client::SearchModel;
using client::SearchStatus;

FoundList::FoundList(
    SearchModel& results, const Appearance& appearance, const Clock& clock, QWidget* parent)
    : QListView(parent)
    , m_results(results)
    , m_delegate(new FoundDelegate(results, appearance, clock, this))
{
    // Before setModel(), so that what the list does of itself on a reset comes between these two.
    connect(&results, &QAbstractItemModel::modelAboutToBeReset, this, &FoundList::keepPlace);
    setModel(&results);
    connect(&results, &QAbstractItemModel::modelReset, this, &FoundList::findPlace);
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setResizeMode(QListView::Adjust);
    setFocusPolicy(Qt::TabFocus);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // the heights of rows hang on the width
    setAccessibleName(tr("Messages found"));
    viewport()->setBackgroundRole(QPalette::Window);
    connect(this, &QListView::clicked, this, &FoundList::choose);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &FoundList::askForMore);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &FoundList::askForMore);
    connect(&appearance, &Appearance::themeChanged, this, [this] { doItemsLayout(); });
}

bool FoundList::isWalk(int key)
{
    return key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp
        || key == Qt::Key_PageDown;
}

int FoundList::rowsOnAPage() const
{
    const int height = viewport()->height();
    const int first = indexAt({ 0, 0 }).row();
    const QModelIndex last = indexAt({ 0, height - 1 });
    return std::max((last.isValid() ? last.row() : m_results.rowCount() - 1) - first - 1, 1);
}

void FoundList::walk(int key)
{
    const int last = m_results.rowCount() - 1;
    if (last < 0) {
        return;
    }
    const int step = key == Qt::Key_PageUp || key == Qt::Key_PageDown ? rowsOnAPage() : 1;
    const bool isUp = key == Qt::Key_Up || key == Qt::Key_PageUp;
    const int now = currentIndex().row(); // -1 where there is none
    setCurrentIndex(m_results.index(std::clamp(now + (isUp ? -step : step), 0, last)));
}

void FoundList::chooseCurrent()
{
    choose(currentIndex().isValid() ? currentIndex() : m_results.index(0));
}

void FoundList::choose(const QModelIndex& index)
{
    if (index.isValid()) {
        setCurrentIndex(index);
        Q_EMIT messageChosen(
            m_results.roomAt(index), { index.data(SearchModel::SeqRole).toLongLong() });
    }
}

void FoundList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    Q_EMIT currentDescribed(m_delegate->describe(current));
}

void FoundList::keepPlace()
{
    m_keptRow = currentIndex().row();
    m_keptScroll = verticalScrollBar()->value();
}

void FoundList::findPlace()
{
    // Another page from the cache brings the first ones anew; another search has nothing yet.
    if (m_results.rowCount() == 0) {
        return;
    }
    if (m_keptRow >= 0 && m_keptRow < m_results.rowCount()) {
        setCurrentIndex(m_results.index(m_keptRow));
    }
    executeDelayedItemsLayout();
    verticalScrollBar()->setValue(m_keptScroll);
}

void FoundList::askForMore()
{
    executeDelayedItemsLayout(); // where the end is hangs on it
    const SearchStatus& status = m_results.status();
    const QScrollBar& bar = *verticalScrollBar();
    const bool isNearEnd = bar.value() + 2 * bar.pageStep() >= bar.maximum();
    if (isVisible() && isNearEnd && status.hasMore && status.state == SearchStatus::State::Done) {
        Q_EMIT moreWanted();
    }
}

void FoundList::resizeEvent(QResizeEvent* event)
{
    QListView::resizeEvent(event);
    askForMore();
}

} // namespace landline::ui
