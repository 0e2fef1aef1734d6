#include "attribution/text_corpus.h"

#include "attribution/shard_builder.h"

#include <algorithm>

namespace datanet::attribution {

using namespace Qt::StringLiterals;

base::Result<TextCorpus> TextCorpus::of(TextIndex index, std::vector<Standing> standings)
{
    const auto wrong =
        base::fail(base::ErrorKind::Invalid, u"the clusters do not fit the text index"_s, u"build them again"_s);
    if (standings.size() != index.recordCount())
        return wrong;
    auto state = std::make_shared<State>();
    for (RecordNumber number = 0; number < standings.size(); ++number) {
        const RecordNumber leader = standings[number].leader;
        if (leader > number || standings[leader].leader != leader || (standings[number].counted && leader != number))
            return wrong;
        state->clusters += standings[number].counted ? 1 : 0;
    }

    std::vector<std::uint64_t> counts(index.vocabularySize(), 0);
    for (std::uint32_t part = 0; part < index.shards().size(); ++part) {
        const TextShard &shard = index.shards()[part];
        std::vector<std::uint32_t> here(shard.vocabularySize() + std::size_t{1}, 0);
        for (std::uint32_t record = 0; record < shard.recordCount(); ++record) {
            if (!standings[index.numberOf({part, record})].counted)
                continue;
            for (const LocalToken token : shard.recordTokens(record))
                ++here[token];
        }
        for (LocalToken token = 1; token <= shard.vocabularySize(); ++token)
            counts[index.idOf(part, token)] += here[token];
    }
    std::uint64_t distinct = 0;
    for (const std::uint64_t count : counts) {
        state->tokens += count;
        distinct += count > 0 ? 1 : 0;
        state->logCounts.push_back(log2Fixed(count + 1));
    }
    state->total = log2Fixed(state->tokens + distinct + 1);
    state->index = std::move(index);
    state->standings = std::move(standings);
    TextCorpus corpus;
    corpus.m_state = std::move(state);
    return corpus;
}

base::Result<TextCorpus> TextCorpus::of(const std::vector<Contribution> &contributions, base::TaskContext &task)
{
    std::vector<const Contribution *> ordered;
    for (const Contribution &contribution : contributions)
        ordered.push_back(&contribution);
    std::ranges::sort(ordered, {}, [](const Contribution *contribution) { return contribution->source; });

    std::vector<TextShard> shards;
    ShardBuilder builder;
    const auto finish = [&]() -> base::Status {
        auto bytes = builder.finish();
        if (!bytes)
            return base::fail(bytes.error());
        auto shard = TextShard::fromBytes(*std::move(bytes));
        if (!shard)
            return base::fail(shard.error());
        shards.push_back(*std::move(shard));
        return {};
    };
    for (const Contribution *contribution : ordered) {
        if (auto begun = builder.beginSource(contribution->source); !begun)
            return base::fail(begun.error());
        for (std::uint32_t position = 0; position < contribution->records.size(); ++position) {
            const Text &record = contribution->records[position];
            if (task.cancelled())
                return base::cancelled();
            if (builder.textBytes() >= ShardBuilder::kPartBytes) {
                auto next = finish();
                if (next)
                    next = builder.beginSource(contribution->source);
                if (!next)
                    return base::fail(next.error());
            }
            if (auto added = builder.add(record.recordId, position, record.text); !added)
                return base::fail(added.error());
        }
    }
    if (auto last = finish(); !last)
        return base::fail(last.error());
    auto index = TextIndex::of(std::move(shards));
    if (!index)
        return base::fail(index.error());
    RecordClusters clusters;
    if (auto decided = clusters.extend(*index, task); !decided)
        return base::fail(decided.error());
    return of(*std::move(index), clusters.standings());
}

Bits TextCorpus::threshold(std::size_t outputTokens) const
{
    const auto logOf = [](std::uint64_t count) { return log2Fixed(std::max<std::uint64_t>(count, 1)); };
    return logOf(m_state->tokens) + logOf(outputTokens) + 7 * kOneBit;
}

std::uint32_t TextCorpus::rarity(std::uint32_t clustersWithIt) const
{
    clustersWithIt = std::max(clustersWithIt, 1u);
    if (clustersWithIt >= m_state->clusters)
        return 0;
    const Bits all = log2Fixed(std::uint64_t{m_state->clusters} + 1);
    const Bits some = log2Fixed(std::uint64_t{clustersWithIt} + 1);
    return static_cast<std::uint32_t>(((all - some) << kBitsShift) / all);
}

} // namespace datanet::attribution
