#pragma once

#include "attribution/fixed_log.h"
#include "attribution/seen_runs.h"
#include "attribution/text_index.h"
#include "base/task.h"
#include "similarity/leader_clusters.h"

#include <memory>
#include <vector>

namespace datanet::attribution {

// What was decided about one record.
struct Standing
{
    RecordNumber leader = 0; // who earns for it: itself, or an earlier record of nearly the same wording
    bool counted = false; // a leader whose text is new enough to count in statistics

    bool operator==(const Standing &) const = default;
};

// Who earns for whom, and whose text weights are made of: every record belongs to a leader, itself or an earlier record
// of nearly the same wording (similarity/leader_clusters.h), decided in order of priority over everything in the index.
// Later records change nothing about earlier ones.
//
// Weights (how frequent a word is, in how many clusters a span is) are taken from counted leaders only: those of whose
// telling runs of kRunTokens tokens fewer than one in kMostSeen was in an earlier leader. Else somebody who publishes
// parts of another's records, padded or cut up, could lower what those earn. A run tells something if, by the words of
// all earlier leaders, it would hardly have come about by chance: its surprisal is log2 of their tokens + 7 bits.
//
// One thread at a time. Memory: some 600 bytes a leader and 8 a run.
class RecordClusters
{
public:
    // From this similarity on two records are the same contribution; the default of every datanet's review rules.
    static constexpr int kSamePercent = 80;

    static constexpr std::size_t kRunTokens = 4;
    static constexpr std::size_t kMostSeen = 6;
    static constexpr Bits kTellingBits = 7 * kOneBit;

    explicit RecordClusters(similarity::Ratio same = similarity::percentRatio(kSamePercent));

    // Decides about the records of the index that are not decided yet. If all records decided so far are the first
    // ones of this index, that costs the new records only; else everything is decided again. Signatures are made by
    // `threads` threads, the result does not depend on them. Cancelled: what was decided stays, call again to go on.
    base::Status extend(const TextIndex &index, base::TaskContext &task, int threads = 2);

    // By record number.
    [[nodiscard]] const std::vector<Standing> &standings() const { return m_standings; }
    [[nodiscard]] std::uint32_t leaderCount() const { return m_clusters.leaderCount(); }

private:
    // The decided records of one source. What a source holds is fixed by its id.
    struct Run
    {
        Source source;
        std::uint32_t records = 0;
        std::uint32_t lastPosition = 0;
    };
    [[nodiscard]] bool continues(const TextIndex &index) const;
    // Adds the tokens of a leader to the counts.
    void count(const TextIndex &index, RecordNumber number);
    // Adds the record's runs to those seen.
    bool isNew(const TextIndex &index, RecordNumber number);

    similarity::Ratio m_same;
    similarity::LeaderClusters m_clusters;
    std::vector<Standing> m_standings;
    SeenRuns m_seen;
    std::vector<Run> m_runs;
    // Of the index at hand:
    std::vector<std::vector<std::uint64_t>> m_hashes; // by shard and its token
    std::vector<std::uint32_t> m_counts; // by token, in leaders so far
    std::uint64_t m_tokens = 0;
};

} // namespace datanet::attribution
