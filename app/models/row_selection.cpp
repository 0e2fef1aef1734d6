#include "models/row_selection.h"

#include <algorithm>

namespace datanet::app {

bool RowSelection::contains(qint64 row) const
{
    const auto after = std::upper_bound(m_ranges.begin(), m_ranges.end(), row,
                                        [](qint64 value, const Range &range) { return value < range.first; });
    return after != m_ranges.begin() && row <= std::prev(after)->second;
}

qint64 RowSelection::count() const
{
    qint64 sum = 0;
    for (const Range &range : m_ranges)
        sum += range.second - range.first + 1;
    return sum;
}

void RowSelection::add(Range range)
{
    std::vector<Range> joined;
    joined.reserve(m_ranges.size() + 1);
    bool placed = false;
    for (const Range &other : m_ranges) {
        if (other.second + 1 < range.first) {
            joined.push_back(other);
        } else if (range.second + 1 < other.first) {
            if (!placed)
                joined.push_back(range);
            placed = true;
            joined.push_back(other);
        } else {
            range = {std::min(range.first, other.first), std::max(range.second, other.second)};
        }
    }
    if (!placed)
        joined.push_back(range);
    m_ranges = std::move(joined);
}

void RowSelection::remove(Range range)
{
    std::vector<Range> left;
    left.reserve(m_ranges.size() + 1);
    for (const Range &other : m_ranges) {
        if (other.first < range.first)
            left.emplace_back(other.first, std::min(other.second, range.first - 1));
        if (other.second > range.second)
            left.emplace_back(std::max(other.first, range.second + 1), other.second);
    }
    m_ranges = std::move(left);
}

void RowSelection::toggle(qint64 row)
{
    if (contains(row))
        remove({row, row});
    else
        add({row, row});
}

void TableSelection::choose(qint64 row, bool extend, bool toggle)
{
    if (extend && m_anchor >= 0) {
        if (!toggle)
            m_rows.clear();
        m_rows.add({std::min(m_anchor, row), std::max(m_anchor, row)});
    } else if (toggle) {
        m_rows.toggle(row);
        m_anchor = row;
    } else {
        m_rows.clear();
        m_rows.add({row, row});
        m_anchor = row;
    }
    m_current = row;
}

void TableSelection::chooseAll(qint64 count)
{
    m_rows.clear();
    m_rows.add({0, count - 1});
    m_current = std::max<qint64>(0, m_current);
    m_anchor = 0;
}

void TableSelection::keepCurrent(qint64 count)
{
    m_rows.clear();
    m_current = m_anchor = std::min(m_current, count - 1);
    if (m_current >= 0)
        m_rows.add({m_current, m_current});
}

} // namespace datanet::app
