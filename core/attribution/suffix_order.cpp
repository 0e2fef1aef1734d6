#include "attribution/suffix_order.h"

#include <divsufsort.h>

#include <algorithm>
#include <bit>

namespace datanet::attribution {

base::Result<std::vector<std::uint32_t>> suffixOrder(std::span<const LocalToken> text)
{
    using namespace Qt::StringLiterals;
    if (text.size() >= kMaximumShardPositions)
        return base::fail(base::ErrorKind::Invalid, u"one part of a text index holds too many tokens"_s,
                          u"split it into smaller parts"_s);
    if (text.empty())
        return std::vector<std::uint32_t>();
    const LocalToken largest = *std::ranges::max_element(text);
    const std::uint32_t width = std::max(1u, (static_cast<std::uint32_t>(std::bit_width(largest)) + 7) / 8);

    std::vector<std::uint8_t> codes(text.size() * width);
    for (std::size_t i = 0; i < text.size(); ++i) {
        for (std::uint32_t byte = 0; byte < width; ++byte)
            codes[i * width + byte] = static_cast<std::uint8_t>(text[i] >> 8 * (width - 1 - byte));
    }
    std::vector<std::int32_t> order(codes.size());
    if (::divsufsort(codes.data(), order.data(), static_cast<std::int32_t>(codes.size())) != 0)
        return base::fail(base::ErrorKind::Io, u"not enough memory to sort a text index"_s);

    std::vector<std::uint32_t> result;
    result.reserve(text.size());
    for (const std::int32_t place : order) {
        const auto position = static_cast<std::uint32_t>(place) / width;
        if (position * width == static_cast<std::uint32_t>(place) && text[position] != kRecordEnd)
            result.push_back(position);
    }
    return result;
}

} // namespace datanet::attribution
