#include "dataset/found_rows.h"

#include <algorithm>

namespace datanet::dataset {

std::vector<std::int64_t> FoundRows::page(std::int64_t index, std::int64_t limit) const
{
    std::vector<std::int64_t> offsets;
    if (m_order) {
        const std::int64_t end = std::clamp<std::int64_t>(limit, 0, std::max<std::int64_t>(0, count() - index)) + index;
        for (std::int64_t at = std::max<std::int64_t>(0, index); at < end; ++at)
            offsets.push_back((*m_order)[static_cast<std::size_t>(at)]);
        return offsets;
    }
    auto row = limit > 0 ? m_rows.select(index) : std::nullopt;
    if (!row)
        return offsets;
    const std::int64_t wanted = std::min(limit, count() - index);
    offsets.reserve(static_cast<std::size_t>(wanted));
    for (std::int64_t offset = *row; static_cast<std::int64_t>(offsets.size()) < wanted; ++offset) {
        // Far from each other, the next one is found by its number.
        if (m_rows.test(offset))
            offsets.push_back(offset);
        else if (offset - offsets.back() > 512)
            offset = *m_rows.select(index + static_cast<std::int64_t>(offsets.size())) - 1;
    }
    return offsets;
}

std::optional<std::int64_t> FoundRows::offsetAt(std::int64_t index) const
{
    if (!m_order)
        return m_rows.select(index);
    return index >= 0 && index < count() ? std::optional<std::int64_t>((*m_order)[static_cast<std::size_t>(index)])
                                         : std::nullopt;
}

std::optional<std::int64_t> FoundRows::indexOf(std::int64_t offset) const
{
    if (!m_rows.test(offset))
        return std::nullopt;
    if (m_order)
        return std::find(m_order->begin(), m_order->end(), static_cast<std::uint32_t>(offset)) - m_order->begin();
    return m_rows.rank(offset);
}

} // namespace datanet::dataset
