#pragma once

#include "models/ngram_counts.h"

#include <optional>
#include <vector>

namespace datanet::models {

// What can follow a context: a token, or the end of the record.
using Symbol = std::uint64_t;
inline constexpr Symbol kEnd = 0;
[[nodiscard]] constexpr Symbol symbolOf(attribution::TokenId token)
{
    return Symbol{token} + 1; // kUnknownToken: a symbol that never follows
}
[[nodiscard]] constexpr attribution::TokenId tokenOf(Symbol symbol)
{
    return static_cast<attribution::TokenId>(symbol - 1);
}

// Reads a text token by token and knows, for each of its endings that occurs in the index and has at most `longest`
// tokens, everywhere it occurs. An ending that reaches back to the beginning of the text counts that beginning as a
// token of its own, which only beginnings of records match. Every step narrows the intervals of the step before, so a
// token costs one binary search an ending and shard. All answers are the same for any split into shards.
// One thread at a time.
class ContextWalk
{
public:
    struct Counts
    {
        std::uint64_t context = 0; // how often it occurs
        std::uint64_t followed = 0; // how often the symbol follows it

        bool operator==(const Counts &) const = default;
    };
    struct Next
    {
        Symbol symbol = kEnd;
        std::uint64_t count = 0;

        bool operator==(const Next &) const = default;
    };
    // A token in the index.
    struct Occurrence
    {
        attribution::RecordNumber record = 0;
        std::uint32_t token = 0; // of the record, from 0

        auto operator<=>(const Occurrence &) const = default;
    };

    // counts must outlive the walk.
    ContextWalk(const NgramCounts &counts, std::uint32_t longest);

    // Begins another text, at the beginning of a record or amid one.
    void restart(bool atRecordStart);
    // The text goes on with this token. Before it does, `foretold` gets what counts() would give for it.
    void advance(attribution::TokenId token, std::vector<Counts> *foretold = nullptr);

    // Endings that occur: 0 is the empty one, the others by their length. The lengths are 0, 1, 2, ... without gaps.
    [[nodiscard]] std::size_t orders() const { return m_orders; }
    // How often the ending occurs: the sum over all symbols that follow it.
    [[nodiscard]] std::uint64_t count(std::size_t order) const;
    // For every order; replaces what `result` held.
    void counts(Symbol next, std::vector<Counts> &result) const;
    // The whole distribution, ascending by symbol.
    [[nodiscard]] std::vector<Next> distribution(std::size_t order) const;
    // The symbol at place `rank` (below count(order)) of all that follow, in the order of symbols.
    [[nodiscard]] Symbol symbolAt(std::size_t order, std::uint64_t rank) const;
    // Where the token follows the ending first, by record number, then by place in the record.
    [[nodiscard]] std::optional<Occurrence> firstOccurrence(std::size_t order, attribution::TokenId next) const;

private:
    // One ending: in each shard the part of its suffix array, or of its record starts, that begins with it.
    struct Run
    {
        bool fromStart = false;
        std::uint32_t tokens = 0; // without the beginning
        std::vector<attribution::Interval> parts;
    };
    [[nodiscard]] std::span<const std::uint32_t> places(const Run &run, std::size_t shard) const;
    // What stands behind the ending at a place of it.
    [[nodiscard]] attribution::LocalToken behind(const Run &run, std::size_t shard, std::uint32_t place) const;
    [[nodiscard]] Symbol symbolBehind(const Run &run, std::size_t shard, std::uint32_t place) const;
    [[nodiscard]] attribution::Interval narrowed(const Run &run, std::size_t shard, attribution::LocalToken next) const;
    [[nodiscard]] std::vector<attribution::LocalToken> locals(Symbol symbol) const;
    [[nodiscard]] Counts countsOf(std::size_t order, std::span<const attribution::LocalToken> next) const;

    const NgramCounts *m_counts;
    std::uint32_t m_longest;
    std::size_t m_orders = 1;
    std::vector<Run> m_runs; // by length, the first m_orders of them
};

} // namespace datanet::models
