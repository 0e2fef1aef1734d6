#pragma once

#include "base/bytes.h"
#include "dataset/row_bitmap.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace datanet::dataset {

// The rows that fit an expression, by their offsets among all rows, as they stand or in an order (see row_sorting.h).
// Holds for one generation of the working copy. A value that does not change once made; any thread may look.
class FoundRows
{
public:
    // A stretch of rows as it was looked through: what is the same later need not be looked through again.
    struct Stretch
    {
        base::Digest sha256; // of the segment's raw bytes
        std::int64_t first = 0; // offset of its first row
        int count = 0;
    };

    // Offsets, each once.
    using Order = std::shared_ptr<const std::vector<std::uint32_t>>;

    FoundRows() = default;
    // rows: counted.
    FoundRows(std::int64_t generation, RowBitmap rows, std::vector<Stretch> stretches, std::int64_t lookedThrough)
        : m_generation(generation),
          m_rows(std::move(rows)),
          m_stretches(std::move(stretches)),
          m_lookedThrough(lookedThrough)
    {
    }

    // The same rows in an order, with what was looked through when they were put in it.
    FoundRows(const FoundRows &found, std::vector<Stretch> stretches, Order order)
        : m_generation(found.m_generation),
          m_rows(found.m_rows),
          m_stretches(std::move(stretches)),
          m_lookedThrough(found.m_lookedThrough),
          m_order(std::move(order))
    {
    }

    [[nodiscard]] std::int64_t generation() const { return m_generation; }
    [[nodiscard]] std::int64_t count() const { return m_rows.total(); }
    [[nodiscard]] std::int64_t allRows() const { return m_rows.size(); }
    // While rows are still being looked through, only those before this offset count; later ones only add.
    [[nodiscard]] std::int64_t lookedThrough() const { return m_lookedThrough; }
    [[nodiscard]] bool isComplete() const { return m_lookedThrough == m_rows.size(); }

    // Offsets of the index-th found row and those after it; fewer at the end.
    [[nodiscard]] std::vector<std::int64_t> page(std::int64_t index, std::int64_t limit) const;
    // Of the index-th; nothing beyond the last.
    [[nodiscard]] std::optional<std::int64_t> offsetAt(std::int64_t index) const;
    // Which of the found rows the row at an offset is; nothing when it is none. In an order, it looks at them all.
    [[nodiscard]] std::optional<std::int64_t> indexOf(std::int64_t offset) const;

    [[nodiscard]] const RowBitmap &rows() const { return m_rows; }
    [[nodiscard]] const Order &order() const { return m_order; } // nothing: as they stand
    [[nodiscard]] const std::vector<Stretch> &stretches() const { return m_stretches; }

private:
    std::int64_t m_generation = 0;
    RowBitmap m_rows;
    std::vector<Stretch> m_stretches;
    std::int64_t m_lookedThrough = 0;
    Order m_order;
};

} // namespace datanet::dataset
