#include "models/ngram_score.h"

#include "attribution/parallel.h"
#include "models/seeded_random.h"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace datanet::models {

using attribution::Bits;
using attribution::kBitsShift;

namespace {

// An ending of this many tokens is a match: fewer say little about what comes.
constexpr std::size_t kMatchedOrder = 2;

} // namespace

TextScore &TextScore::operator+=(const TextScore &other)
{
    texts += other.texts;
    tokens += other.tokens;
    unknownTokens += other.unknownTokens;
    matchedTokens += other.matchedTokens;
    surprisal += other.surprisal;
    return *this;
}

double TextScore::perplexity() const
{
    if (events() == 0)
        return 0;
    return std::exp2(double(surprisal) / double(attribution::kOneBit) / double(events()));
}

std::uint64_t probability(std::span<const ContextWalk::Counts> counts, std::uint32_t vocabulary, std::uint32_t strength,
                          std::uint32_t own)
{
    __extension__ using Wide = unsigned __int128;
    std::uint64_t p = (std::uint64_t{1} << kProbabilityShift) / (std::uint64_t{vocabulary} + 2);
    for (std::size_t order = 0; order < counts.size(); ++order) {
        const ContextWalk::Counts &count = counts[order];
        const std::uint64_t left = std::min<std::uint64_t>(own, count.followed);
        const Wide seen = static_cast<Wide>(count.followed - left) << kProbabilityShift;
        const std::uint32_t leaning = strengthAt(order, strength);
        p = static_cast<std::uint64_t>((seen + static_cast<Wide>(leaning) * p) / (count.context - left + leaning));
    }
    return std::max<std::uint64_t>(p, 1);
}

std::vector<TextScore> scoreText(const NgramCounts &counts, std::uint32_t longestContext,
                                 std::span<const std::uint32_t> strengths, std::span<const attribution::TokenId> tokens,
                                 std::uint32_t own)
{
    constexpr Bits kCertain = static_cast<Bits>(kProbabilityShift) << kBitsShift;
    const std::uint32_t vocabulary = counts.index().vocabularySize();
    TextScore same;
    same.texts = 1;
    same.tokens = tokens.size();
    std::vector<Bits> surprisals(strengths.size(), 0);
    std::vector<ContextWalk::Counts> foretold;
    const auto add = [&] {
        for (std::size_t i = 0; i < strengths.size(); ++i)
            surprisals[i] += kCertain - attribution::log2Fixed(probability(foretold, vocabulary, strengths[i], own));
    };

    ContextWalk walk(counts, longestContext);
    walk.restart(true);
    for (const attribution::TokenId token : tokens) {
        walk.advance(token, &foretold);
        same.unknownTokens += token == attribution::kUnknownToken ? 1 : 0;
        same.matchedTokens += foretold.size() > kMatchedOrder && foretold[kMatchedOrder].followed > own ? 1 : 0;
        add();
    }
    walk.counts(kEnd, foretold);
    add();

    std::vector<TextScore> scores(strengths.size(), same);
    for (std::size_t i = 0; i < scores.size(); ++i)
        scores[i].surprisal = surprisals[i];
    return scores;
}

TextScore scoreText(const NgramCounts &counts, const NgramParameters &parameters, std::string_view text)
{
    const auto ids = counts.index().ids(attribution::TokenText(text));
    return scoreText(counts, parameters.longestContext, {&parameters.strength, 1}, ids).front();
}

base::Result<StrengthChoice> chooseStrength(const NgramCounts &counts, std::uint32_t longestContext,
                                            std::span<const std::uint32_t> strengths, std::uint64_t seed,
                                            std::uint64_t maximumTokens, int threads, base::TaskContext &task)
{
    const attribution::TextIndex &index = counts.index();
    const std::uint64_t oneIn = counts.tokenCount() / std::max<std::uint64_t>(maximumTokens, 1) + 1;
    std::vector<attribution::RecordNumber> chosen;
    for (attribution::RecordNumber number = 0; number < index.recordCount(); ++number) {
        if (SeededRandom(seedOf(index.record(number).id) + seed).next() % oneIn == 0)
            chosen.push_back(number);
    }
    std::vector<TextScore> sums(strengths.size());
    std::mutex mutex;
    attribution::forEachInParallel(chosen.size(), threads, [&](std::size_t i) {
        if (task.cancelled())
            return;
        const attribution::TextIndex::Place place = index.place(chosen[i]);
        const auto local = index.shards()[place.shard].recordTokens(place.record);
        if (local.empty())
            return;
        std::vector<attribution::TokenId> tokens;
        tokens.reserve(local.size());
        for (const attribution::LocalToken token : local)
            tokens.push_back(index.idOf(place.shard, token));
        const auto scores = scoreText(counts, longestContext, strengths, tokens, 1);
        const std::scoped_lock lock(mutex);
        for (std::size_t k = 0; k < sums.size(); ++k)
            sums[k] += scores[k];
    });
    if (task.cancelled())
        return base::cancelled();
    const auto best = std::ranges::min_element(sums, {}, &TextScore::surprisal) - sums.begin();
    return StrengthChoice{strengths[static_cast<std::size_t>(best)], sums.front().tokens};
}

} // namespace datanet::models
