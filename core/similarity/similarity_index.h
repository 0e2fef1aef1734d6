#pragma once

#include "similarity/minhash.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace datanet::similarity {

// One text made ready for comparison. Making it is pure, so it may be done for many texts in parallel; using it in
// order gives the same result for any number of threads.
struct Prepared
{
    ShingleSet shingles;
    Signature signature;
};
[[nodiscard]] Prepared prepare(std::string_view text, const ShingleRule &rule = {});
[[nodiscard]] Prepared prepare(std::span<const Token> words, const ShingleRule &rule = {});

struct Match
{
    std::uint32_t number = 0; // of the text, in order of adding, from 0
    Ratio similarity; // exact Jaccard

    bool operator==(const Match &) const = default;
};

// Finds texts similar to a given one. Candidates agree in one of 32 bands (bands.h); each candidate is then compared
// exactly. Chance that a text of similarity s is a candidate, 1 - (1 - s^4)^32: 87 % at 0.5, 98.8 % at
// 0.6, 99.98 % at 0.7, all but 5 in 10^8 at 0.8. What is a candidate depends on the texts and the published constants
// alone, never on chance or machine.
//
// A bucket keeps its 1,024 earliest texts, which bounds the work of one question on hostile input to 32,768
// comparisons; a text can only be crowded out by earlier ones.
//
// Memory: about 400 bytes a text and 8 a distinct shingle; a record of thirty words takes some 600 bytes.
// At most 2^32 - 2 texts. Questions may be asked from many threads at once while nothing is added.
class SimilarityIndex
{
public:
    SimilarityIndex();
    ~SimilarityIndex();
    SimilarityIndex(SimilarityIndex &&) noexcept;
    SimilarityIndex &operator=(SimilarityIndex &&) noexcept;

    // The number of the text. A text without words is counted but never found.
    std::uint32_t add(const Prepared &text);

    // Texts whose similarity reaches minimum: most similar first, among equals the earliest first.
    [[nodiscard]] std::vector<Match> find(const Prepared &text, const Ratio &minimum) const;

    // Whether any bucket was full, so that a text was left out of it.
    [[nodiscard]] bool isCrowded() const;
    [[nodiscard]] std::uint32_t size() const;
    [[nodiscard]] ShingleView shingles(std::uint32_t number) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace datanet::similarity
