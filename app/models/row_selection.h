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

// The chosen rows of a table with the row where the keyboard is, as clicks and keys change them.
class TableSelection
{
public:
    [[nodiscard]] const RowSelection &rows() const { return m_rows; }
    [[nodiscard]] qint64 current() const { return m_current; } // -1: nowhere

    // Alone, to here from where it began (extend), or one more (toggle).
    void choose(qint64 row, bool extend, bool toggle);
    void chooseAll(qint64 count);
    // After rows came or went: only the current one stays chosen, or the last there is.
    void keepCurrent(qint64 count);

private:
    RowSelection m_rows;
    qint64 m_current = -1;
    qint64 m_anchor = -1;
};

} // namespace datanet::app
