#pragma once

#include "attribution/text_index.h"
#include "base/bytes.h"

#include <cstdint>
#include <vector>

namespace datanet::models {

enum class Choice {
    Sampled, // by the counts, with the seed
    MostFrequent, // the same for every seed; among equals the first by bytes
};

struct AnswerOptions
{
    static constexpr std::uint32_t kMaximumTokens = 4096;
    static constexpr std::uint32_t kLargestVariety = 1 << 16;

    std::uint64_t seed = 1;
    std::uint32_t maximumTokens = 256; // 1 to kMaximumTokens
    Choice choice = Choice::Sampled;
    // Pseudo-counts for leaving the longest context for the next shorter one at each token: 0 always follows the
    // longest; the more, the freer and the less sensible.
    std::uint32_t variety = 0;
};

// A stretch of the answer that was taken from one record as it stands there.
struct AnswerPiece
{
    std::uint32_t beginByte = 0; // of Answer::text, end excluded
    std::uint32_t endByte = 0;
    attribution::RecordNumber record = 0;

    bool operator==(const AnswerPiece &) const = default;
};

struct Answer
{
    base::Bytes text; // UTF-8
    std::uint32_t tokensIn = 0; // of the prompt, and of the text, as tokenizer 1 counts them: what is paid for
    std::uint32_t tokensOut = 0;
    std::uint32_t promptTokensUsed = 0; // of the prompt; 0: the model knows none of its words
    bool ended = false; // at the end of a record; else at the bound
    std::vector<AnswerPiece> pieces; // where spelling was taken from, in order; credit comes from tracing, not this

    bool operator==(const Answer &) const = default;
};

} // namespace datanet::models
