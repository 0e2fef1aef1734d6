#include "dataset/row_bitmap.h"

#include <algorithm>
#include <bit>

namespace datanet::dataset {

void RowBitmap::setRange(std::int64_t first, std::int64_t end)
{
    for (; first < end && first % 64 != 0; ++first)
        set(first);
    for (; first + 64 <= end; first += 64)
        m_words[static_cast<std::size_t>(first / 64)] = ~std::uint64_t(0);
    for (; first < end; ++first)
        set(first);
}

bool RowBitmap::anyIn(std::int64_t first, std::int64_t end) const
{
    for (; first < end && first % 64 != 0; ++first) {
        if (test(first))
            return true;
    }
    for (; first + 64 <= end; first += 64) {
        if (m_words[static_cast<std::size_t>(first / 64)] != 0)
            return true;
    }
    for (; first < end; ++first) {
        if (test(first))
            return true;
    }
    return false;
}

void RowBitmap::unite(const RowBitmap &other)
{
    for (std::size_t index = 0; index < m_words.size(); ++index)
        m_words[index] |= other.m_words[index];
}

void RowBitmap::intersect(const RowBitmap &other)
{
    for (std::size_t index = 0; index < m_words.size(); ++index)
        m_words[index] &= other.m_words[index];
}

void RowBitmap::count()
{
    m_ranks.assign(1, 0);
    std::int64_t sum = 0;
    for (std::size_t index = 0; index < m_words.size(); ++index) {
        sum += std::popcount(m_words[index]);
        if (index % kBlockWords == kBlockWords - 1 || index + 1 == m_words.size())
            m_ranks.push_back(sum);
    }
}

std::optional<std::int64_t> RowBitmap::select(std::int64_t index) const
{
    if (index < 0 || index >= total())
        return std::nullopt;
    const auto block =
        static_cast<std::size_t>(std::upper_bound(m_ranks.begin(), m_ranks.end(), index) - m_ranks.begin()) - 1;
    std::int64_t left = index - m_ranks[block];
    for (std::size_t at = block * kBlockWords;; ++at) {
        std::uint64_t word = m_words[at];
        const int here = std::popcount(word);
        if (left >= here) {
            left -= here;
            continue;
        }
        for (; left > 0; --left)
            word &= word - 1;
        return static_cast<std::int64_t>(at) * 64 + std::countr_zero(word);
    }
}

std::int64_t RowBitmap::rank(std::int64_t row) const
{
    row = std::clamp<std::int64_t>(row, 0, m_size);
    const auto word = static_cast<std::size_t>(row / 64);
    const std::size_t block = word / kBlockWords;
    std::int64_t sum = m_ranks.empty() ? 0 : m_ranks[std::min(block, m_ranks.size() - 1)];
    for (std::size_t at = block * kBlockWords; at < word; ++at)
        sum += std::popcount(m_words[at]);
    if (row % 64 != 0)
        sum += std::popcount(m_words[word] & ((std::uint64_t(1) << (row % 64)) - 1));
    return sum;
}

} // namespace datanet::dataset
