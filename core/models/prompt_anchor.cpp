#include "models/prompt_anchor.h"

#include "attribution/fixed_log.h"

#include <algorithm>
#include <utility>

namespace datanet::models {

using attribution::Bits;
using attribution::LocalToken;
using attribution::TextShard;

namespace {

// For each token of the prompt the most tokens from there on with which some record begins.
std::vector<std::uint32_t> longestStarts(const NgramCounts &counts, std::span<const attribution::TokenId> prompt)
{
    std::vector<std::uint32_t> lengths(prompt.size(), 0);
    std::vector<LocalToken> local;
    for (std::size_t number = 0; number < counts.index().shards().size(); ++number) {
        const TextShard &shard = counts.index().shards()[number];
        const auto starts = counts.recordStarts(number);
        counts.index().translate(number, prompt, local);
        for (std::size_t i = 0; i < local.size(); ++i) {
            if (local[i] == attribution::kAbsentToken)
                continue;
            const std::span<const LocalToken> query =
                std::span(local).subspan(i, std::min(kLongestStart, local.size() - i));
            const auto shared = [&](std::uint32_t position) {
                return attribution::commonLength(shard, position, query);
            };
            const auto below = [&](std::uint32_t position) {
                const std::uint32_t length = shared(position);
                return length < query.size() && shard.text()[position + length] < query[length];
            };
            const auto place = std::ranges::partition_point(starts, below);
            if (place != starts.end())
                lengths[i] = std::max(lengths[i], shared(*place));
            if (place != starts.begin())
                lengths[i] = std::max(lengths[i], shared(*(place - 1)));
        }
    }
    return lengths;
}

} // namespace

PromptAnchor findAnchor(const NgramCounts &counts, std::span<const attribution::TokenId> prompt)
{
    const attribution::TextIndex &index = counts.index();
    const auto anywhere = index.longestMatches(prompt);
    const auto atStart = longestStarts(counts, prompt);
    const Bits total = attribution::log2Fixed(counts.tokenCount() + index.vocabularySize() + 1);
    std::vector<Bits> surprisal(prompt.size(), 0);
    for (std::size_t i = 0; i < prompt.size(); ++i) {
        if (anywhere[i] > 0)
            surprisal[i] = total - attribution::log2Fixed(index.count(prompt.subspan(i, 1)) + 1);
    }

    PromptAnchor best;
    std::pair<Bits, Bits> bestWorth;
    const auto consider = [&](std::size_t begin, std::size_t length, bool start) {
        if (length == 0)
            return;
        std::pair<Bits, Bits> worth;
        for (std::size_t i = begin; i < begin + length; ++i) {
            const Bits here = start ? 2 * surprisal[i] : surprisal[i];
            worth.first = std::max(worth.first, here);
            worth.second += here;
        }
        if (best.size() > 0 && worth < bestWorth)
            return;
        best = {begin, begin + length, start};
        bestWorth = worth;
    };
    for (std::size_t i = 0; i < prompt.size(); ++i) {
        // A run that the one before it contains is worth less.
        if (i == 0 || anywhere[i] + 1 > anywhere[i - 1])
            consider(i, anywhere[i], false);
        consider(i, atStart[i], true);
    }
    return best;
}

} // namespace datanet::models
