#pragma once

#include "similarity/ratio.h"
#include "similarity/tokens.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace datanet::similarity {

// What two texts are compared by: the sets of their word pairs.
//
// One width for every length of text. Wider shingles are common for web pages, but records are sentences: with five
// words, one changed word of twenty-five takes the similarity from 100 % to 68 %; with two it is 85 %. A width that
// depended on the length would let a copy escape by padding it across the border. Word pairs are also the setting with
// which MinHash does best on the CORE 2020 benchmark. A text of fewer words than the width is one shingle.
struct ShingleRule
{
    int width = 2; // words, 1 to 8

    bool operator==(const ShingleRule &) const = default;
};

// Distinct shingles of one text as 64-bit hashes, ascending. Two different shingles share a hash with a probability
// of 2^-64; everything downstream is exact.
using ShingleSet = std::vector<std::uint64_t>;
using ShingleView = std::span<const std::uint64_t>;

// Replaces what shingles held. Of words that are cut already.
void makeShingles(std::span<const Token> words, const ShingleRule &rule, ShingleSet &shingles);
// Cuts text into words and shingles; words is working memory, afterwards the words of the text.
void makeShingles(std::string_view text, const ShingleRule &rule, std::vector<Token> &words, ShingleSet &shingles);
[[nodiscard]] ShingleSet shinglesOf(std::string_view text, const ShingleRule &rule = {});

// Jaccard similarity: shingles in both of shingles in either.
[[nodiscard]] Ratio jaccard(ShingleView left, ShingleView right);

} // namespace datanet::similarity
