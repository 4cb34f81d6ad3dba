// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelineflow.h"

#include <QAbstractItemModel>

#include <algorithm>

namespace landline::ui {

namespace {

/// What a row is taken for until it was laid out: a short message of a group.
constexpr int estimatedHeight = 44;
/// Room above the first row and below the last.
constexpr int topPadding = 20;
constexpr int bottomPadding = 12;
/// Rows kept laid out on either side of those on the screen.
constexpr int keptAround = 60;

} // namespace

TimelineFlow::TimelineFlow(const Theme& theme)
    : m_theme(&theme)
    , m_heights(estimatedHeight)
{
}

void TimelineFlow::setModel(const QAbstractItemModel* model)
{
    m_model = model;
    m_cache.clear();
    m_expanded.clear();
    m_newRow = -1;
    m_following = true;
    m_heights.reset(model ? model->rowCount() : 0);
    settle();
}

void TimelineFlow::setTheme(const Theme& theme)
{
    m_theme = &theme;
    m_cache.clear();
    m_heights.invalidateAll();
    settle();
}

void TimelineFlow::setViewport(const QSize& size)
{
    if (size.width() != m_size.width()) {
        m_cache.clear();
        m_heights.invalidateAll();
    }
    m_size = size;
    settle();
}

void TimelineFlow::setToday(QDate today)
{
    m_today = today;
    m_cache.clear();
    settle();
}

void TimelineFlow::insertRows(int first, int count)
{
    m_heights.insert(first, count);
    shiftCache(first, count);
    if (m_newRow >= first) {
        m_newRow += count;
    }
    if (m_anchor.row >= first && m_heights.count() > count) {
        m_anchor.row += count;
    }
    forget(first + count); // it has another row above it now
    settle();
}

void TimelineFlow::removeRows(int first, int count)
{
    m_heights.remove(first, count);
    for (int row = first; row < first + count; ++row) {
        m_cache.erase(row);
    }
    shiftCache(first + count, -count);
    if (m_newRow >= first + count) {
        m_newRow -= count;
    }
    if (m_anchor.row >= first + count) {
        m_anchor.row -= count;
    } else if (m_anchor.row >= first) {
        m_anchor.row = std::max(0, std::min(first, m_heights.count() - 1));
    }
    forget(first);
    settle();
}

void TimelineFlow::changeRows(int first, int last)
{
    for (int row = first; row <= last + 1; ++row) {
        forget(row);
    }
    settle();
}

void TimelineFlow::setNewRow(int row)
{
    forget(m_newRow);
    m_newRow = row;
    forget(m_newRow);
    settle();
}

void TimelineFlow::expand(int row)
{
    m_expanded.insert(expansionKey(laidOut(row).content));
    forget(row);
    // The reader looks at this message: what follows makes way, also at the end of the timeline.
    m_following = false;
    settle();
}

void TimelineFlow::scrollBy(int pixels)
{
    m_following = false;
    m_anchor.y -= pixels;
    settle();
}

void TimelineFlow::scrollTo(qint64 position)
{
    if (position >= maximum()) {
        scrollToEnd();
        return;
    }
    const qint64 y = std::max<qint64>(position - topPadding, 0);
    const int row = m_heights.rowAt(y);
    if (row >= 0) {
        scrollToRow(row, static_cast<int>(m_heights.sumBefore(row) + topPadding - position));
    }
}

void TimelineFlow::scrollToEnd()
{
    m_following = true;
    settle();
}

void TimelineFlow::scrollToRow(int row, int y)
{
    m_following = false;
    m_anchor = { row, y + laidOut(row).layout.anchor() };
    settle();
}

qint64 TimelineFlow::maximum() const
{
    return std::max<qint64>(m_heights.total() + topPadding + bottomPadding - m_size.height(), 0);
}

std::optional<int> TimelineFlow::topOf(int row) const
{
    const auto placed = std::lower_bound(m_placed.begin(), m_placed.end(), row,
        [](const Placed& one, int wanted) { return one.row < wanted; });
    return placed != m_placed.end() && placed->row == row ? std::optional(placed->top)
                                                          : std::nullopt;
}

const TimelineFlow::Placed* TimelineFlow::placedAt(int y) const
{
    if (m_placed.empty()) {
        return nullptr;
    }
    const auto after = std::upper_bound(m_placed.begin(), m_placed.end(), y,
        [](int value, const Placed& placed) { return value < placed.top; });
    return after == m_placed.begin() ? &*after : &*std::prev(after);
}

const TimelineFlow::LaidOut& TimelineFlow::laidOut(int row)
{
    if (const auto known = m_cache.find(row); known != m_cache.end()) {
        return known->second;
    }
    LaidOut made;
    made.content = TimelineRow::fromIndex(m_model->index(row, 0));
    if (row > 0) {
        const auto known = m_cache.find(row - 1);
        const TimelineRow previous = known != m_cache.end()
            ? known->second.content
            : TimelineRow::fromIndex(m_model->index(row - 1, 0));
        made.context = contextOf(made.content, &previous, row == m_newRow);
    } else {
        made.context = contextOf(made.content, nullptr, row == m_newRow);
    }
    made.context.expanded
        = !m_expanded.isEmpty() && m_expanded.contains(expansionKey(made.content));
    made.layout = layOutMessage(made.content, made.context, m_size.width(), *m_theme, m_today);
    m_heights.setExact(row, made.layout.height);
    return m_cache.emplace(row, std::move(made)).first->second;
}

void TimelineFlow::settle()
{
    m_placed.clear();
    m_position = 0;
    if (m_heights.count() == 0 || m_size.isEmpty()) {
        return;
    }
    if (m_following) {
        placeAtEnd();
    } else {
        m_anchor.row = std::clamp(m_anchor.row, 0, m_heights.count() - 1);
        placeFrom(m_anchor.row, m_anchor.y - laidOut(m_anchor.row).layout.anchor());
    }
    const Placed& first = m_placed.front();
    m_position = m_following ? maximum() : m_heights.sumBefore(first.row) + topPadding - first.top;
    takeAnchor();
    trimCache();
}

void TimelineFlow::placeFrom(int row, int top)
{
    while (row > 0 && top > 0) {
        --row;
        top -= heightOf(row);
    }
    if (row == 0 && top > topPadding) {
        top = topPadding; // no further up than the beginning
    }
    const int end = m_size.height();
    while (row < m_heights.count() && top < end) {
        const int height = heightOf(row);
        if (top + height > 0) {
            m_placed.push_back({ row, top });
        }
        top += height;
        ++row;
    }
    // No further down than the end; and from there on the end is followed.
    if (row == m_heights.count() && top <= end - bottomPadding) {
        m_following = true;
        placeAtEnd();
    }
}

void TimelineFlow::placeAtEnd()
{
    m_placed.clear();
    int top = m_size.height() - bottomPadding;
    for (int row = m_heights.count() - 1; row >= 0 && top > 0; --row) {
        top -= heightOf(row);
        m_placed.push_back({ row, top });
    }
    std::reverse(m_placed.begin(), m_placed.end());
}

void TimelineFlow::takeAnchor()
{
    // The first text that begins on the screen is what the eye holds on to; else the one that fills it.
    for (const Placed& placed : m_placed) {
        const int y = placed.top + laidOut(placed.row).layout.anchor();
        if (y >= 0 && y < m_size.height()) {
            m_anchor = { placed.row, y };
            return;
        }
    }
    const Placed& first = m_placed.front();
    m_anchor = { first.row, first.top + laidOut(first.row).layout.anchor() };
}

void TimelineFlow::forget(int row)
{
    if (row >= 0 && row < m_heights.count()) {
        m_cache.erase(row);
        m_heights.invalidate(row);
    }
}

void TimelineFlow::shiftCache(int first, int count)
{
    std::map<int, LaidOut> shifted;
    for (auto at = m_cache.lower_bound(first); at != m_cache.end();) {
        auto node = m_cache.extract(at++);
        node.key() += count;
        shifted.insert(std::move(node));
    }
    m_cache.merge(shifted);
}

void TimelineFlow::trimCache()
{
    m_cache.erase(m_cache.begin(), m_cache.lower_bound(m_placed.front().row - keptAround));
    m_cache.erase(m_cache.upper_bound(m_placed.back().row + keptAround), m_cache.end());
}

int TimelineFlow::heightOf(int row)
{
    return laidOut(row).layout.height;
}

QString TimelineFlow::expansionKey(const TimelineRow& row) const
{
    return row.seq.value > 0 ? QString::number(row.seq.value) : row.id;
}

} // namespace landline::ui
