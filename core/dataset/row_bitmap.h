#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace datanet::dataset {

// Which of a number of rows are meant: a bit for each. Once counted, the n-th of them and how many stand before one
// cost O(log n) and O(1).
class RowBitmap
{
public:
    explicit RowBitmap(std::int64_t size = 0) : m_size(size), m_words(static_cast<std::size_t>((size + 63) / 64)) { }

    [[nodiscard]] std::int64_t size() const { return m_size; }
    [[nodiscard]] bool test(std::int64_t row) const
    {
        return row >= 0 && row < m_size && (m_words[static_cast<std::size_t>(row / 64)] >> (row % 64) & 1) != 0;
    }
    void set(std::int64_t row) { m_words[static_cast<std::size_t>(row / 64)] |= std::uint64_t(1) << (row % 64); }
    void setRange(std::int64_t first, std::int64_t end);
    [[nodiscard]] bool anyIn(std::int64_t first, std::int64_t end) const;

    // Of another one of the same size.
    void unite(const RowBitmap &other);
    void intersect(const RowBitmap &other);

    // After the last change and before what follows.
    void count();
    [[nodiscard]] std::int64_t total() const { return m_ranks.empty() ? 0 : m_ranks.back(); }
    // The row that is the index-th of those meant; nothing beyond the last.
    [[nodiscard]] std::optional<std::int64_t> select(std::int64_t index) const;
    // How many of those meant stand before a row.
    [[nodiscard]] std::int64_t rank(std::int64_t row) const;

private:
    static constexpr std::size_t kBlockWords = 8;
    std::int64_t m_size = 0;
    std::vector<std::uint64_t> m_words;
    std::vector<std::int64_t> m_ranks; // before each block; one more at the end
};

} // namespace datanet::dataset
