#include "models/ngram_counts.h"

#include "attribution/shard_builder.h"

#include <numeric>

namespace datanet::models {

namespace {

std::vector<std::uint32_t> startsOf(const attribution::TextShard &shard)
{
    // One pass over the suffix array: sorting the starts themselves would take too long where many records are alike.
    std::vector<bool> begins(shard.text().size(), false);
    for (std::uint32_t record = 0; record < shard.recordCount(); ++record) {
        if (const auto tokens = shard.recordTokens(record); !tokens.empty())
            begins[static_cast<std::size_t>(tokens.data() - shard.text().data())] = true;
    }
    std::vector<std::uint32_t> starts;
    for (const std::uint32_t position : shard.order()) {
        if (begins[position])
            starts.push_back(position);
    }
    return starts;
}

} // namespace

NgramCounts::NgramCounts(attribution::TextIndex index) : m_index(std::move(index))
{
    auto starts = std::make_shared<std::vector<std::vector<std::uint32_t>>>();
    for (const attribution::TextShard &shard : m_index.shards()) {
        starts->push_back(startsOf(shard));
        m_records += starts->back().size();
    }
    m_starts = std::move(starts);
}

base::Result<attribution::TextIndex> subsetOf(const attribution::TextIndex &index, const std::vector<bool> &keep,
                                              base::TaskContext &task)
{
    std::vector<attribution::TextShard> shards;
    attribution::ShardBuilder builder;
    const auto finish = [&]() -> base::Status {
        auto bytes = builder.finish();
        auto shard =
            bytes ? attribution::TextShard::fromBytes(*std::move(bytes)) : base::fail(std::move(bytes).error());
        if (!shard)
            return base::fail(shard.error());
        shards.push_back(*std::move(shard));
        return {};
    };
    // A shard's records are in the order of their numbers; each shard is taken by itself.
    for (std::uint32_t part = 0; part < index.shards().size(); ++part) {
        const attribution::TextShard &shard = index.shards()[part];
        std::vector<std::uint32_t> records;
        for (std::uint32_t record = 0; record < shard.recordCount(); ++record) {
            if (keep[index.numberOf({part, record})])
                records.push_back(record);
        }
        if (task.cancelled())
            return base::cancelled();
        task.progress(part, static_cast<std::int64_t>(index.shards().size()));
        if (records.empty())
            continue;
        if (auto added = builder.addFrom(shard, records); !added)
            return base::fail(added.error());
        if (auto finished = finish(); !finished)
            return base::fail(finished.error());
    }
    return attribution::TextIndex::of(std::move(shards));
}

} // namespace datanet::models
