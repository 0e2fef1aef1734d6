#include "similarity/shingles.h"

#include "similarity/mixing.h"

#include <algorithm>

namespace datanet::similarity {

void makeShingles(std::string_view text, const ShingleRule &rule, std::vector<Token> &words, ShingleSet &shingles)
{
    splitWords(text, words);
    makeShingles(words, rule, shingles);
}

void makeShingles(std::span<const Token> words, const ShingleRule &rule, ShingleSet &shingles)
{
    shingles.clear();
    if (words.empty())
        return;
    const std::size_t width = std::min(static_cast<std::size_t>(std::clamp(rule.width, 1, 8)), words.size());
    const std::size_t count = words.size() - width + 1;
    shingles.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        std::uint64_t hash = 0;
        for (std::size_t k = 0; k < width; ++k)
            hash = mixed(hash + words[i + k].hash);
        shingles[i] = hash;
    }
    std::sort(shingles.begin(), shingles.end());
    shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
}

ShingleSet shinglesOf(std::string_view text, const ShingleRule &rule)
{
    std::vector<Token> words;
    ShingleSet shingles;
    makeShingles(text, rule, words, shingles);
    return shingles;
}

Ratio jaccard(ShingleView left, ShingleView right)
{
    std::uint64_t shared = 0;
    std::size_t i = 0;
    std::size_t k = 0;
    // Without branches on the hashes: their order is random, so a branch would be mispredicted half of the time.
    while (i < left.size() && k < right.size()) {
        const std::uint64_t a = left[i];
        const std::uint64_t b = right[k];
        shared += a == b;
        i += a <= b;
        k += b <= a;
    }
    return {shared, left.size() + right.size() - shared};
}

} // namespace datanet::similarity
