#include "dataset/found_rows.h"

#include <algorithm>

namespace datanet::dataset {

std::vector<std::int64_t> FoundRows::page(std::int64_t index, std::int64_t limit) const
{
    std::vector<std::int64_t> offsets;
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

std::optional<std::int64_t> FoundRows::indexOf(std::int64_t offset) const
{
    if (!m_rows.test(offset))
        return std::nullopt;
    return m_rows.rank(offset);
}

} // namespace datanet::dataset
