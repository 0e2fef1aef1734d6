#include "attribution/common_subsequence.h"

#include <bit>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace datanet::attribution {

std::size_t commonSubsequence(std::span<const TokenId> left, std::span<const TokenId> right)
{
    std::size_t outside = 0;
    while (!left.empty() && !right.empty() && left.front() == right.front()) {
        left = left.subspan(1);
        right = right.subspan(1);
        ++outside;
    }
    while (!left.empty() && !right.empty() && left.back() == right.back()) {
        left = left.first(left.size() - 1);
        right = right.first(right.size() - 1);
        ++outside;
    }
    if (left.empty() || right.empty())
        return outside;
    if (left.size() > right.size())
        std::swap(left, right);

    // A row of the usual table as bits, 64 at a time (Hyyrö 2004): a zero where the row steps up.
    std::unordered_map<TokenId, std::vector<std::uint32_t>> places;
    for (std::size_t i = 0; i < left.size(); ++i)
        places[left[i]].push_back(static_cast<std::uint32_t>(i));
    const std::size_t words = (left.size() + 63) / 64;
    std::vector<std::uint64_t> row(words, ~std::uint64_t(0));
    for (const TokenId token : right) {
        const auto found = places.find(token);
        if (found == places.end())
            continue;
        auto place = found->second.begin();
        std::uint64_t carry = 0;
        for (std::size_t word = *place / 64; word < words; ++word) {
            if (place == found->second.end() && carry == 0)
                break;
            std::uint64_t matches = 0;
            for (; place != found->second.end() && *place / 64 == word; ++place)
                matches |= std::uint64_t(1) << (*place % 64);
            const std::uint64_t before = row[word];
            const std::uint64_t both = before & matches;
            const std::uint64_t partly = before + both;
            const std::uint64_t sum = partly + carry;
            carry = (partly < before ? 1 : 0) | (sum < partly ? 1 : 0);
            row[word] = sum | (before & ~matches);
        }
    }
    std::size_t steps = 0;
    for (std::size_t word = 0; word < words; ++word) {
        const std::size_t bits = word + 1 < words || left.size() % 64 == 0 ? 64 : left.size() % 64;
        const std::uint64_t mask = bits == 64 ? ~std::uint64_t(0) : (std::uint64_t(1) << bits) - 1;
        steps += static_cast<std::size_t>(std::popcount(~row[word] & mask));
    }
    return outside + steps;
}

} // namespace datanet::attribution
