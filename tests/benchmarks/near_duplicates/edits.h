#pragma once

#include "similarity/mixing.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace datanet::test {

// Numbers from a seed, the same on every machine.
class Draw
{
public:
    explicit Draw(std::uint64_t seed) : m_random(seed) { }
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>((m_random.next() >> 32) * bound >> 32); }
    // The larger of one and a share of count between the two percentages, rounded down.
    std::size_t share(std::size_t count, std::size_t leastPercent, std::size_t mostPercent)
    {
        const std::size_t tenths = leastPercent * 10 + below((mostPercent - leastPercent) * 10 + 1);
        return std::max<std::size_t>(1, count * tenths / 1000);
    }

private:
    similarity::SplitMix m_random;
};

// A change that somebody makes to a text who hands it in again.
struct Edit
{
    const char *name;
    // Empty when the text does not lend itself to it. words: real ones to put in.
    std::string (*apply)(std::string_view text, Draw &draw, std::span<const std::string> words);
};

// Light ones leave at least nineteen words in twenty, or all words in another order, script or dress: whoever reads
// both texts finds the same record. Heavy ones change 6 to 12 words in a hundred, or cut or pad by 15 to 30.
[[nodiscard]] std::span<const Edit> lightEdits();
[[nodiscard]] std::span<const Edit> heavyEdits();

[[nodiscard]] std::vector<std::string> wordsOf(std::string_view text);
[[nodiscard]] std::vector<std::string> sentencesOf(std::string_view text);
[[nodiscard]] std::string joined(std::span<const std::string> parts);

} // namespace datanet::test
