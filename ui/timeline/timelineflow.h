// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/heightindex.h"
#include "ui/timeline/messagelayout.h"

#include <QSet>
#include <QSize>

#include <functional>
#include <map>
#include <optional>
#include <vector>

class QAbstractItemModel;

namespace landline::ui {

/// Where the rows of a timeline are on the screen, and how that changes: without a widget.
///
/// Only rows near the screen are laid out; the others are estimated. What the reader looks at
/// keeps its pixel whatever arrives, leaves or grows above or below; at the end of the timeline
/// the view follows it instead. Ys are relative to the top of the viewport.
class TimelineFlow {
public:
    struct Placed {
        int row = 0;
        int top = 0;
    };
    struct LaidOut {
        TimelineRow content;
        RowContext context;
        MessageLayout layout;
    };

    explicit TimelineFlow(const Theme& theme);

    /// Begins anew, at the end. The model may be null; its changes are told by the functions below.
    void setModel(const QAbstractItemModel* model);
    void setTheme(const Theme& theme);
    /// Keeps the place; what is wider or narrower is laid out again.
    void setViewport(const QSize& size);
    void setToday(QDate today);

    void insertRows(int first, int count);
    void removeRows(int first, int count);
    void changeRows(int first, int last);
    /// The row that the "new messages" line is above; -1 for none.
    void setNewRow(int row);
    int newRow() const { return m_newRow; }
    void expand(int row);

    /// Moves what is seen down by so many pixels (up where negative).
    void scrollBy(int pixels);
    /// To a position of the scroll bar, 0 to maximum().
    void scrollTo(qint64 position);
    void scrollToEnd();
    /// Brings the top of a row (its separators included) to y.
    void scrollToRow(int row, int y);

    /// At the end, and staying there.
    bool isFollowing() const { return m_following; }
    qint64 position() const { return m_position; }
    qint64 maximum() const;

    /// The rows that are seen at least in part, from the top.
    const std::vector<Placed>& placed() const { return m_placed; }
    /// Where a row begins on the screen; nothing where it is not seen.
    std::optional<int> topOf(int row) const;
    /// The row under y; the nearest where there is none. Null where there are no rows.
    const Placed* placedAt(int y) const;
    /// Lays the row out if need be. Valid until the next change.
    const LaidOut& laidOut(int row);
    int rowCount() const { return m_heights.count(); }

private:
    struct Anchor {
        int row = 0;
        int y = 0; ///< Of the row's MessageLayout::anchor().
    };

    void settle();
    void placeFrom(int row, int top);
    void placeAtEnd();
    void takeAnchor();
    void forget(int row);
    void shiftCache(int first, int count);
    void trimCache();
    int heightOf(int row);
    QString expansionKey(const TimelineRow& row) const;

    const Theme* m_theme;
    const QAbstractItemModel* m_model = nullptr;
    QSize m_size;
    QDate m_today;
    HeightIndex m_heights;
    std::map<int, LaidOut> m_cache;
    std::vector<Placed> m_placed;
    QSet<QString> m_expanded;
    Anchor m_anchor;
    int m_newRow = -1;
    bool m_following = true;
    qint64 m_position = 0;
};

} // namespace landline::ui
