#include "attribution/record_clusters.h"

#include "attribution/parallel.h"
#include "similarity/mixing.h"

#include <algorithm>

namespace datanet::attribution {

namespace {

constexpr std::size_t kBatch = 4096; // records whose signatures are in memory at the same time

} // namespace

RecordClusters::RecordClusters(similarity::Ratio same) : m_same(same), m_clusters(same) { }

bool RecordClusters::continues(const TextIndex &index) const
{
    if (index.recordCount() < m_standings.size())
        return false;
    RecordNumber number = 0;
    for (const Run &run : m_runs) {
        const RecordNumber last = number + run.records - 1;
        if (index.source(number) != run.source || index.source(last) != run.source
            || index.record(last).position != run.lastPosition)
            return false;
        number += run.records;
    }
    return true;
}

void RecordClusters::count(const TextIndex &index, RecordNumber number)
{
    const TextIndex::Place place = index.place(number);
    const auto tokens = index.shards()[place.shard].recordTokens(place.record);
    for (const LocalToken token : tokens)
        ++m_counts[index.idOf(place.shard, token)];
    m_tokens += tokens.size();
}

bool RecordClusters::isNew(const TextIndex &index, RecordNumber number)
{
    const TextIndex::Place place = index.place(number);
    const auto tokens = index.shards()[place.shard].recordTokens(place.record);
    const Bits all = log2Fixed(m_tokens + 1);
    std::vector<Bits> surprisal{0}; // of the tokens before each
    for (const LocalToken token : tokens)
        surprisal.push_back(surprisal.back() + all - log2Fixed(m_counts[index.idOf(place.shard, token)] + 1));
    std::vector<std::uint32_t> runs;
    for (std::size_t begin = 0; begin + kRunTokens <= tokens.size(); ++begin) {
        std::uint64_t hash = 0;
        for (std::size_t i = 0; i < kRunTokens; ++i)
            hash = similarity::mixed(hash ^ m_hashes[place.shard][tokens[begin + i]]);
        runs.push_back(static_cast<std::uint32_t>(hash >> 32));
        m_seen.prefetch(runs.back());
    }
    std::size_t telling = 0;
    std::size_t seen = 0;
    for (std::size_t begin = 0; begin < runs.size(); ++begin) {
        const bool known = !m_seen.add(runs[begin]);
        if (surprisal[begin + kRunTokens] - surprisal[begin] < all + kTellingBits)
            continue;
        ++telling;
        seen += known ? 1 : 0;
    }
    return seen * kMostSeen < std::max<std::size_t>(telling, 1);
}

base::Status RecordClusters::extend(const TextIndex &index, base::TaskContext &task, int threads)
{
    if (!continues(index)) {
        m_clusters = similarity::LeaderClusters(m_same);
        m_standings.clear();
        m_seen = {};
        m_runs.clear();
    }
    m_hashes.clear();
    for (const TextShard &shard : index.shards()) {
        std::vector<std::uint64_t> &hashes = m_hashes.emplace_back(1, 0);
        for (LocalToken token = 1; token <= shard.vocabularySize(); ++token)
            hashes.push_back(tokenHash(shard.token(token)));
    }
    m_tokens = 0;
    m_counts.assign(index.vocabularySize(), 0);
    for (RecordNumber number = 0; number < m_standings.size(); ++number) {
        if (m_standings[number].leader == number)
            count(index, number);
    }
    std::vector<similarity::Prepared> prepared;
    while (m_standings.size() < index.recordCount()) {
        if (task.cancelled())
            return base::cancelled();
        const auto first = static_cast<RecordNumber>(m_standings.size());
        prepared.resize(std::min<std::size_t>(kBatch, index.recordCount() - first));
        forEachInParallel(prepared.size(), threads, [&](std::size_t i) {
            prepared[i] = similarity::prepare(index.recordText(first + static_cast<RecordNumber>(i)));
        });
        for (std::size_t i = 0; i < prepared.size(); ++i) {
            const RecordNumber number = first + static_cast<RecordNumber>(i);
            const RecordNumber leader = m_clusters.add(prepared[i]).leader;
            m_standings.push_back({leader, leader == number && isNew(index, number)});
            if (leader == number)
                count(index, number);
            if (m_runs.empty() || m_runs.back().source != index.source(number))
                m_runs.push_back({index.source(number), 0, 0});
            ++m_runs.back().records;
            m_runs.back().lastPosition = index.record(number).position;
        }
        task.progress(static_cast<std::int64_t>(m_standings.size()), index.recordCount());
    }
    return {};
}

} // namespace datanet::attribution
