#pragma once

#include <QtGlobal>

#include <utility>
#include <vector>

namespace datanet::app {

// Which rows of a long table are chosen, as ranges: choosing a million rows costs as much as choosing one.
class RowSelection
{
public:
    using Range = std::pair<qint64, qint64>; // first and last, both inside

    [[nodiscard]] bool contains(qint64 row) const;
    [[nodiscard]] qint64 count() const;
    [[nodiscard]] bool isEmpty() const { return m_ranges.empty(); }
    // Ascending, never touching each other.
    [[nodiscard]] const std::vector<Range> &ranges() const { return m_ranges; }

    void clear() { m_ranges.clear(); }
    void add(Range range);
    void remove(Range range);
    void toggle(qint64 row);

private:
    std::vector<Range> m_ranges;
};

} // namespace datanet::app
