// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/heightindex.h"

#include <algorithm>
#include <bit>

namespace landline::ui {

namespace {

constexpr std::size_t lowestBit(std::size_t i)
{
    return i & (~i + 1);
}

} // namespace

HeightIndex::HeightIndex(int estimate)
    : m_estimate(estimate)
    , m_tree(1)
{
}

qint64 HeightIndex::sumBefore(int row) const
{
    qint64 sum = 0;
    for (auto i = static_cast<std::size_t>(std::clamp(row, 0, count())); i > 0; i -= lowestBit(i)) {
        sum += m_tree[i];
    }
    return sum;
}

int HeightIndex::rowAt(qint64 y) const
{
    std::size_t row = 0;
    qint64 rest = std::max<qint64>(y, 0);
    for (auto step = std::bit_floor(m_rows.size()); step > 0; step /= 2) {
        if (row + step <= m_rows.size() && m_tree[row + step] <= rest) {
            row += step;
            rest -= m_tree[row];
        }
    }
    return std::min(static_cast<int>(row), count() - 1);
}

int HeightIndex::height(int row) const
{
    return m_rows.at(static_cast<std::size_t>(row)).height;
}

bool HeightIndex::isExact(int row) const
{
    return m_rows.at(static_cast<std::size_t>(row)).exact;
}

void HeightIndex::reset(int count)
{
    m_rows.assign(static_cast<std::size_t>(count), { m_estimate, false });
    rebuild();
}

void HeightIndex::insert(int first, int count)
{
    if (first == this->count()) {
        append(count);
        return;
    }
    m_rows.insert(m_rows.begin() + first, static_cast<std::size_t>(count), { m_estimate, false });
    rebuild();
}

void HeightIndex::remove(int first, int count)
{
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + first + count);
    rebuild();
}

void HeightIndex::setExact(int row, int height)
{
    Row& held = m_rows.at(static_cast<std::size_t>(row));
    held.exact = true;
    if (held.height != height) {
        add(row, height - held.height);
        held.height = height;
    }
}

void HeightIndex::invalidate(int row)
{
    m_rows.at(static_cast<std::size_t>(row)).exact = false;
}

void HeightIndex::invalidateAll()
{
    for (Row& row : m_rows) {
        row.exact = false;
    }
}

void HeightIndex::rebuild()
{
    m_tree.assign(m_rows.size() + 1, 0);
    for (std::size_t i = 1; i < m_tree.size(); ++i) {
        m_tree[i] += m_rows[i - 1].height;
        if (const auto parent = i + lowestBit(i); parent < m_tree.size()) {
            m_tree[parent] += m_tree[i];
        }
    }
}

void HeightIndex::append(int count)
{
    for (int i = 0; i < count; ++i) {
        m_rows.push_back({ m_estimate, false });
        // The new node covers lowestBit(n) rows, of which all but its own are summed already.
        const std::size_t n = m_rows.size();
        const auto covered = static_cast<int>(lowestBit(n));
        const qint64 others
            = sumBefore(static_cast<int>(n) - 1) - sumBefore(static_cast<int>(n) - covered);
        m_tree.push_back(others + m_estimate);
    }
}

void HeightIndex::add(int row, int difference)
{
    for (auto i = static_cast<std::size_t>(row) + 1; i < m_tree.size(); i += lowestBit(i)) {
        m_tree[i] += difference;
    }
}

} // namespace landline::ui
