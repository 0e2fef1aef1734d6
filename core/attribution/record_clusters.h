#pragma once

#include "attribution/text_index.h"
#include "base/task.h"
#include "similarity/leader_clusters.h"

#include <memory>
#include <vector>

namespace datanet::attribution {

// Who earns for whom: every record belongs to a leader, itself or an earlier record of nearly the same wording
// (similarity/leader_clusters.h), decided in order of priority over everything in the index. Later records change
// nothing about earlier ones. One thread at a time.
class RecordClusters
{
public:
    // From this similarity on two records are the same contribution; the default of every datanet's review rules.
    static constexpr int kSamePercent = 80;

    explicit RecordClusters(similarity::Ratio same = similarity::percentRatio(kSamePercent));

    // Decides about the records of the index that are not decided yet. If all records decided so far are the first
    // ones of this index, that costs the new records only; else everything is decided again. Signatures are made by
    // `threads` threads, the result does not depend on them. Cancelled: what was decided stays, call again to go on.
    base::Status extend(const TextIndex &index, base::TaskContext &task, int threads = 2);

    // By record number.
    [[nodiscard]] const std::vector<RecordNumber> &leaders() const { return m_leaders; }
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

    similarity::Ratio m_same;
    similarity::LeaderClusters m_clusters;
    std::vector<RecordNumber> m_leaders;
    std::vector<Run> m_runs;
};

} // namespace datanet::attribution
