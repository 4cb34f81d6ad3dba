// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <vector>

namespace landline::ui {

/// The heights of a timeline's rows and their sums: a Fenwick tree (P. Fenwick, 1994).
///
/// A row is estimated until it was laid out. Asking where a row begins, or which row is at a
/// height, takes O(log n); appending too; inserting elsewhere and removing O(n) of cheap steps.
class HeightIndex {
public:
    explicit HeightIndex(int estimate);

    int count() const { return static_cast<int>(m_rows.size()); }
    /// Of all rows.
    qint64 total() const { return sumBefore(count()); }
    /// The pixels above a row.
    qint64 sumBefore(int row) const;
    /// The row that covers a pixel; the first or the last where there is none. -1 where there are no rows.
    int rowAt(qint64 y) const;
    int height(int row) const;
    bool isExact(int row) const;

    void reset(int count);
    void insert(int first, int count);
    void remove(int first, int count);
    /// What the layout measured.
    void setExact(int row, int height);
    /// What was measured holds no longer; the height stays as the best guess.
    void invalidate(int row);
    void invalidateAll();

private:
    struct Row {
        int height;
        bool exact;
    };

    void rebuild();
    void append(int count);
    void add(int row, int difference);

    int m_estimate;
    std::vector<Row> m_rows;
    std::vector<qint64> m_tree; ///< One-based, as the algorithm has it.
};

} // namespace landline::ui
